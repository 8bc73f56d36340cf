/// A JSON value and where it stands, so that errors can point at it.
struct JSONNode: Equatable, Sendable {
    enum Value: Equatable, Sendable {
        case null
        case boolean(Bool)
        /// The number as written: nothing is rounded that nobody asked for.
        case number(String)
        case string(String)
        case array([JSONNode])
        /// In the order they came, keys unique.
        case object([JSONMember])
    }

    let value: Value
    /// Bytes from the start of the document.
    let offset: Int

    /// The member's value, unless it is missing or `null`.
    subscript(key: String) -> JSONNode? {
        guard case .object(let members) = value,
            let node = members.first(where: { $0.key == key })?.node, node.value != .null
        else { return nil }
        return node
    }

    var string: String? {
        guard case .string(let text) = value else { return nil }
        return text
    }

    var array: [JSONNode]? {
        guard case .array(let nodes) = value else { return nil }
        return nodes
    }

    var boolean: Bool? {
        guard case .boolean(let flag) = value else { return nil }
        return flag
    }

    /// A string, or a number as written: feeds change their mind about identifiers.
    var stringOrNumber: String? {
        if case .number(let text) = value { return text }
        return string
    }
}

struct JSONMember: Equatable, Sendable {
    let key: String
    /// Where the key stands.
    let offset: Int
    let node: JSONNode
}

/// Why JSON was refused.
package enum JSONDefect: Error, Equatable, Sendable {
    /// Not RFC 8259; `expected` is what would have fitted.
    case syntax(expected: String)
    case nestedTooDeep(limitLevels: Int)
    case keyRepeated(String)
    case keyUnknown(String)
    case keyMissing(String)
    case typeUnexpected(expected: String)
    case valueUnknown(String)
    case timeInvalid(String)
    case fieldInvalid(FieldDefect)
    case coordinateInvalid(String)
}
