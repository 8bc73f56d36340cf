/// Settings of `curl` as its `--config` reads them. They go by standard input: on a command line
/// everybody on the machine could read them.
struct CurlSettings {
    private(set) var text = ""

    mutating func set(_ name: String) { text += name + "\n" }

    /// The value is quoted, so it is one value whatever is in it.
    mutating func set(_ name: String, _ value: String) {
        let escaped = value.unicodeScalars.map { scalar in
            switch scalar {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            default: String(scalar)
            }
        }
        text += "\(name) = \"\(escaped.joined())\"\n"
    }
}
