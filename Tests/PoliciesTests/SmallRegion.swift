import Identity
import Policies

/// A region cut down to what the exhaustive test varies.
///
/// Actors are named by what they are: `stat-hog` is a state authority with the highest ceilings,
/// `lokal-3` a local one that may receive up to the fourth level.
enum SmallRegion {
    enum AgreementChoice: String, CaseIterable { case none, inForce, expired, exemption }

    static func policy(
        agreement: AgreementChoice, isApproved: Bool, hasCommitment: Bool
    ) throws -> Policy {
        try Policy.compile(
            files: [
                "region.yaml": region, "labels.yaml": labels, "levels.yaml": levels,
                "carriers.yaml": carriers, "actors.yaml": actors, "forums.yaml": forums,
                "agreements.yaml": agreements(agreement), "grounds.yaml": grounds,
                "approvals.yaml": approvals(isApproved, hasCommitment),
            ].mapValues { Array($0.utf8) })
    }

    static let levelNames = [
        "oppen", "sekretess", "begransat-hemlig", "konfidentiell", "hemlig",
        "kvalificerat-hemlig",
    ]
    static let recipientKinds = ["stat", "lokal", "utland"]
    static let senderKinds = ["stat", "lokal"]

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

            """

    private static let labels =
        standing + """
            compartments: []
            caveats: [no-forward]
            origins: [SE]
            marking-authorities: []

            """

    private static let levels =
        standing + "levels:\n"
        + levelNames.enumerated().map { index, name in
            let suite = index == 0 ? "signed" : index < 3 ? "sealed" : "layered"
            return """
                  - level: \(name)
                    marking: M
                    colour: "#000000"
                    suite: \(suite)
                    carriers: [relay]
                    release-persons: 0
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
        standing + "carriers:\n  - {kind: relay, name: R, ceiling: kvalificerat-hemlig}\n"

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
                    compartments: []

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
        let until = choice == .expired ? "2026-01-01T00:00:00Z" : "2030-01-01T00:00:00Z"
        func entries(_ isWanted: Bool, _ extra: String) -> String {
            guard isWanted else { return " []\n" }
            return "\n"
                + pairs.map {
                    "  - {pair: \($0), reference: R, from: 2020-01-01T00:00:00Z, "
                        + "until: \(until)\(extra)}\n"
                }.joined()
        }
        return standing
            + "agreements:" + entries(choice == .inForce || choice == .expired, "")
            + "exemptions:" + entries(choice == .exemption, ", basis: B")
    }

    private static func approvals(_ isApproved: Bool, _ hasCommitment: Bool) -> String {
        let validity = "from: 2020-01-01T00:00:00Z, until: 2030-01-01T00:00:00Z"
        let classified = "[bh, k, h, kh]"
        let systems = senderKinds.flatMap { kind in
            [true, false].map {
                "  - {actor: \(sender(kind, isLow: $0)), node: nod-1, ceiling: kh, "
                    + "assessment: A, approval: B, consultation: C, \(validity)}\n"
            }
        }
        let commitments = levelNames.indices.map {
            "  - {actor: \(recipient("utland", ceiling: $0)), reference: R, ceiling: kh, "
                + "\(validity)}\n"
        }
        return standing
            + (isApproved
                ? """
                crypto:
                  - {id: profil, product: P, reference: R, levels: \(classified), suites: [sealed, layered], senders: [all], \(validity)}
                systems:
                  - {relay: rela-1, ceiling: kh, assessment: A, approval: B, consultation: C, \(validity)}

                """ + systems.joined() : "crypto: []\nsystems: []\n")
            + "exemptions: []\nopaque: []\nforeign:"
            + (hasCommitment ? "\n" + commitments.joined() : " []\n")
    }
}
