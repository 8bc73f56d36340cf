package import Identity

package enum ModeConcept: NameConcept { package static let word = "mode" }
/// *Hanteringsförutsättning*: the way of working a forum belongs to.
package typealias ModeID = Name<ModeConcept>

/// A way of working: *ordinarie läge*, *aktiverat läge*, *höjd beredskap*.
package struct Mode: Hashable, Sendable {
    package let id: ModeID
    package let name: String
    /// Whether its forums exist only while a signed activation is open.
    package let needsActivation: Bool
    /// How long an activation of its forums may last; `nil` where the policy does not say.
    package let activationMaxSeconds: Int64?
    /// What is stricter while it is in force.
    package let limits: [ModeLimit]
}

/// `region.yaml`: which region this is, its modes and who may convene.
struct RegionTable: Sendable {
    let region: RegionID
    let name: String
    let modes: [ModeID: Mode]
    /// As they stand in the file.
    let modeOrder: [ModeID]
    /// Every mode that stands in the file, also of entries with a defect.
    let namedModes: Set<ModeID>
    let conveners: [ActorID]
    let conveningFunctions: [FunctionID]
    /// How long an entry of a machine's ledger may wait for a review; `nil` where nobody has said.
    let logReviewSeconds: Int64?
    let standing: Standing

    static let file = "region.yaml"

    init?(
        _ root: YAMLValue, actors: Set<ActorID>, carriers: CarrierTable?, levels: LevelTable?
    ) {
        guard
            let (fields, standing) = YAMLFields.file(
                root,
                known: [
                    "region", "name", "modes", "conveners", "convening-functions", "log-review",
                ])
        else { return nil }
        let region = fields.required("region") { $0.name(RegionID.self) }
        let name = fields.required("name") { $0.shortText() }
        var modes: [ModeID: Mode] = [:]
        var named: Set<ModeID> = []
        var order: [ModeID] = []
        for item in fields.items("modes") {
            guard let entry = YAMLFields(item, known: Mode.keys) else { continue }
            let id = entry.required("id") { $0.name(ModeID.self) }
            if let id, !named.insert(id).inserted {
                item.note(.definedTwice(concept: ModeConcept.word, name: id.text))
            }
            guard let mode = Mode(entry, id: id, carriers: carriers, levels: levels) else {
                continue
            }
            if modes.updateValue(mode, forKey: mode.id) == nil { order.append(mode.id) }
        }
        namedModes = named
        modeOrder = order
        conveners =
            fields.required("conveners") {
                $0.uniqueList(ActorConcept.word) { $0.name(ActorID.self, in: actors) }
            } ?? []
        conveningFunctions =
            fields.optional("convening-functions") {
                $0.uniqueList(FunctionConcept.word) { $0.name(FunctionID.self) }
            } ?? []
        logReviewSeconds = fields.optional("log-review") { $0.durationSeconds() }
        guard let region, let name else { return nil }
        (self.region, self.name, self.modes, self.standing) = (region, name, modes, standing)
    }
}

extension Mode {
    fileprivate static let keys = [
        "id", "name", "needs-activation", "activation-max", "tightens",
    ]

    fileprivate init?(
        _ fields: YAMLFields, id: ModeID?, carriers: CarrierTable?, levels: LevelTable?
    ) {
        let name = fields.required("name") { $0.shortText() }
        let needsActivation = fields.required("needs-activation") { $0.truth() }
        let longest = fields.optional("activation-max") { $0.durationSeconds() }
        let limits = fields.optional("tightens") { value in
            // What always holds stands with the levels and carriers themselves.
            if needsActivation == false { value.note(.ruleBroken(.modeAlwaysInForce)) }
            return ModeLimit.limits(value, carriers: carriers, levels: levels)
        }
        guard let id, let name, let needsActivation else { return nil }
        self.init(
            id: id, name: name, needsActivation: needsActivation, activationMaxSeconds: longest,
            limits: limits ?? [])
    }
}
