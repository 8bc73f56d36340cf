import Yams

/// The keys and values of one mapping; a key nobody knows is a defect the moment the mapping is
/// read.
struct YAMLFields {
    let whole: YAMLValue
    private var values: [String: YAMLValue] = [:]

    /// `nil` after the defect has been noted, when `value` is no mapping.
    init?(_ value: YAMLValue, known: [String]) {
        guard case .mapping(let mapping) = value.node else {
            value.note(.wrongType(expected: "mapping", found: value.kind))
            return nil
        }
        whole = value
        for (keyNode, node) in mapping {
            let key = YAMLValue(file: value.file, node: keyNode, issues: value.issues)
            guard let name = key.text() else { continue }
            guard known.contains(name) else {
                key.note(.unknownKey(name, known: known))
                continue
            }
            // Yams takes `1` and `"1"` for two keys; here keys are what they read as.
            guard values[name] == nil else {
                key.note(.duplicateKey(name))
                continue
            }
            values[name] = YAMLValue(file: value.file, node: node, issues: value.issues)
        }
    }

    /// The value of a key that must be there.
    func required(_ key: String) -> YAMLValue? {
        if let value = values[key] { return value }
        whole.note(.missingKey(key))
        return nil
    }

    func required<Value>(_ key: String, _ read: (YAMLValue) -> Value?) -> Value? {
        required(key).flatMap(read)
    }

    /// The value of a key that may be left out; `nil` also after a defect in it.
    func optional<Value>(_ key: String, _ read: (YAMLValue) -> Value?) -> Value? {
        values[key].flatMap(read)
    }

    func has(_ key: String) -> Bool { values[key] != nil }

    /// The items of a list that must be there, though it may be empty.
    func items(_ key: String) -> [YAMLValue] { required(key)?.list() ?? [] }
}
