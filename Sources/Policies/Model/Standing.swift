/// Whether a policy file is somebody's decision or an example.
package enum Standing: String, CaseIterable, Sendable, Hashable {
    /// Shipped with the product; nobody has decided it.
    case example = "exempel, ska ersättas"
    /// Decided by the region.
    case established = "fastställd"
}

extension YAMLFields {
    /// Opens a file: a mapping with `standing` and the keys of its concern.
    static func file(_ root: YAMLValue, known: [String]) -> (fields: YAMLFields, Standing)? {
        guard let fields = YAMLFields(root, known: ["standing"] + known) else { return nil }
        let standing = fields.required("standing") { $0.word(Standing.self) }
        return (fields, standing ?? .example)
    }
}
