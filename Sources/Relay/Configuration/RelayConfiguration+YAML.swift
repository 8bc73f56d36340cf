import FoundationEssentials
import Identity
import Yams

extension RelayConfiguration {
    /// Reads `relay.yaml`.
    ///
    /// - Throws: ``RelayError/configurationInvalid(path:line:column:defect:)`` at the first defect;
    ///   a key that is not known is one.
    package init(parsing text: String, path: String) throws(RelayError) {
        let root: YAMLMapping
        do {
            guard let node = try Yams.compose(yaml: text) else { throw ConfigurationNotMapping() }
            root = try YAMLMapping(node, file: path)
        } catch let error as RelayError {
            throw error
        } catch {
            let mark = (error as? YamlError)?.mark
            throw .configurationInvalid(
                path: path, line: mark?.line ?? 1, column: mark?.column ?? 1, defect: .notYAML)
        }
        try root.requireKnown([
            "relay", "listen", "admin", "region", "genesis", "keyring", "certificate",
            "data", "limits",
        ])
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        func place(_ key: String) throws(RelayError) -> String {
            let text = try root.text(key)
            return URL(fileURLWithPath: text, relativeTo: folder).standardizedFileURL.path
        }
        self.init(
            relay: try root.value("relay", "the relay's name") { try RelayID($0) },
            listen: try root.value("listen", "host:port") { ListenAddress($0) },
            admin: try root.value("admin", "host:port of this machine alone") {
                ListenAddress($0).flatMap { $0.isLoopback ? $0 : nil }
            },
            regionPath: try place("region"),
            genesis: try root.optional("genesis", "SHA-256 in hexadecimal") {
                try Digest(hex: $0)
            },
            keyringPath: try place("keyring"), certificatePath: try place("certificate"),
            dataPath: try place("data"), limits: try Self.limits(root))
    }

    private static func limits(_ root: YAMLMapping) throws(RelayError) -> RelayLimits {
        var limits = RelayLimits()
        guard let mapping = try root.mapping("limits") else { return limits }
        try mapping.requireKnown(RelayLimits.keys.map(\.name))
        for (name, path) in RelayLimits.keys {
            let value = try mapping.optional(name, "a whole number from 1") {
                Int($0).flatMap { $0 >= 1 ? $0 : nil }
            }
            if let value { limits[keyPath: path] = value }
        }
        return limits
    }
}

private struct ConfigurationNotMapping: Error {}

extension YamlError {
    fileprivate var mark: Mark? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            mark
        default: nil
        }
    }
}

/// A mapping of the configuration whose defects know where they stand.
private struct YAMLMapping {
    private let mapping: Node.Mapping
    private let file: String
    private let line: Int
    private let column: Int

    init(_ node: Node, file: String) throws(RelayError) {
        guard case .mapping(let mapping) = node else {
            throw .configurationInvalid(
                path: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1,
                defect: .notYAML)
        }
        self.mapping = mapping
        self.file = file
        line = node.mark?.line ?? 1
        column = node.mark?.column ?? 1
    }

    func requireKnown(_ keys: [String]) throws(RelayError) {
        for (key, _) in mapping {
            let name = key.string ?? ""
            guard keys.contains(name) else { throw defect(.keyUnknown(name), at: key) }
        }
    }

    func text(_ key: String) throws(RelayError) -> String {
        try value(key, "text") { $0.isEmpty ? nil : $0 }
    }

    func value<Value>(
        _ key: String, _ expected: String, _ read: (String) throws -> Value?
    ) throws(RelayError) -> Value {
        guard let value = try optional(key, expected, read) else { throw defect(.keyMissing(key)) }
        return value
    }

    func optional<Value>(
        _ key: String, _ expected: String, _ read: (String) throws -> Value?
    ) throws(RelayError) -> Value? {
        guard let node = mapping[key] else { return nil }
        let invalid = defect(.valueInvalid(key: key, expected: expected), at: node)
        guard let text = node.scalar?.string else { throw invalid }
        do {
            guard let value = try read(text) else { throw invalid }
            return value
        } catch {
            throw invalid
        }
    }

    func mapping(_ key: String) throws(RelayError) -> YAMLMapping? {
        guard let node = mapping[key] else { return nil }
        return try YAMLMapping(node, file: file)
    }

    private func defect(_ defect: ConfigurationDefect, at node: Node? = nil) -> RelayError {
        .configurationInvalid(
            path: file, line: node?.mark?.line ?? line, column: node?.mark?.column ?? column,
            defect: defect)
    }
}
