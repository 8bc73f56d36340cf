import Documents
import Identity

/// Takes an object's members one by one; what nobody asked for is an error.
struct JSONObjectReader {
    let path: String
    private let members: [String: JSONNode]
    private var taken: Set<String> = []

    /// - Throws: ``PicturesError/jsonInvalid(_:path:)`` unless `node` is an object.
    init(_ node: JSONNode, path: String = "$") throws(PicturesError) {
        guard case .object(let members) = node else {
            throw .jsonInvalid(.typeUnexpected(expected: "object"), path: path)
        }
        self.path = path
        var nodes: [String: JSONNode] = [:]
        for member in members {
            guard nodes.updateValue(member.node, forKey: member.key) == nil else {
                throw .jsonInvalid(.keyRepeated(member.key), path: path)
            }
        }
        self.members = nodes
    }

    mutating func optional(_ key: String) -> JSONNode? {
        taken.insert(key)
        return members[key]
    }

    mutating func required(_ key: String) throws(PicturesError) -> JSONNode {
        guard let node = optional(key) else {
            throw .jsonInvalid(.keyMissing(key), path: path)
        }
        return node
    }

    mutating func string(_ key: String) throws(PicturesError) -> String {
        try string(required(key), key)
    }

    mutating func optionalString(_ key: String) throws(PicturesError) -> String? {
        guard let node = optional(key) else { return nil }
        return try string(node, key)
    }

    mutating func optionalTime(_ key: String) throws(PicturesError) -> Timestamp? {
        guard let node = optional(key) else { return nil }
        let text = try string(node, key)
        do { return try Timestamp(rfc3339: text) } catch {
            throw failure(.timeInvalid(text), key)
        }
    }

    /// One word of an enumeration.
    mutating func optionalWord<Word: RawRepresentable>(_ key: String, _ type: Word.Type)
        throws(PicturesError) -> Word? where Word.RawValue == String
    {
        guard let node = optional(key) else { return nil }
        let text = try string(node, key)
        guard let word = Word(rawValue: text) else {
            throw failure(.valueUnknown(text), key)
        }
        return word
    }

    mutating func optionalPosition(_ key: String) throws(PicturesError) -> LatitudeLongitude? {
        guard let node = optional(key) else { return nil }
        var reader = try JSONObjectReader(node, path: "\(path).\(key)")
        let latitude = try reader.number("latitude")
        let longitude = try reader.number("longitude")
        try reader.finish()
        do {
            return try LatitudeLongitude(latitude: latitude, longitude: longitude)
        } catch {
            throw failure(.coordinateInvalid("\(latitude),\(longitude)"), key)
        }
    }

    mutating func array(_ key: String) throws(PicturesError) -> [JSONNode] {
        let node = try required(key)
        guard let nodes = node.array else {
            throw failure(.typeUnexpected(expected: "array"), key)
        }
        return nodes
    }

    /// - Throws: ``PicturesError/jsonInvalid(_:path:)`` when a member was never taken.
    func finish() throws(PicturesError) {
        if let unknown = members.keys.filter({ !taken.contains($0) }).min() {
            throw .jsonInvalid(.keyUnknown(unknown), path: path)
        }
    }

    /// Runs a checked initialiser and gives its complaint a place.
    func placing<Value>(_ make: () throws(PicturesError) -> Value) throws(PicturesError) -> Value {
        do { return try make() } catch .fieldInvalid(let field, let defect) {
            throw .jsonInvalid(.fieldInvalid(defect), path: "\(path).\(field)")
        }
    }

    private mutating func number(_ key: String) throws(PicturesError) -> Double {
        let node = try required(key)
        guard let number = node.number else {
            throw failure(.typeUnexpected(expected: "number"), key)
        }
        return number
    }

    private func string(_ node: JSONNode, _ key: String) throws(PicturesError) -> String {
        guard let text = node.string else {
            throw failure(.typeUnexpected(expected: "string"), key)
        }
        return text
    }

    private func failure(_ defect: JSONDefect, _ key: String) -> PicturesError {
        .jsonInvalid(defect, path: "\(path).\(key)")
    }
}
