import Labels

/// `carriers.yaml`: the highest level each kind of carrier may carry, and what people do meanwhile.
struct CarrierTable: Sendable {
    let ceilings: [CarrierKind: Level]
    let routines: [Routine]
    /// How long it may be since a rung of the kind was drilled; left out where nothing is asked.
    let drillSeconds: [CarrierKind: Int64]
    let standing: Standing

    static let file = "carriers.yaml"

    init?(_ root: YAMLValue) {
        guard let (fields, standing) = YAMLFields.file(root, known: ["carriers", "routines"])
        else { return nil }
        self.standing = standing
        var ceilings: [CarrierKind: Level] = [:]
        var drills: [CarrierKind: Int64] = [:]
        for item in fields.items("carriers") {
            guard let entry = YAMLFields(item, known: ["kind", "name", "ceiling", "drill"]) else {
                continue
            }
            let kind = entry.required("kind") { $0.word(CarrierKind.self) }
            _ = entry.required("name") { $0.shortText() }
            let ceiling = entry.required("ceiling") { $0.level() }
            guard let kind, let ceiling else { continue }
            drills[kind] = entry.optional("drill") { Self.drillSeconds($0, of: kind) }
            if ceilings.updateValue(ceiling, forKey: kind) != nil {
                item.note(.definedTwice(concept: "carrier", name: kind.rawValue))
            }
        }
        self.ceilings = ceilings
        drillSeconds = drills
        let items = fields.optional("routines") { $0.list() } ?? []
        routines = RoutineTable(items, ceilings: ceilings).routines
    }

    /// An interval for what nobody can drill would be overdue for ever.
    private static func drillSeconds(_ value: YAMLValue, of kind: CarrierKind) -> Int64? {
        guard CarrierKind.drilled.contains(kind) else {
            let known = CarrierKind.drilled.map(\.rawValue).joined(separator: ", ")
            value.note(.valueInvalid(expected: "a carrier among \(known)", found: kind.rawValue))
            return nil
        }
        return value.durationSeconds()
    }
}
