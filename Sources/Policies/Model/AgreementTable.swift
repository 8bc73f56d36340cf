package import Identity

/// Two different actors, in no order.
package struct ActorPair: Hashable, Sendable {
    package let first: ActorID
    package let second: ActorID

    package init(_ one: ActorID, _ other: ActorID) {
        (first, second) = one < other ? (one, other) : (other, one)
    }
}

/// A *säkerhetsskyddsavtal* between two actors (SäkL 4:1), or an exemption from it (SäkF 6:1, SäkL
/// 4:6).
package struct Agreement: Hashable, Sendable {
    package let pair: ActorPair
    /// The document, as the actors' registers name it.
    package let reference: String
    /// The rule an exemption rests on; `nil` for an agreement.
    package let exemptionBasis: String?
    package let validity: Validity
}

/// `agreements.yaml`.
struct AgreementTable: Sendable {
    /// Agreements and exemptions of each pair, in the order of the file.
    let entries: [ActorPair: [Agreement]]
    /// In the order of the file.
    let equivalences: [LevelEquivalence]
    let standing: Standing

    static let file = "agreements.yaml"

    init?(_ root: YAMLValue, actors: Set<ActorID>) {
        guard
            let (fields, standing) = YAMLFields.file(root, known: Self.keys + ["equivalences"])
        else { return nil }
        for key in Self.keys { _ = fields.required(key) }
        let equivalences = fields.optional("equivalences") { $0.list { LevelEquivalence($0) } }
        self.init(
            entries: Self.read(fields, actors: actors), equivalences: equivalences ?? [],
            standing: standing)
    }

    /// With what a recorded case makes up.
    func adding(_ fields: YAMLFields, actors: Set<ActorID>) -> AgreementTable {
        AgreementTable(
            entries: entries.merging(Self.read(fields, actors: actors), uniquingKeysWith: +),
            equivalences: equivalences, standing: standing)
    }

    private init(
        entries: [ActorPair: [Agreement]], equivalences: [LevelEquivalence], standing: Standing
    ) {
        (self.entries, self.equivalences, self.standing) = (entries, equivalences, standing)
    }

    private static func read(
        _ fields: YAMLFields, actors: Set<ActorID>
    ) -> [ActorPair: [Agreement]] {
        func list(_ key: String, isExemption: Bool) -> [Agreement] {
            fields.optional(key) {
                $0.list { Agreement($0, actors: actors, isExemption: isExemption) }
            } ?? []
        }
        return Dictionary(
            grouping: list("agreements", isExemption: false)
                + list("exemptions", isExemption: true), by: \.pair)
    }

    static let keys = ["agreements", "exemptions"]
}

extension Agreement {
    fileprivate init?(_ value: YAMLValue, actors: Set<ActorID>, isExemption: Bool) {
        let known = ["pair", "reference"] + Validity.keys + (isExemption ? ["basis"] : [])
        guard let fields = YAMLFields(value, known: known) else { return nil }
        let pair = fields.required("pair") { ActorPair($0, actors: actors) }
        let reference = fields.required("reference") { $0.shortText() }
        let validity = Validity(fields)
        let basis = isExemption ? fields.required("basis") { $0.shortText() } : nil
        guard let pair, let reference, let validity, isExemption == (basis != nil) else {
            return nil
        }
        self.init(pair: pair, reference: reference, exemptionBasis: basis, validity: validity)
    }
}

extension ActorPair {
    fileprivate init?(_ value: YAMLValue, actors: Set<ActorID>) {
        let items = value.list()
        guard items.count == 2 else {
            value.note(.ruleBroken(.pairOfOne))
            return nil
        }
        let names = items.compactMap { $0.name(ActorID.self, in: actors) }
        guard names.count == 2 else { return nil }
        guard names[0] != names[1] else {
            value.note(.ruleBroken(.pairOfOne))
            return nil
        }
        self.init(names[0], names[1])
    }
}
