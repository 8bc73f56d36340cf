package import Identity
package import Labels

/// An international protective-security commitment that lets an actor abroad receive (SäkF 3:9).
package struct ForeignCommitment: Hashable, Sendable {
    package let actor: ActorID
    package let reference: String
    package let ceiling: Level
    package let validity: Validity
}

extension ForeignCommitment {
    init?(_ value: YAMLValue, actors: Set<ActorID>, atHome: Set<ActorID>) {
        let known = ["actor", "reference", "ceiling"] + Validity.keys
        guard let fields = YAMLFields(value, known: known) else { return nil }
        let actor = fields.required("actor") { $0.name(ActorID.self, in: actors) }
        let reference = fields.required("reference") { $0.shortText() }
        let ceiling = fields.required("ceiling") { $0.level() }
        let validity = Validity(fields)
        guard let actor, let reference, let ceiling, let validity else { return nil }
        if !ceiling.isClassified { value.note(.ruleBroken(.levelNotClassified)) }
        if atHome.contains(actor) { value.note(.ruleBroken(.commitmentAtHome)) }
        self.init(actor: actor, reference: reference, ceiling: ceiling, validity: validity)
    }
}
