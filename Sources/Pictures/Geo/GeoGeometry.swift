/// Where something is.
package indirect enum GeoGeometry: Hashable, Sendable {
    case point(GeoPosition)
    case points([GeoPosition])
    case line(GeoLine)
    case lines([GeoLine])
    case polygon(GeoPolygon)
    case polygons([GeoPolygon])
    case collection([GeoGeometry])

    package var type: GeoType {
        switch self {
        case .point: .point
        case .points: .multiPoint
        case .line: .lineString
        case .lines: .multiLineString
        case .polygon: .polygon
        case .polygons: .multiPolygon
        case .collection: .geometryCollection
        }
    }

    /// Every position, in the order written.
    package var positions: [GeoPosition] {
        switch self {
        case .point(let position): [position]
        case .points(let positions): positions
        case .line(let line): line.positions
        case .lines(let lines): lines.flatMap(\.positions)
        case .polygon(let polygon): polygon.rings.flatMap(\.positions)
        case .polygons(let polygons): polygons.flatMap(\.rings).flatMap(\.positions)
        case .collection(let geometries): geometries.flatMap(\.positions)
        }
    }
}

/// The nine words of RFC 7946 1.4; case counts.
package enum GeoType: String, CaseIterable, Sendable, Hashable {
    case point = "Point"
    case multiPoint = "MultiPoint"
    case lineString = "LineString"
    case multiLineString = "MultiLineString"
    case polygon = "Polygon"
    case multiPolygon = "MultiPolygon"
    case geometryCollection = "GeometryCollection"
    case feature = "Feature"
    case featureCollection = "FeatureCollection"
}

/// Two positions or more.
package struct GeoLine: Hashable, Sendable {
    package let positions: [GeoPosition]

    /// - Throws: ``GeoDefect/lineTooShort(positions:)``.
    package init(_ positions: [GeoPosition]) throws(GeoDefect) {
        guard positions.count >= 2 else { throw .lineTooShort(positions: positions.count) }
        self.positions = positions
    }
}

/// A closed line: four positions or more, the last the same as the first.
package struct GeoRing: Hashable, Sendable {
    package let positions: [GeoPosition]

    /// - Throws: ``GeoDefect/ringTooShort(positions:)``, ``GeoDefect/ringOpen``.
    package init(_ positions: [GeoPosition]) throws(GeoDefect) {
        guard positions.count >= 4 else { throw .ringTooShort(positions: positions.count) }
        guard positions.first == positions.last else { throw .ringOpen }
        self.positions = positions
    }

    private init(known positions: [GeoPosition]) { self.positions = positions }

    /// Twice the area in square degrees; positive when it goes counterclockwise.
    package var doubleArea: Double {
        zip(positions, positions.dropFirst()).reduce(0) { sum, pair in
            sum + pair.0.longitude * pair.1.latitude - pair.1.longitude * pair.0.latitude
        }
    }

    package var reversed: GeoRing { GeoRing(known: positions.reversed()) }

    /// Whether a step goes further than half around the earth, so that it is told two ways.
    package var crossesAntimeridian: Bool { positions.crossAntimeridian }
}

/// An outer ring, then the holes in it.
package struct GeoPolygon: Hashable, Sendable {
    package let rings: [GeoRing]

    /// - Throws: ``GeoDefect/ringMissing``.
    package init(_ rings: [GeoRing]) throws(GeoDefect) {
        guard !rings.isEmpty else { throw .ringMissing }
        self.rings = rings
    }

    /// A polygon without holes, its ring turned the way the standard wants it (3.1.6).
    package init(outer ring: GeoRing) {
        rings = [ring.doubleArea < 0 ? ring.reversed : ring]
    }

    /// Outer rings counterclockwise, holes clockwise (3.1.6).
    package var isRightHanded: Bool {
        rings.enumerated().allSatisfy { index, ring in
            index == 0 ? ring.doubleArea >= 0 : ring.doubleArea <= 0
        }
    }
}

extension [GeoPosition] {
    var crossAntimeridian: Bool {
        zip(self, dropFirst()).contains { abs($0.longitude - $1.longitude) > 180 }
    }
}
