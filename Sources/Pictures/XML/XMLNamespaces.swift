/// Which prefix means which namespace at the current element (Namespaces in XML 1.0).
struct XMLNamespaces {
    private var bindings: [(prefix: String, uri: String)] = [("xml", Self.xml)]

    /// How many bindings are in force; give it back to ``drop(to:)`` when the element ends.
    var count: Int { bindings.count }

    /// - Throws: ``XMLDefect/namespaceInvalid(_:)`` for the reserved prefixes and names, and for
    ///   taking back a prefix.
    mutating func declare(_ prefix: String, _ uri: String) throws(XMLDefect) {
        let isReserved =
            prefix == "xmlns" || uri == Self.xmlns || (prefix == "xml") != (uri == Self.xml)
        if isReserved || (uri.isEmpty && !prefix.isEmpty) { throw .namespaceInvalid(prefix) }
        bindings.append((prefix, uri))
    }

    mutating func drop(to count: Int) { bindings.removeSubrange(count...) }

    /// The namespace of `prefix`; for the empty prefix the default one, or none (empty).
    ///
    /// - Throws: ``XMLDefect/prefixUnbound(_:)``.
    func uri(of prefix: String) throws(XMLDefect) -> String {
        if let binding = bindings.last(where: { $0.prefix == prefix }) { return binding.uri }
        if prefix.isEmpty { return "" }
        throw .prefixUnbound(prefix)
    }

    /// Splits `prefix:local`; the prefix is empty without a colon.
    ///
    /// - Throws: ``XMLDefect/syntax(expected:)`` for a stray or second colon.
    static func split(_ name: String) throws(XMLDefect) -> (prefix: String, local: String) {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: return ("", name)
        case 2 where !parts[0].isEmpty && !parts[1].isEmpty && startsName(parts[1]):
            return (String(parts[0]), String(parts[1]))
        default: throw .syntax(expected: "qualified name")
        }
    }

    private static func startsName(_ part: Substring) -> Bool {
        guard let first = part.unicodeScalars.first else { return false }
        return !"-.0123456789\u{B7}\u{203F}\u{2040}".unicodeScalars.contains(first)
            && !(0x300...0x36F).contains(first.value)
    }

    private static let xml = "http://www.w3.org/XML/1998/namespace"
    private static let xmlns = "http://www.w3.org/2000/xmlns/"
}
