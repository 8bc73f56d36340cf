import Foundation
import ProgramSupport
import TestSupport
import Testing

/// `budkavle-relay peers`, among real relays.
struct PeerStories {
    private struct Document: Decodable {
        struct Peer: Decodable {
            struct Failure: Decodable { let code: String }
            let relay: String
            let isThisRelay: Bool
            let answers: Bool?
            let failure: Failure?
            let registry: String?
            let freshnessIssued: String?
            let revokedAt: String?
        }
        let peers: [Peer]
    }

    private func peers(_ stage: NodeStage, ending status: Int32) async throws -> [Document.Peer] {
        let run = try await ProgramRun.of(
            BuiltProgram.relay.url(),
            ["peers", "--config", stage.scratch.path("relay/relay.yaml"), "--json"])
        #expect(run.status == status, "\(run.errors)")
        return try JSONDecoder().decode(Document.self, from: Data(run.output.utf8)).peers
    }

    @Test(.timeLimit(.minutes(60)))
    func `relays see each other: who answers, with which registry, and who is revoked`()
        async throws
    {
        try await NodeStage.with { stage in
            try await stage.registerSecondRelay()
            let first = try await stage.startedRelay()
            defer { first.abandon() }
            let alone = try await peers(stage, ending: 69)
            #expect(alone.map(\.relay) == ["relay-1", "relay-2"])
            #expect(alone.map(\.isThisRelay) == [true, false])
            #expect(alone.map(\.answers) == [true, false])
            #expect(alone[1].failure?.code == "CarrierError.unreachable")

            let other = try await stage.startedSecondRelay()
            defer { other.abandon() }
            let both = try await peers(stage, ending: 0)
            #expect(both.map(\.answers) == [true, true])
            #expect(both.map(\.registry) == ["same", "same"])
            #expect(both.allSatisfy { $0.freshnessIssued != nil })

            // A relay that has an older registry is told from one that has the same.
            let older = stage.scratch.path("older")
            try FileManager.default.copyItem(atPath: stage.region, toPath: older)
            try await stage.done([
                "registry", "revoke", "relay-2", "--region", stage.region,
            ])
            let table = try await ProgramRun.of(
                BuiltProgram.relay.url(),
                [
                    "peers", "--config", stage.scratch.path("relay/relay.yaml"), "--lang", "en",
                ])
            #expect(table.status == 0, "\(table.errors)")
            #expect(table.output.contains("revoked") && table.output.contains("(this one)"))
            let revoked = try await peers(stage, ending: 0)
            #expect(revoked[1].revokedAt != nil && revoked[1].answers == nil)
            try await eventually("a relay has taken the revocation up") {
                let behind = try await ProgramRun.of(
                    BuiltProgram.relay.url(),
                    [
                        "peers", "--config", stage.scratch.path("relay/relay.yaml"), "--json",
                        "--set", "region=\(older)",
                    ])
                return behind.output.contains("\"ahead\"")
            }
        }
    }
}
