import Labels

/// `carriers.yaml`: the highest level each kind of carrier may carry, and what people do meanwhile.
struct CarrierTable: Sendable {
    let ceilings: [CarrierKind: Level]
    let routines: [Routine]
    let standing: Standing

    static let file = "carriers.yaml"

    init?(_ root: YAMLValue) {
        guard let (fields, standing) = YAMLFields.file(root, known: ["carriers", "routines"])
        else { return nil }
        self.standing = standing
        var ceilings: [CarrierKind: Level] = [:]
        for item in fields.items("carriers") {
            guard let entry = YAMLFields(item, known: ["kind", "name", "ceiling"]) else { continue }
            let kind = entry.required("kind") { $0.word(CarrierKind.self) }
            _ = entry.required("name") { $0.shortText() }
            let ceiling = entry.required("ceiling") { $0.level() }
            guard let kind, let ceiling else { continue }
            if ceilings.updateValue(ceiling, forKey: kind) != nil {
                item.note(.definedTwice(concept: "carrier", name: kind.rawValue))
            }
        }
        self.ceilings = ceilings
        let items = fields.optional("routines") { $0.list() } ?? []
        routines = RoutineTable(items, ceilings: ceilings).routines
    }
}
