import Identity

/// Takes an object's members one by one; what nobody asked for is an error.
struct JSONObjectReader {
    let path: String
    let offset: Int
    private let members: [String: JSONMember]
    private var taken: Set<String> = []

    /// - Throws: ``PicturesError/jsonInvalid(_:path:offset:)`` unless `node` is an object.
    init(_ node: JSONNode, path: String = "$") throws(PicturesError) {
        guard case .object(let members) = node.value else {
            throw .jsonInvalid(
                .typeUnexpected(expected: "object"), path: path, offset: node.offset)
        }
        self.path = path
        self.offset = node.offset
        self.members = Dictionary(members.map { ($0.key, $0) }) { first, _ in first }
    }

    mutating func optional(_ key: String) -> JSONNode? {
        taken.insert(key)
        return members[key]?.node
    }

    mutating func required(_ key: String) throws(PicturesError) -> JSONNode {
        guard let node = optional(key) else {
            throw .jsonInvalid(.keyMissing(key), path: path, offset: offset)
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
            throw failure(.timeInvalid(text), key, node.offset)
        }
    }

    /// One word of an enumeration.
    mutating func optionalWord<Word: RawRepresentable>(_ key: String, _ type: Word.Type)
        throws(PicturesError) -> Word? where Word.RawValue == String
    {
        guard let node = optional(key) else { return nil }
        let text = try string(node, key)
        guard let word = Word(rawValue: text) else {
            throw failure(.valueUnknown(text), key, node.offset)
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
            throw failure(.coordinateInvalid("\(latitude),\(longitude)"), key, node.offset)
        }
    }

    mutating func array(_ key: String) throws(PicturesError) -> [JSONNode] {
        let node = try required(key)
        guard let nodes = node.array else {
            throw failure(.typeUnexpected(expected: "array"), key, node.offset)
        }
        return nodes
    }

    /// - Throws: ``PicturesError/jsonInvalid(_:path:offset:)`` when a member was never taken.
    func finish() throws(PicturesError) {
        let unknown = members.values.filter { !taken.contains($0.key) }
        if let first = unknown.min(by: { $0.offset < $1.offset }) {
            throw .jsonInvalid(.keyUnknown(first.key), path: path, offset: first.offset)
        }
    }

    /// Runs a checked initialiser and gives its complaint a place.
    func placing<Value>(_ make: () throws(PicturesError) -> Value) throws(PicturesError) -> Value {
        do { return try make() } catch .fieldInvalid(let field, let defect) {
            let place = members[field]?.node.offset ?? offset
            throw .jsonInvalid(.fieldInvalid(defect), path: "\(path).\(field)", offset: place)
        }
    }

    private mutating func number(_ key: String) throws(PicturesError) -> Double {
        let node = try required(key)
        guard case .number(let text) = node.value, let number = Double(text) else {
            throw failure(.typeUnexpected(expected: "number"), key, node.offset)
        }
        return number
    }

    private func string(_ node: JSONNode, _ key: String) throws(PicturesError) -> String {
        guard let text = node.string else {
            throw failure(.typeUnexpected(expected: "string"), key, node.offset)
        }
        return text
    }

    private func failure(_ defect: JSONDefect, _ key: String, _ offset: Int) -> PicturesError {
        .jsonInvalid(defect, path: "\(path).\(key)", offset: offset)
    }
}
