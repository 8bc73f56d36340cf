package import Identity
package import Labels

/// What the policy knows about an actor.
package struct ActorEntry: Hashable, Sendable {
    package let id: ActorID
    /// The Swedish name.
    package let name: String
    package let kind: ActorKind
    /// *Statlig myndighet*: exempt from agreements with other such (SäkL 4:2).
    package let isStateAuthority: Bool
    package let country: CountryCode
    /// The highest level it may originate.
    package let originateCeiling: Level
    /// The highest level it may receive.
    package let receiveCeiling: Level
    package let compartments: Set<Compartment>
}

/// What sort of organisation an actor is.
package enum ActorKind: String, CaseIterable, Sendable, Hashable {
    case stateAuthority = "statlig-myndighet"
    case region
    case municipality = "kommun"
    case municipalAssociation = "kommunalforbund"
    case company = "bolag"
    case foreignAuthority = "utlandsk-myndighet"
    case organisation
}

/// `actors.yaml`.
struct ActorTable: Sendable {
    let entries: [ActorID: ActorEntry]
    /// Every identifier that stands in the file, also of entries with a defect: others may refer to
    /// them without being blamed for it.
    let named: Set<ActorID>
    let standing: Standing

    var atHome: Set<ActorID> {
        Set(entries.values.filter { $0.country == .sweden }.map(\.id))
    }

    static let file = "actors.yaml"

    init?(_ root: YAMLValue, compartments: Set<Compartment>) {
        guard let (fields, standing) = YAMLFields.file(root, known: ["actors"]) else { return nil }
        self.init(entries: [:], named: [], standing: standing)
        guard let list = fields.required("actors") else { return }
        self = adding(list, compartments: compartments)
    }

    private init(entries: [ActorID: ActorEntry], named: Set<ActorID>, standing: Standing) {
        (self.entries, self.named, self.standing) = (entries, named, standing)
    }

    /// With the actors of a list: the file's, or those a recorded case makes up.
    func adding(_ list: YAMLValue, compartments: Set<Compartment>) -> ActorTable {
        var (entries, named) = (entries, named)
        for item in list.list() {
            guard let entry = YAMLFields(item, known: ActorEntry.keys) else { continue }
            let id = entry.required("id") { $0.name(ActorID.self) }
            if let id, !named.insert(id).inserted {
                item.note(.definedTwice(concept: ActorConcept.word, name: id.text))
            }
            guard let actor = ActorEntry(entry, id: id, compartments: compartments) else {
                continue
            }
            entries[actor.id] = actor
        }
        return ActorTable(entries: entries, named: named, standing: standing)
    }
}

extension ActorEntry {
    fileprivate static let keys = [
        "id", "name", "kind", "state-authority", "country", "originate", "receive", "compartments",
    ]

    fileprivate init?(_ fields: YAMLFields, id: ActorID?, compartments: Set<Compartment>) {
        let name = fields.required("name") { $0.shortText() }
        let kind = fields.required("kind") { $0.word(ActorKind.self) }
        let isState = fields.required("state-authority") { $0.truth() }
        let country = fields.required("country") { $0.country() }
        let originate = fields.required("originate") { $0.level() }
        let receive = fields.required("receive") { $0.level() }
        let held = fields.required("compartments") {
            $0.uniqueList(CompartmentConcept.word) { $0.name(Compartment.self, in: compartments) }
        }
        guard let id, let name, let kind, let isState, let country, let originate, let receive,
            let held
        else { return nil }
        if isState != (kind == .stateAuthority) {
            fields.whole.note(.ruleBroken(.stateAuthorityContradicted))
        }
        if isState && country != .sweden { fields.whole.note(.ruleBroken(.stateAuthorityAbroad)) }
        self.init(
            id: id, name: name, kind: kind, isStateAuthority: isState, country: country,
            originateCeiling: originate, receiveCeiling: receive, compartments: Set(held))
    }
}
