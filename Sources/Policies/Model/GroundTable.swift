package import Identity
package import Labels

/// A recorded legal ground for passing secrecy-marked information on (OSL).
package struct Ground: Hashable, Sendable {
    package let code: GroundCode
    /// The provision, as `OSL 10 kap. 27 §`.
    package let provision: String
    package let name: String
    package let statuses: Set<StatusKind>
    package let from: Set<ActorID>
    package let to: Set<ActorID>
}

/// `grounds.yaml`.
struct GroundTable: Sendable {
    let grounds: [GroundCode: Ground]
    let standing: Standing

    static let file = "grounds.yaml"

    init?(_ root: YAMLValue, terms: ActorTermReader) {
        guard let (fields, standing) = YAMLFields.file(root, known: ["grounds"]) else { return nil }
        self.standing = standing
        var grounds: [GroundCode: Ground] = [:]
        for item in fields.items("grounds") {
            guard let ground = Ground(item, terms) else { continue }
            if grounds.updateValue(ground, forKey: ground.code) != nil {
                item.note(.definedTwice(concept: GroundConcept.word, name: ground.code.text))
            }
        }
        self.grounds = grounds
    }
}

extension Ground {
    fileprivate init?(_ value: YAMLValue, _ terms: ActorTermReader) {
        let known = ["code", "provision", "name", "statuses", "from", "to"]
        guard let fields = YAMLFields(value, known: known) else { return nil }
        let code = fields.required("code") { $0.name(GroundCode.self) }
        let provision = fields.required("provision") { $0.shortText() }
        let name = fields.required("name") { $0.shortText() }
        let statuses = fields.required("statuses") { Set($0.list { $0.word(StatusKind.self) }) }
        let from = fields.required("from").map(terms.members)
        let to = fields.required("to").map(terms.members)
        guard let code, let provision, let name, let statuses, let from, let to else { return nil }
        self.init(
            code: code, provision: provision, name: name, statuses: statuses, from: from, to: to)
    }
}
