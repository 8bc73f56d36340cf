/// A point as CAP, WGS 84 and sailors write it: latitude first, in degrees.
///
/// GeoJSON writes longitude first. The two orders are different types on purpose, so that a point
/// near Stockholm cannot end up off Oman without the compiler noticing; see also RFC 7946 3.1.1.
package struct LatitudeLongitude: Hashable, Sendable {
    /// Degrees north, -90…90.
    package let latitude: Double
    /// Degrees east, -180…180.
    package let longitude: Double

    /// - Throws: ``PicturesError/latitudeInvalid(text:)``,
    ///   ``PicturesError/longitudeInvalid(text:)`` outside the ranges or when not a number.
    package init(latitude: Double, longitude: Double) throws(PicturesError) {
        guard (-90...90).contains(latitude) else { throw .latitudeInvalid(text: "\(latitude)") }
        guard (-180...180).contains(longitude) else {
            throw .longitudeInvalid(text: "\(longitude)")
        }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Reads `59.3293,18.0686`: decimals with an optional sign, one comma, no space or exponent.
    ///
    /// - Throws: ``PicturesError/latitudeInvalid(text:)``,
    ///   ``PicturesError/longitudeInvalid(text:)``.
    package init(_ text: some StringProtocol) throws(PicturesError) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .latitudeInvalid(text: String(text)) }
        guard let latitude = plainDecimal(parts[0]) else {
            throw .latitudeInvalid(text: String(parts[0]))
        }
        guard let longitude = plainDecimal(parts[1]) else {
            throw .longitudeInvalid(text: String(parts[1]))
        }
        try self.init(latitude: latitude, longitude: longitude)
    }
}

extension LatitudeLongitude: CustomStringConvertible {
    package var description: String { "\(latitude),\(longitude)" }
}
