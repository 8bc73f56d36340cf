package import Identity
package import Labels

/// A decision by Försvarsmakten, or by an actor who holds one, that lets actual classified
/// information leave (SäkF 3:5–6).
package struct CryptoApproval: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable, Hashable {
        /// Budkavle's own suites, in a build that has been approved.
        case profile
        /// *Undantag* (SäkF 3:6).
        case exemption
        /// A product that sealed the cargo before it came here.
        case opaque

        var listKey: String {
            switch self {
            case .profile: "crypto"
            case .exemption: "exemptions"
            case .opaque: "opaque"
            }
        }
    }

    package let id: ApprovalID
    package let kind: Kind
    package let product: String
    /// The approval's own reference.
    package let reference: String
    package let levels: Set<Level>
    /// The suites a profile covers; all for the other kinds, since it is not our suite that
    /// protects.
    package let suites: Set<Suite>
    package let senders: Set<ActorID>
    package let validity: Validity
}

extension CryptoApproval {
    init?(_ value: YAMLValue, kind: Kind, _ terms: ActorTermReader) {
        let known =
            ["id", "product", "reference", "levels", "senders"] + Validity.keys
            + (kind == .profile ? ["suites"] : [])
        guard let fields = YAMLFields(value, known: known) else { return nil }
        let id = fields.required("id") { $0.name(ApprovalID.self) }
        let product = fields.required("product") { $0.shortText() }
        let reference = fields.required("reference") { $0.shortText() }
        let levels = fields.required("levels", readClassifiedLevels)
        let senders = fields.required("senders").map(terms.members)
        let validity = Validity(fields)
        let suites =
            kind == .profile
            ? fields.required("suites") { Set($0.list { $0.word(Suite.self) }) }
            : Set(Suite.allCases)
        guard let id, let product, let reference, let levels, let senders, let validity, let suites
        else { return nil }
        self.init(
            id: id, kind: kind, product: product, reference: reference, levels: levels,
            suites: suites, senders: senders, validity: validity)
    }
}

private func readClassifiedLevels(_ value: YAMLValue) -> Set<Level>? {
    let levels = value.list { $0.level() }
    guard !levels.isEmpty, levels.allSatisfy(\.isClassified) else {
        value.note(.ruleBroken(.levelNotClassified))
        return nil
    }
    return Set(levels)
}
