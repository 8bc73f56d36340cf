/// A JSON value.
package enum JSONNode: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    /// Written with a fraction or an exponent.
    case real(Double)
    case string(String)
    case array([JSONNode])
    /// In the order they came, keys unique.
    case object([JSONMember])

    /// The member's value, unless it is missing or `null`.
    package subscript(key: String) -> JSONNode? {
        guard case .object(let members) = self,
            let node = members.first(where: { $0.key == key })?.node, node != .null
        else { return nil }
        return node
    }

    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    package var array: [JSONNode]? {
        guard case .array(let nodes) = self else { return nil }
        return nodes
    }

    package var boolean: Bool? {
        guard case .boolean(let flag) = self else { return nil }
        return flag
    }

    package var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        default: nil
        }
    }

    /// A string, or a whole number as text: feeds change their mind about identifiers.
    package var stringOrInteger: String? {
        if case .integer(let number) = self { return String(number) }
        return string
    }
}

package struct JSONMember: Hashable, Sendable {
    package let key: String
    package let node: JSONNode

    package init(key: String, node: JSONNode) {
        self.key = key
        self.node = node
    }
}
