package import Identity

/// `approvals.yaml`: what has been approved by somebody who may: cryptography, exemptions, opaque
/// products, systems, foreign commitments.
///
/// Empty as shipped, so that actual information from BH upwards is refused, opaque cargo included.
package struct ApprovalTable: Sendable {
    package let crypto: [ApprovalID: CryptoApproval]
    package let systems: [SystemName: SystemApproval]
    package let commitments: [ActorID: [ForeignCommitment]]
    let standing: Standing

    static let file = "approvals.yaml"

    init?(_ root: YAMLValue, terms: ActorTermReader) {
        guard let (fields, standing) = YAMLFields.file(root, known: Self.keys) else { return nil }
        for key in Self.keys { _ = fields.required(key) }
        self.init(fields, terms: terms, standing: standing)
    }

    /// Reads the lists of a mapping that has been opened; a case leaves out what it does not need.
    init(_ fields: YAMLFields, terms: ActorTermReader, standing: Standing) {
        self.standing = standing
        var crypto: [ApprovalID: CryptoApproval] = [:]
        for kind in CryptoApproval.Kind.allCases {
            for item in fields.optional(kind.listKey, { $0.list() }) ?? [] {
                guard let approval = CryptoApproval(item, kind: kind, terms) else { continue }
                if crypto.updateValue(approval, forKey: approval.id) != nil {
                    item.note(
                        .definedTwice(concept: ApprovalConcept.word, name: approval.id.text))
                }
            }
        }
        self.crypto = crypto
        var systems: [SystemName: SystemApproval] = [:]
        for item in fields.optional("systems", { $0.list() }) ?? [] {
            guard let approval = SystemApproval(item, actors: terms.actors) else { continue }
            if systems.updateValue(approval, forKey: approval.system) != nil {
                item.note(.definedTwice(concept: "system", name: approval.system.description))
            }
        }
        self.systems = systems
        let commitments =
            fields.optional("foreign") {
                $0.list { ForeignCommitment($0, actors: terms.actors, atHome: terms.atHome) }
            } ?? []
        self.commitments = Dictionary(grouping: commitments, by: \.actor)
    }

    static let keys = CryptoApproval.Kind.allCases.map(\.listKey) + ["systems", "foreign"]
}
