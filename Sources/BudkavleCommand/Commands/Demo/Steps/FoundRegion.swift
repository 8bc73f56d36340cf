import Foundation
import Wording

extension DemoStage {
    /// A region of all the example's actors; a fictional approval in its policy, an exercise, an
    /// activation and a freshness note of its own.
    func foundRegion() async throws -> [Phrase] {
        struct Founded: Decodable {
            let actors: [String]
            let genesis: String
        }
        let actorsFile = programs.policies.appending(path: "actors.yaml").path(
            percentEncoded: false)
        let founded: Founded = try await read(of: [
            "region", "new", directory.region.path(percentEncoded: false), "--actors", actorsFile,
        ])
        actors = founded.actors
        genesis = founded.genesis
        cast = DemoCast.nodes(nodesCount, among: actors)
        try approveFictionally()
        struct Signed: Decodable { let version: UInt64 }
        let signed: Signed = try await read(of: ["policy", "sign"] + regionOption)
        _ = try await budkavle(["exercise", "open", DemoCast.exercise] + regionOption)
        _ = try await budkavle(
            ["activation", "open", DemoCast.activation, "--forum", "regionalt-samordnande-forum"]
                + regionOption)
        _ = try await budkavle(["policy", "freshen"] + regionOption)
        return [
            Phrase(
                sv:
                    """
                    \(actors.count) aktörer med egna nycklar; registret börjar \
                    \(short(founded.genesis)).
                    """,
                en:
                    """
                    \(actors.count) actors with keys of their own; genesis \
                    \(short(founded.genesis)).
                    """),
            Phrase(
                sv:
                    """
                    Policyversion \(signed.version), undertecknad av två av tre, med ett \
                    PÅHITTAT godkännande.
                    """,
                en:
                    """
                    Policy version \(signed.version), signed by two of three, with a FICTIONAL \
                    approval.
                    """),
            Phrase(
                sv:
                    """
                    Övningen \(DemoCast.exercise) och aktiveringen \(DemoCast.activation) är \
                    undertecknade.
                    """,
                en:
                    """
                    Exercise \(DemoCast.exercise) and activation \(DemoCast.activation) are \
                    signed.
                    """),
        ]
    }

    var regionOption: [String] { ["--region", directory.region.path(percentEncoded: false)] }

    func short(_ id: String) -> String { String(id.prefix(12)) }

    /// Nobody has approved anything: the names say so, and the region is thrown away.
    private func approveFictionally() throws {
        let file = directory.region.appending(path: "Policies/approvals.yaml")
        let systems =
            ["relay: \(DemoCast.relay)"]
            + [DemoCast.convener, DemoCast.police].map { "actor: \($0)\n    node: \($0)-1" }
        let validity = "from: 2020-01-01T00:00:00Z\n    until: 2099-01-01T00:00:00Z"
        let entries = systems.map { system in
            """
              - \(system)
                ceiling: hemlig
                assessment: PÅHITTAD-BEDÖMNING-1
                approval: PÅHITTAT-SYSTEMGODKÄNNANDE-1
                consultation: PÅHITTAT-SAMRÅD-1
                \(validity)
            """
        }
        let text = """
            # PÅHITTAT, för en visning. Inget av detta finns.
            standing: exempel, ska ersättas
            crypto: []
            exemptions: []
            opaque:
              - id: \(DemoCast.approval)
                product: PÅHITTAD-PRODUKT
                reference: PÅHITTAT-GODKÄNNANDE-1
                levels: [hemlig]
                senders: [\(DemoCast.convener)]
                \(validity)
            systems:
            \(entries.joined(separator: "\n"))
            foreign: []

            """
        try Data(text.utf8).write(to: file, options: .atomic)
    }
}
