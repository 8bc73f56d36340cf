import Foundation
import ProgramSupport
import TestSupport
import Testing

/// A node's keys in shares: the ring is lost, two of three holders come, and the node is itself again.
struct KeyShareStories {
    private struct Backup: Decodable {
        struct Left: Decodable {
            let purpose: String
            let owner: String
        }
        let shares: [String]
        let keys: Int
        let left: [Left]
    }

    @Test(.timeLimit(.minutes(60)))
    func `a node whose ring is lost opens its vault again, by two shares of three`() async throws {
        try await NodeStage.with { stage in
            try await Self.allowBackup(stage, except: [])
            let id = try await Self.send(stage)
            let backup = try await Self.backup(stage)
            #expect(backup.left.isEmpty && backup.shares.count == 3)
            let ring = stage.node + "/keyring"
            let restore = ["keys", "restore", stage.scratch.path("backup"), "--node", stage.node]
            let key = stage.scratch.path("ny nyckel")
            func by(_ shares: [String]) -> [String] {
                restore + ["--key-file", key] + shares.flatMap { ["--share", $0] }
            }
            let present = try await stage.run(by(Array(backup.shares.prefix(2))))
            #expect(present.status == 64, "what is there is not overwritten")
            try FileManager.default.removeItem(atPath: ring)
            #expect(try await stage.run(["outbox", "list"] + stage.opened).status != 0)
            let alone = try await stage.run(by([backup.shares[1]]))
            #expect(alone.status == 65 && alone.errors.contains("2 are needed"))
            let twice = try await stage.run(by([backup.shares[1], backup.shares[1]]))
            #expect(twice.status == 65 && !FileManager.default.fileExists(atPath: ring))
            try await stage.done(by([backup.shares[2], backup.shares[0]]))
            // Another lock: the old key file opens it no more, the new one does.
            #expect(try await stage.run(["outbox", "list"] + stage.opened).status != 0)
            let outbox = try await stage.done(
                ["outbox", "list", "--json", "--node", stage.node, "--key-file", key])
            #expect(outbox.output.contains(id))
            #expect(
                try await stage.run([
                    "audit", "replay", "--node", stage.node,
                    "--key-file", key,
                ]).status == 0)
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func `keys of a level that policy does not name are in no backup`() async throws {
        try await NodeStage.with { stage in
            try await Self.allowBackup(stage, except: ["hemlig", "kvalificerat-hemlig"])
            let backup = try await Self.backup(stage)
            #expect(!backup.left.isEmpty && backup.keys > 0)
            // What the vault's key opens is of every level up to the node's.
            let levels = Set(backup.left.map { String($0.owner.split(separator: ":")[2]) })
            #expect(levels == ["hemlig", "\(NodeStage.actor)-1"])
            #expect(backup.left.filter { $0.purpose == "vault" }.count == 1)
            let file = stage.scratch.path("backup/keyring")
            let ring = try String(contentsOfFile: file, encoding: .utf8)
            #expect(ring.contains(":sekretess:actual") && !ring.contains(":hemlig:"))
            #expect(!ring.contains("key vault"))
            let none = try await stage.run(
                ["keys", "backup", stage.scratch.path("none"), "--shares", "3", "--threshold", "1"]
                    + stage.opened)
            #expect(none.status == 65)
            #expect(!FileManager.default.fileExists(atPath: stage.scratch.path("none")))
        }
    }

    /// Has the policy say of every level but some that its keys may be backed up, here and at the node.
    private static func allowBackup(
        _ stage: NodeStage, except levels: Set<String>
    ) async throws {
        let file = URL(filePath: stage.region + "/Policies/levels.yaml")
        var text = try String(contentsOf: file, encoding: .utf8)
        for line in text.split(separator: "\n") where line.hasPrefix("  - level: ") {
            guard !levels.contains(String(line.dropFirst("  - level: ".count))) else { continue }
            text = text.replacing(line + "\n", with: line + "\n    key-backup: true\n")
        }
        try Data(text.utf8).write(to: file)
        try await stage.done(["policy", "sign", "--region", stage.region])
        for name in ["bundle.note", "freshness.note"] {
            let target = stage.node + "/region/Policies/" + name
            try FileManager.default.removeItem(atPath: target)
            try FileManager.default.copyItem(
                atPath: stage.region + "/Policies/" + name, toPath: target)
        }
    }

    /// No relay listens: the message waits in the vault.
    private static func send(_ stage: NodeStage) async throws -> String {
        let text = stage.scratch.path("text")
        try Data("Prov\nText.\n".utf8).write(to: URL(filePath: text))
        let run = try await stage.run(
            [
                "send", text, "--status", "actual", "--level", "sekretess", "--ground",
                "osl-10-27", "--to", "kommun-solna", "--kind", "notice",
            ] + stage.opened)
        #expect(run.status == 75, "\(run.errors)")
        return try #require(run.output.split(separator: "\n").first.map(String.init))
    }

    private static func backup(_ stage: NodeStage) async throws -> Backup {
        let made = try await stage.done(
            [
                "keys", "backup", stage.scratch.path("backup"), "--shares", "3", "--threshold",
                "2", "--json",
            ] + stage.opened)
        return try JSONDecoder().decode(Backup.self, from: Data(made.output.utf8))
    }
}
