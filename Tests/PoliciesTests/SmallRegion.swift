import Identity
import Labels
import Policies

/// A region cut down to what the exhaustive tests vary.
///
/// Actors are named by what they are: `avs-stat-hog` is a state authority with the highest ceilings,
/// `mott-lokal-3` a local one that may receive up to the fourth level.
enum SmallRegion {
    /// What is recorded between every sender and every recipient.
    enum AgreementChoice: String, CaseIterable {
        case none, inForce, expired, notYet, exemption, exemptionExpired

        /// Whether anything of it is in force today.
        var isInForce: Bool { self == .inForce || self == .exemption }
    }

    /// What somebody who may has recorded.
    struct Records: Hashable {
        var agreement = AgreementChoice.inForce
        var hasCrypto = true
        var hasSystems = true
        var hasCommitment = true
    }

    static func policy(_ records: Records = Records()) throws -> Policy {
        try Policy.compile(
            files: [
                "region.yaml": region, "labels.yaml": labels, "levels.yaml": levels,
                "carriers.yaml": carriers, "actors.yaml": actors, "forums.yaml": forums,
                "agreements.yaml": agreements(records.agreement), "grounds.yaml": grounds,
                "approvals.yaml": approvals(records),
            ].mapValues { Array($0.utf8) })
    }

    static let levelNames = [
        "oppen", "sekretess", "begransat-hemlig", "konfidentiell", "hemlig",
        "kvalificerat-hemlig",
    ]
    static let recipientKinds = ["stat", "lokal", "utland"]
    static let senderKinds = ["stat", "lokal"]
    /// How many persons release a message of the level.
    static let releasePersons = [0, 0, 0, 1, 2, 2]
    /// The highest level a carrier may carry, by index; a carrier that is not here carries nothing.
    static let carrierCeilings: [CarrierKind: Int] = [.relay: 5, .bundle: 2, .thin: 0]

    static func sender(_ kind: String, isLow: Bool) -> String {
        "avs-\(kind)-\(isLow ? "lag" : "hog")"
    }

    static func recipient(_ kind: String, ceiling: Int) -> String { "mott-\(kind)-\(ceiling)" }

    private static let standing = "standing: exempel, ska ersättas\n"

    private static let region =
        standing + """
            region: liten
            name: Liten region
            conveners: [avs-stat-hog]
            modes:
              - {id: ordinarie, name: Ordinarie, needs-activation: false}
              - {id: aktiverat, name: Aktiverat, needs-activation: true}
              - {id: hojd-beredskap, name: Höjd beredskap, needs-activation: true}

            """

    private static let labels =
        standing + """
            compartments: [{id: vatten, name: Vatten}]
            caveats: [no-forward, named-persons-only]
            origins: [SE]
            marking-authorities: []

            """

    private static let levels =
        standing + "levels:\n"
        + levelNames.enumerated().map { index, name in
            let suite = index == 0 ? "signed" : index < 3 ? "sealed" : "layered"
            let carriers = carrierCeilings.filter { $0.value >= index }.map(\.key.rawValue)
            return """
                  - level: \(name)
                    marking: M
                    colour: "#000000"
                    suite: \(suite)
                    carriers: [\(carriers.sorted().joined(separator: ", "))]
                    release-persons: \(releasePersons[index])
                    receipts: {}
                    key-lifetime: 1d
                    policy-freshness: 1h
                    retention: 1d
                    inventory: none
                    expires-max: 1d
                    key-epochs: false

                """
        }.joined()

    private static let carriers =
        standing + "carriers:\n"
        + carrierCeilings.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            "  - {kind: \($0.key.rawValue), name: R, ceiling: \(levelNames[$0.value])}\n"
        }.joined()

    private static var actors: String {
        func actor(_ id: String, _ kind: String, originate: Int, receive: Int) -> String {
            let word = ["stat": "statlig-myndighet", "lokal": "kommun"][kind] ?? "organisation"
            return """
                  - id: \(id)
                    name: A
                    kind: \(word)
                    state-authority: \(kind == "stat")
                    country: \(kind == "utland" ? "FI" : "SE")
                    originate: \(levelNames[originate])
                    receive: \(levelNames[receive])
                    compartments: [\(kind == "stat" ? "vatten" : "")]

                """
        }
        let senders = senderKinds.flatMap { kind in
            [true, false].map {
                actor(sender(kind, isLow: $0), kind, originate: $0 ? 0 : 5, receive: 5)
            }
        }
        let recipients = recipientKinds.flatMap { kind in
            levelNames.indices.map {
                actor(recipient(kind, ceiling: $0), kind, originate: 0, receive: $0)
            }
        }
        return standing + "actors:\n" + (senders + recipients).joined()
    }

    private static let forums =
        standing + """
            groups: []
            forums:
              - {id: vardag, name: V, tier: samordnande, mode: ordinarie, members: [all]}
              - {id: kallat, name: K, tier: samordnande, mode: aktiverat, members: [all]}
              - {id: ledning, name: L, tier: inriktande, mode: hojd-beredskap, members: [all]}

            """

    private static let grounds =
        standing + """
            grounds:
              - code: grund
                provision: OSL
                name: G
                statuses: [actual, exercise, test]
                from: [all]
                to: [all]

            """

    private static func agreements(_ choice: AgreementChoice) -> String {
        let pairs = senderKinds.flatMap { senderKind in
            [true, false].flatMap { isLow in
                recipientKinds.flatMap { kind in
                    levelNames.indices.map {
                        "[\(sender(senderKind, isLow: isLow)), \(recipient(kind, ceiling: $0))]"
                    }
                }
            }
        }
        let (from, until) =
            switch choice {
            case .expired, .exemptionExpired: ("2020-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
            case .notYet: ("2029-01-01T00:00:00Z", "2030-01-01T00:00:00Z")
            case .none, .inForce, .exemption: ("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z")
            }
        func entries(_ isWanted: Bool, _ extra: String) -> String {
            guard isWanted else { return " []\n" }
            return "\n"
                + pairs.map {
                    "  - {pair: \($0), reference: R, from: \(from), until: \(until)\(extra)}\n"
                }.joined()
        }
        return standing
            + "agreements:" + entries([.inForce, .expired, .notYet].contains(choice), "")
            + "exemptions:"
            + entries([.exemption, .exemptionExpired].contains(choice), ", basis: B")
    }

    private static func approvals(_ records: Records) -> String {
        let validity = "from: 2020-01-01T00:00:00Z, until: 2030-01-01T00:00:00Z"
        let profile =
            "  - {id: profil, product: P, reference: R, levels: [bh, k, h, kh], "
            + "suites: [sealed, layered], senders: [all], \(validity)}\n"
        let papers = "ceiling: kh, assessment: A, approval: B, consultation: C, \(validity)}\n"
        let nodes = senderKinds.flatMap { kind in
            [true, false].map {
                "  - {actor: \(sender(kind, isLow: $0)), node: nod-1, \(papers)"
            }
        }
        let commitments = levelNames.indices.map {
            "  - {actor: \(recipient("utland", ceiling: $0)), reference: R, ceiling: kh, "
                + "\(validity)}\n"
        }
        func list(_ key: String, _ isWanted: Bool, _ entries: String) -> String {
            isWanted ? "\(key):\n\(entries)" : "\(key): []\n"
        }
        return standing + list("crypto", records.hasCrypto, profile)
            + "exemptions: []\nopaque: []\n"
            + list("systems", records.hasSystems, "  - {relay: rela-1, \(papers)" + nodes.joined())
            + list("foreign", records.hasCommitment, commitments.joined())
    }
}
