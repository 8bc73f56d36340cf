import Documents

/// Reads geometries, counts what they hold together and notes what is let pass.
struct GeoGeometryReader {
    private var positionCount = 0
    private var partCount = 0
    private var noted: [GeoRemark.Kind: (count: Int, path: String)] = [:]

    var remarks: [GeoRemark] {
        GeoRemark.Kind.allCases.compactMap { kind in
            noted[kind].map { GeoRemark(kind: kind, count: $0.count, path: $0.path) }
        }
    }

    mutating func geometry(_ node: JSONNode, path: String, level: Int = 0) throws(PicturesError)
        -> GeoGeometry
    {
        try countPart(path)
        var object = try JSONObjectReader(node, path: path)
        let type = try GeoReader.geoType(of: &object)
        try object.refuse(["geometry", "properties", "features"])
        let geometry: GeoGeometry
        if type == .geometryCollection {
            geometry = .collection(try collection(&object, level: level + 1))
        } else {
            try object.refuse(["geometries"])
            geometry = try self.geometry(type, &object)
        }
        try checkBox(&object, around: geometry.positions)
        try object.refuseForeignSystem()
        return geometry
    }

    private mutating func collection(_ object: inout JSONObjectReader, level: Int)
        throws(PicturesError) -> [GeoGeometry]
    {
        try object.refuse(["coordinates"])
        guard level <= GeoLimits.collectionMaxLevels else {
            throw .geoInvalid(
                .tooDeep(limitLevels: GeoLimits.collectionMaxLevels), path: object.path)
        }
        var geometries: [GeoGeometry] = []
        for (index, node) in try object.array("geometries").enumerated() {
            let path = "\(object.path).geometries[\(index)]"
            geometries.append(try geometry(node, path: path, level: level))
        }
        return geometries
    }

    private mutating func geometry(_ type: GeoType, _ object: inout JSONObjectReader)
        throws(PicturesError) -> GeoGeometry
    {
        let path = "\(object.path).coordinates"
        let node = try object.required("coordinates")
        switch type {
        case .point: return .point(try position(node, path))
        case .multiPoint: return .points(try positions(node, path))
        case .lineString: return .line(try line(node, path))
        case .multiLineString:
            return .lines(
                try list(node, path) { reader, node, path throws(PicturesError) in
                    try reader.line(node, path)
                })
        case .polygon: return .polygon(try polygon(node, path))
        case .multiPolygon:
            return .polygons(
                try list(node, path) { reader, node, path throws(PicturesError) in
                    try reader.polygon(node, path)
                })
        case .geometryCollection, .feature, .featureCollection:
            throw .jsonInvalid(.valueUnknown(type.rawValue), path: "\(object.path).type")
        }
    }

    private mutating func polygon(_ node: JSONNode, _ path: String) throws(PicturesError)
        -> GeoPolygon
    {
        let rings = try list(node, path) { reader, node, path throws(PicturesError) in
            try reader.ring(node, path)
        }
        let polygon = try placing(path) { () throws(GeoDefect) in try GeoPolygon(rings) }
        if !polygon.isRightHanded { note(.windingReversed, path) }
        return polygon
    }

    private mutating func ring(_ node: JSONNode, _ path: String) throws(PicturesError) -> GeoRing {
        let positions = try positions(node, path)
        if positions.crossAntimeridian { note(.antimeridianCrossed, path) }
        return try placing(path) { () throws(GeoDefect) in try GeoRing(positions) }
    }

    private mutating func line(_ node: JSONNode, _ path: String) throws(PicturesError) -> GeoLine {
        let positions = try positions(node, path)
        if positions.crossAntimeridian { note(.antimeridianCrossed, path) }
        return try placing(path) { () throws(GeoDefect) in try GeoLine(positions) }
    }

    private mutating func positions(_ node: JSONNode, _ path: String) throws(PicturesError)
        -> [GeoPosition]
    {
        try countPart(path)
        var positions: [GeoPosition] = []
        for (index, node) in try array(node, path).enumerated() {
            positions.append(try position(node, "\(path)[\(index)]"))
        }
        return positions
    }

    private mutating func position(_ node: JSONNode, _ path: String) throws(PicturesError)
        -> GeoPosition
    {
        positionCount += 1
        guard positionCount <= GeoLimits.positionsMaxCount else {
            throw .geoInvalid(
                .tooManyPositions(limitCount: GeoLimits.positionsMaxCount), path: path)
        }
        let nodes = try array(node, path)
        let numbers = nodes.compactMap(\.number)
        guard numbers.count == nodes.count, (2...3).contains(numbers.count) else {
            throw .geoInvalid(.positionInvalid, path: path)
        }
        return try placing(path) { () throws(GeoDefect) in
            try GeoPosition(
                longitude: numbers[0], latitude: numbers[1],
                altitudeMetres: numbers.count == 3 ? numbers[2] : nil)
        }
    }

    private mutating func list<Part>(
        _ node: JSONNode, _ path: String,
        _ read: (inout Self, JSONNode, String) throws(PicturesError) -> Part
    ) throws(PicturesError) -> [Part] {
        try countPart(path)
        var parts: [Part] = []
        for (index, node) in try array(node, path).enumerated() {
            parts.append(try read(&self, node, "\(path)[\(index)]"))
        }
        return parts
    }

    private mutating func countPart(_ path: String) throws(PicturesError) {
        partCount += 1
        guard partCount <= GeoLimits.partsMaxCount else {
            throw .geoInvalid(.tooManyParts(limitCount: GeoLimits.partsMaxCount), path: path)
        }
    }

    mutating func note(_ kind: GeoRemark.Kind, _ path: String) {
        noted[kind, default: (0, path)].count += 1
    }

    private func array(_ node: JSONNode, _ path: String) throws(PicturesError) -> [JSONNode] {
        guard let nodes = node.array else {
            throw .jsonInvalid(.typeUnexpected(expected: "array"), path: path)
        }
        return nodes
    }

    /// Runs a checked initialiser and gives its complaint a place.
    func placing<Value>(
        _ path: String, _ make: () throws(GeoDefect) -> Value
    ) throws(PicturesError) -> Value {
        do { return try make() } catch { throw .geoInvalid(error, path: path) }
    }
}
