package import Documents

/// Reads a GeoJSON document (RFC 7946), strictly: what is not a sound geometry is refused with its
/// path.
///
/// Members the standard does not know are passed over, as it demands (6.1); members that belong to
/// another type are refused (7.1). Spec: GeoJSON.
package enum GeoReader {
    /// - Throws: ``PicturesError/documentInvalid(_:)``, ``PicturesError/jsonInvalid(_:path:)``,
    ///   ``PicturesError/geoInvalid(_:path:)``.
    package static func read(_ document: [UInt8]) throws(PicturesError) -> GeoDocument {
        try read(JSONNode(reading: document))
    }

    package static func read(_ node: JSONNode) throws(PicturesError) -> GeoDocument {
        var geometries = GeoGeometryReader()
        var object = try JSONObjectReader(node)
        let origin = try GeoOrigin.read(object.optional(GeoOrigin.member))
        let root: GeoDocument.Root
        switch try geoType(of: &object) {
        case .featureCollection:
            root = .collection(try features(&object, node, &geometries))
        case .feature: root = .feature(try feature(node, path: "$", &geometries))
        default: root = .geometry(try geometries.geometry(node, path: "$"))
        }
        return GeoDocument(root, origin: origin, remarks: geometries.remarks)
    }

    private static func features(
        _ object: inout JSONObjectReader, _ node: JSONNode, _ geometries: inout GeoGeometryReader
    ) throws(PicturesError) -> [GeoFeature] {
        try object.refuse(["coordinates", "geometries", "geometry", "properties"])
        let nodes = try object.array("features")
        guard nodes.count <= GeoLimits.featuresMaxCount else {
            throw .geoInvalid(
                .tooManyFeatures(limitCount: GeoLimits.featuresMaxCount), path: "$.features")
        }
        var features: [GeoFeature] = []
        for (index, node) in nodes.enumerated() {
            features.append(try feature(node, path: "$.features[\(index)]", &geometries))
        }
        let positions = features.compactMap(\.geometry).flatMap(\.positions)
        try geometries.checkBox(&object, around: positions)
        try object.refuseForeignSystem()
        return features
    }

    private static func feature(
        _ node: JSONNode, path: String, _ geometries: inout GeoGeometryReader
    ) throws(PicturesError) -> GeoFeature {
        var object = try JSONObjectReader(node, path: path)
        guard try geoType(of: &object) == .feature else {
            throw .jsonInvalid(
                .valueUnknown(object.optional("type")?.string ?? ""), path: "\(path).type")
        }
        try object.refuse(["coordinates", "geometries", "features"])
        let place = try object.required("geometry")
        let geometry =
            place == .null ? nil : try geometries.geometry(place, path: "\(path).geometry")
        let feature = GeoFeature(
            identifier: try identifier(object.optional("id"), path: path), geometry: geometry,
            properties: try properties(object.required("properties"), path: path))
        try geometries.checkBox(&object, around: geometry?.positions ?? [])
        try object.refuseForeignSystem()
        return feature
    }

    private static func identifier(_ node: JSONNode?, path: String) throws(PicturesError)
        -> JSONNode?
    {
        switch node {
        case nil: return nil
        case .string(let text):
            try checkName(text, path: "\(path).id")
            return node
        case .integer, .real: return node
        default:
            throw .jsonInvalid(.typeUnexpected(expected: "string"), path: "\(path).id")
        }
    }

    private static func properties(_ node: JSONNode, path: String) throws(PicturesError)
        -> [JSONMember]
    {
        let path = "\(path).properties"
        switch node {
        case .null: return []
        case .object(let members):
            guard members.count <= GeoLimits.propertiesMaxCount else {
                throw .geoInvalid(
                    .tooManyProperties(limitCount: GeoLimits.propertiesMaxCount), path: path)
            }
            for member in members { try checkName(member.key, path: path) }
            return members
        default: throw .jsonInvalid(.typeUnexpected(expected: "object"), path: path)
        }
    }

    private static func checkName(_ text: String, path: String) throws(PicturesError) {
        guard text.utf8.count <= GeoLimits.nameMaxBytes else {
            throw .geoInvalid(
                .nameTooLong(limitBytes: GeoLimits.nameMaxBytes, foundBytes: text.utf8.count),
                path: path)
        }
    }

    static func geoType(of object: inout JSONObjectReader) throws(PicturesError) -> GeoType {
        guard let type = try object.optionalWord("type", GeoType.self) else {
            throw .jsonInvalid(.keyMissing("type"), path: object.path)
        }
        return type
    }
}

extension JSONObjectReader {
    /// Members that would make two types of one object.
    mutating func refuse(_ keys: [String]) throws(PicturesError) {
        for key in keys where optional(key) != nil {
            throw .jsonInvalid(.keyUnknown(key), path: path)
        }
    }

    /// `crs` is what GeoJSON had before 2016: where it names another system than the standard's one,
    /// every coordinate means another place.
    mutating func refuseForeignSystem() throws(PicturesError) {
        guard let node = optional("crs") else { return }
        guard node["properties"]?["name"]?.string == "urn:ogc:def:crs:OGC:1.3:CRS84" else {
            throw .geoInvalid(.systemForeign, path: "\(path).crs")
        }
    }
}
