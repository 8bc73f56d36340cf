import Identity
import Labels

/// A list of the policy's sources.
package enum PolicyList: CaseIterable, Hashable, Sendable {
    case modes, conveners
    case compartments, caveats, origins, markingAuthorities
    case levels, actors, groups, forums, grounds, carriers, routines
    case agreements, agreementExemptions, equivalences
    case crypto, cryptoExemptions, opaque, systems, commitments

    var file: String {
        switch self {
        case .modes, .conveners: RegionTable.file
        case .compartments, .caveats, .origins, .markingAuthorities: Vocabulary.file
        case .levels: LevelTable.file
        case .actors: ActorTable.file
        case .groups, .forums: ForumTable.file
        case .grounds: GroundTable.file
        case .carriers, .routines: CarrierTable.file
        case .agreements, .agreementExemptions, .equivalences: AgreementTable.file
        case .crypto, .cryptoExemptions, .opaque, .systems, .commitments: ApprovalTable.file
        }
    }

    var key: String {
        switch self {
        case .modes: "modes"
        case .conveners: "conveners"
        case .compartments: "compartments"
        case .caveats: "caveats"
        case .origins: "origins"
        case .markingAuthorities: "marking-authorities"
        case .levels: "levels"
        case .actors: "actors"
        case .groups: "groups"
        case .forums: "forums"
        case .grounds: "grounds"
        case .carriers: "carriers"
        case .routines: "routines"
        case .agreements: "agreements"
        case .agreementExemptions, .cryptoExemptions: "exemptions"
        case .equivalences: "equivalences"
        case .crypto: "crypto"
        case .opaque: "opaque"
        case .systems: "systems"
        case .commitments: "foreign"
        }
    }
}

/// An entry of such a list, by what tells it from the others.
package struct PolicyRecord: Hashable, Sendable {
    package let list: PolicyList
    package let name: String

    init(_ list: PolicyList, _ name: String) { (self.list, self.name) = (list, name) }

    static func level(_ level: Level) -> PolicyRecord { PolicyRecord(.levels, level.name) }
    static func actor(_ actor: ActorID) -> PolicyRecord { PolicyRecord(.actors, actor.text) }
    static func carrier(_ kind: CarrierKind) -> PolicyRecord {
        PolicyRecord(.carriers, kind.rawValue)
    }
    static func routine(_ routine: Routine) -> PolicyRecord {
        PolicyRecord(.routines, "\(routine.occasion.text) \(routine.levels.lowerBound.name)")
    }
    static func system(_ name: SystemName) -> PolicyRecord {
        PolicyRecord(.systems, name.description)
    }

    static func agreement(_ agreement: Agreement) -> PolicyRecord {
        let list: PolicyList = agreement.exemptionBasis == nil ? .agreements : .agreementExemptions
        let pair = agreement.pair
        return PolicyRecord(list, "\(pair.first) \(pair.second) \(agreement.reference)")
    }

    static func equivalence(_ table: LevelEquivalence) -> PolicyRecord {
        PolicyRecord(.equivalences, "\(table.scheme.name) \(table.reference)")
    }

    static func commitment(_ commitment: ForeignCommitment) -> PolicyRecord {
        PolicyRecord(.commitments, "\(commitment.actor) \(commitment.reference)")
    }

    static func approval(_ approval: CryptoApproval) -> PolicyRecord {
        let list: PolicyList =
            switch approval.kind {
            case .profile: .crypto
            case .exemption: .cryptoExemptions
            case .opaque: .opaque
            }
        return PolicyRecord(list, approval.id.text)
    }
}
