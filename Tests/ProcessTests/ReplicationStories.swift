import Foundation
import ProgramSupport
import TestSupport
import Testing

/// Two relays that replicate, each a process of its own; the sender reaches one, the receiver the
/// other.
struct ReplicationStories {
    private struct Line: Decodable { let id: String }
    private struct Peers: Decodable {
        struct Peer: Decodable {
            struct Replication: Decodable {
                let isFollowed: Bool
                let behind: UInt64?
                let cutOff: [String: String]?
            }
            let relay: String
            let replication: Replication?
        }
        let peers: [Peer]
    }
    private struct Track: Decodable {
        struct Custody: Decodable {
            struct Custodian: Decodable { let relay: String }
            let needed: Int
            let relays: [Custodian]
        }
        let custody: Custody
    }

    @Test(.timeLimit(.minutes(60)))
    func `a relay killed again and again while it takes over loses nothing and doubles nothing`()
        async throws
    {
        try await NodeStage.with { stage in
            let url = try await stage.registerSecondRelay()
            let solna = [
                "--node", stage.scratch.path("solna"), "--key-file",
                stage.region + "/private/actors/kommun-solna/key",
            ]
            try await stage.done([
                "node", "init", stage.scratch.path("solna"), "--actor", "kommun-solna",
                "--registry", stage.region, "--relay", url,
            ])
            let first = try await stage.startedRelay()
            defer { first.abandon() }
            var sent: [String] = []
            for round in 0..<4 {
                let second = try await stage.startedSecondRelay()
                defer { second.abandon() }
                for number in 0..<3 { sent.append(try await send(round * 3 + number, stage)) }
                // Wherever it is now.
                try await second.killNow()
            }
            let second = try await stage.startedSecondRelay()
            defer { second.abandon() }
            try await eventually("the second relay has caught up") {
                try await behind(stage) == 0
            }
            try await stage.done(["node", "sync"] + solna)
            let list = try await stage.run(["inbox", "list", "--json"] + solna)
            let found = try list.output.split(separator: "\n").map {
                try JSONDecoder().decode(Line.self, from: Data($0.utf8))
            }
            #expect(found.map(\.id).sorted() == sent.sorted(), "\(list.errors)")

            // The second relay's word has come to the sender by way of the first.
            var custody: Track.Custody?
            try await eventually("both relays hold it") {
                try await stage.done(["node", "sync"] + stage.opened)
                let run = try await stage.run(["track", sent[0], "--json"] + stage.opened)
                custody = try JSONDecoder().decode(Track.self, from: Data(run.output.utf8)).custody
                return custody?.relays.count == 2
            }
            #expect(custody?.needed == 2)
            #expect(custody?.relays.map(\.relay) == ["relay-1", "relay-2"])

            // What was attached came along: the first is not needed for it any more.
            try await first.killNow()
            try await eventually("the second relay has the attachments") {
                _ = try await stage.run(["node", "sync"] + solna)
                return try await hasAttachments(sent, stage, solna)
            }

            #expect(try await second.stop() == 0)
            _ = try await ProgramRun.succeeding(
                BuiltProgram.relay.url(),
                ["fsck", "--config", stage.secondRelayConfiguration])
        }
    }

    /// Whether every message opens with the file that was attached to it, byte for byte.
    private func hasAttachments(
        _ sent: [String], _ stage: NodeStage, _ opened: [String]
    ) async throws -> Bool {
        for (number, id) in sent.enumerated() {
            let folder = stage.scratch.path("attached-\(number)")
            try? FileManager.default.removeItem(atPath: folder)
            let run = try await stage.run(
                ["inbox", "open", id, "-o", folder + ".txt", "--attachments", folder] + opened)
            guard run.status == 0 else { return false }
            let file = URL(filePath: folder + "/1-karta-\(number).bin")
            #expect(try Data(contentsOf: file) == attachment(number))
        }
        return true
    }

    private func attachment(_ number: Int) -> Data {
        Data((0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number) })
    }

    private func send(_ number: Int, _ stage: NodeStage) async throws -> String {
        let text = stage.scratch.path("text")
        try Data("Prov \(number)\n".utf8).write(to: URL(filePath: text))
        let file = stage.scratch.path("karta-\(number).bin")
        try attachment(number).write(to: URL(filePath: file))
        struct Sent: Decodable { let id: String }
        let run = try await stage.done(
            [
                "send", text, "--level", "sekretess", "--status", "actual", "--to",
                "kommun-solna", "--kind", "notice", "--ground", "osl-10-27", "--attach", file,
                "--json",
            ] + stage.opened)
        return try JSONDecoder().decode(Sent.self, from: Data(run.output.utf8)).id
    }

    /// Of the first relay's log, as the second tells; `nil` before it knows.
    private func behind(_ stage: NodeStage) async throws -> UInt64? {
        let run = try await ProgramRun.of(
            BuiltProgram.relay.url(),
            ["peers", "--config", stage.secondRelayConfiguration, "--json"])
        let peers = try JSONDecoder().decode(Peers.self, from: Data(run.output.utf8)).peers
        let replication = peers.first { $0.relay == "relay-1" }?.replication
        #expect(replication?.isFollowed == true && replication?.cutOff == nil)
        return replication?.behind
    }
}
