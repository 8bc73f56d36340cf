/// A point as GeoJSON writes it: longitude first, in degrees, WGS 84 (RFC 7946 3.1.1).
///
/// See ``LatitudeLongitude`` for the other order; neither becomes the other without saying so.
package struct GeoPosition: Hashable, Sendable {
    /// Degrees east, -180…180.
    package let longitude: Double
    /// Degrees north, -90…90.
    package let latitude: Double
    /// Metres above the ellipsoid.
    package let altitudeMetres: Double?

    /// - Throws: ``GeoDefect/longitudeOutside(_:)``, ``GeoDefect/latitudeOutside(_:)``.
    package init(longitude: Double, latitude: Double, altitudeMetres: Double? = nil)
        throws(GeoDefect)
    {
        guard (-180...180).contains(longitude) else { throw .longitudeOutside(longitude) }
        guard (-90...90).contains(latitude) else { throw .latitudeOutside(latitude) }
        self.longitude = longitude
        self.latitude = latitude
        self.altitudeMetres = altitudeMetres
    }

    package init(_ point: LatitudeLongitude) {
        longitude = point.longitude
        latitude = point.latitude
        altitudeMetres = nil
    }
}
