/// A setting as it is in force, and where that came from.
package struct SettingInForce: Hashable, Sendable {
    package let key: String
    package let text: String
    package let source: SettingSource
    private let form: SettingForm

    init(setting: Setting, text: String, source: SettingSource) {
        key = setting.key
        form = setting.form
        self.text = text
        self.source = source
    }

    /// As a line of the file; what is a limit stands under `limits:`.
    fileprivate var line: String {
        let isLimit = key.hasPrefix(Setting.limitsPrefix)
        let name = isLimit ? "  " + key.dropFirst(Setting.limitsPrefix.count) : key
        switch form {
        case .wholeNumber: return "\(name): \(text)"
        default:
            let quoted = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return "\(name): \"\(quoted)\""
        }
    }
}

extension [SettingInForce] {
    /// One a line, as a file that reads back the same, with where each came from.
    package var described: String {
        var lines: [String] = []
        for setting in self {
            if setting.key.hasPrefix(Setting.limitsPrefix), !lines.contains("limits:") {
                lines.append("limits:")
            }
            let line = setting.line
            let gap = String(repeating: " ", count: Swift.max(2, 48 - line.count))
            lines.append(line + gap + "# " + setting.source.described)
        }
        return lines.joined(separator: "\n")
    }
}

extension SettingSource {
    /// `default`, `relay.yaml:6:9`, `BUDKAVLE_RELAY_LISTEN`, `--set`.
    package var described: String {
        switch self {
        case .standard: "default"
        case .file(let path, let line, let column): "\(path):\(line):\(column)"
        case .environment(let variable): variable
        case .flag: "--set"
        }
    }
}
