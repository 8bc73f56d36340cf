import Documents

extension GeoDocument {
    /// The document as RFC 7946 has it; reading it gives it again, but for remarks.
    package var json: [UInt8] {
        var members = rootMembers
        if let origin { members.append((GeoOrigin.member, origin.json)) }
        return JSONWriter.bytes(.members(members))
    }

    private var rootMembers: [(String, JSONWriter.Value)] {
        switch root {
        case .geometry(let geometry): geometry.members
        case .feature(let feature): feature.members
        case .collection(let features):
            [
                ("type", .string(GeoType.featureCollection.rawValue)),
                ("features", .array(features.map { .members($0.members) })),
            ]
        }
    }
}

extension GeoFeature {
    fileprivate var members: [(String, JSONWriter.Value)] {
        var members: [(String, JSONWriter.Value)] = [
            ("type", .string(GeoType.feature.rawValue)),
            ("geometry", geometry.map { .members($0.members) } ?? .node(.null)),
            ("properties", .node(.object(properties))),
        ]
        if let identifier { members.insert(("id", .node(identifier)), at: 1) }
        return members
    }
}

extension GeoGeometry {
    fileprivate var members: [(String, JSONWriter.Value)] {
        [("type", .string(type.rawValue)), content]
    }

    private var content: (String, JSONWriter.Value) {
        switch self {
        case .point(let position): ("coordinates", position.json)
        case .points(let positions): ("coordinates", positions.json)
        case .line(let line): ("coordinates", line.positions.json)
        case .lines(let lines): ("coordinates", .array(lines.map(\.positions.json)))
        case .polygon(let polygon): ("coordinates", polygon.json)
        case .polygons(let polygons): ("coordinates", .array(polygons.map(\.json)))
        case .collection(let geometries):
            ("geometries", .array(geometries.map { .members($0.members) }))
        }
    }
}

extension GeoPolygon {
    fileprivate var json: JSONWriter.Value { .array(rings.map(\.positions.json)) }
}

extension [GeoPosition] {
    fileprivate var json: JSONWriter.Value { .array(map(\.json)) }
}

extension GeoPosition {
    fileprivate var json: JSONWriter.Value {
        .array(
            [longitude, latitude].map { .number($0) } + (altitudeMetres.map { [.number($0)] } ?? [])
        )
    }
}
