/// Why sound JSON is no geometry we take; RFC 7946 in brackets.
package enum GeoDefect: Error, Equatable, Sendable {
    /// A position is two or three numbers (3.1.1).
    case positionInvalid
    case longitudeOutside(Double)
    case latitudeOutside(Double)
    /// A line has two positions at least (3.1.4).
    case lineTooShort(positions: Int)
    /// A ring has four positions at least (3.1.6).
    case ringTooShort(positions: Int)
    /// A ring ends where it begins (3.1.6).
    case ringOpen
    /// A polygon has an outer ring.
    case ringMissing
    /// A box is four or six numbers, south below north (5).
    case boxInvalid
    /// Coordinates in another system than WGS 84 (4).
    case systemForeign
    /// Geometry collections within each other (3.1.8).
    case tooDeep(limitLevels: Int)
    case tooManyFeatures(limitCount: Int)
    case tooManyPositions(limitCount: Int)
    /// Lines, rings, polygons and geometries together.
    case tooManyParts(limitCount: Int)
    case tooManyProperties(limitCount: Int)
    /// A property's name, or a feature's identifier.
    case nameTooLong(limitBytes: Int, foundBytes: Int)
}

/// What one GeoJSON document may ask of us, beside its length and the depth of its JSON.
package enum GeoLimits {
    package static let featuresMaxCount = 10_000
    package static let positionsMaxCount = 200_000
    package static let partsMaxCount = 50_000
    package static let collectionMaxLevels = 4
    /// Of one feature, at its first level.
    package static let propertiesMaxCount = 256
    package static let nameMaxBytes = 256
}
