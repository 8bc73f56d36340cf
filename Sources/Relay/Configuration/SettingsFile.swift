import Yams

/// `relay.yaml`: a mapping of scalars, and of `limits` one more; every value with its place.
enum SettingsFile {
    /// - Throws: ``RelayError/configurationInvalid(path:line:column:defect:)``.
    static func values(
        in text: String, path: String
    ) throws(RelayError) -> [String: RelaySettings.Value] {
        let reading = Reading(path: path)
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw reading.defect(.notYAML, at: (error as? YamlError)?.mark)
        }
        var values: [String: RelaySettings.Value] = [:]
        try reading.read(root, prefix: "", into: &values)
        return values
    }

    private struct Reading {
        let path: String

        func read(
            _ node: Node?, prefix: String, into values: inout [String: RelaySettings.Value]
        ) throws(RelayError) {
            guard case .mapping(let mapping) = node else { throw defect(.notYAML, at: node?.mark) }
            for (keyNode, valueNode) in mapping {
                let key = prefix + (keyNode.string ?? "")
                if prefix.isEmpty && key + "." == Setting.limitsPrefix {
                    try read(valueNode, prefix: Setting.limitsPrefix, into: &values)
                    continue
                }
                guard let setting = Setting.byKey[key], key.hasPrefix(prefix) else {
                    throw defect(.keyUnknown(key), at: keyNode.mark)
                }
                guard let text = valueNode.scalar?.string else {
                    throw defect(
                        .valueInvalid(key: key, expected: setting.form), at: valueNode.mark)
                }
                values[key] = RelaySettings.Value(
                    text: text,
                    source: .file(
                        path: path, line: valueNode.mark?.line ?? 1,
                        column: valueNode.mark?.column ?? 1),
                    folder: folder)
            }
        }

        func defect(_ defect: ConfigurationDefect, at mark: Mark?) -> RelayError {
            .configurationInvalid(
                path: path, line: mark?.line ?? 1, column: mark?.column ?? 1, defect: defect)
        }

        private var folder: String {
            path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        }
    }
}

extension YamlError {
    fileprivate var mark: Mark? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            mark
        default: nil
        }
    }
}
