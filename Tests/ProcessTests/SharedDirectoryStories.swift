import Foundation
import GRDB
import ProgramSupport
import Testing

/// One directory, one node.
struct SharedDirectoryStories {
    @Test(.timeLimit(.minutes(60)))
    func `a second node on the directory is refused at once, and a killed one is in nobody's way`()
        async throws
    {
        try await NodeStage.with { stage in
            let first = try await stage.startedNode()
            defer { first.abandon() }
            // Without a key: it is refused before anybody is asked for one.
            let second = try await stage.run(["node", "run", "--node", stage.node])
            #expect(second.status == 75)
            #expect(second.errors.contains("in use by process \(first.pid)."), "\(second.errors)")
            #expect(second.errors.contains("stop it before starting another"))
            // The first is none the worse for it.
            #expect(try await stage.run(["node", "status", "--node", stage.node]).status == 0)

            try await first.killNow()
            let third = try await stage.startedNode()
            defer { third.abandon() }
            #expect(try await third.stop() == 0)
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func `a vault of a newer program is refused and left as it is`() async throws {
        try await NodeStage.with { stage in
            #expect(try await stage.run(["inbox"] + stage.opened).status == 0)
            #expect(try version(of: stage, becoming: 9) == 2)
            for command in [["node", "run"], ["inbox"], ["node", "sync"]] {
                let run = try await stage.run(command + stage.opened)
                #expect(run.status == 78, "\(run.errors)")
                #expect(run.errors.contains("version 9; the program knows 2"), "\(run.errors)")
                #expect(run.errors.contains("Update Budkavle."))
            }
            let doctor = try await stage.run(["doctor", "--json"] + stage.opened)
            #expect(doctor.status == 78 && doctor.output.contains("vaultNewer"))
            #expect(try version(of: stage, becoming: 2) == 9)
            #expect(try await stage.run(["inbox"] + stage.opened).status == 0)
        }
    }

    /// Sets the version of the stage's vault and gives the one it had.
    private func version(of stage: NodeStage, becoming next: Int) throws -> Int? {
        let queue = try DatabaseQueue(path: stage.node + "/vault.sqlite")
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction { db in
            let found = try Int.fetchOne(db, sql: "PRAGMA user_version")
            try db.execute(sql: "PRAGMA user_version = \(next)")
            return found
        }
    }
}
