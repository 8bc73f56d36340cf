import Foundation
import Glibc
import Identity
import Ledger
import Primitives
import ProgramSupport
import Storage
import StorageContract
import StorageSQLite
import Testing

struct CrashTests {
    /// Kills a process that accepts messages at a random moment, several times over one store, and
    /// compares what it answered with what is kept.
    @Test func `what was answered before a kill is kept, once`() async throws {
        let place = try TemporaryPlace()
        var answered: [MessageID: UInt64] = [:]
        var random = SystemRandomNumberGenerator()
        for _ in 0..<6 {
            let patience = Int.random(in: 1...400, using: &random)
            for (id, index) in try killedWriter(at: place, afterLines: patience) {
                #expect(answered[id] == nil, "an id was answered twice")
                answered[id] = index
            }
            try findNothing(at: place)
            try await check(place, answered)
        }
        #expect(answered.count > 6)
    }

    /// The store as the kill left it, before anybody opens it to write.
    private func findNothing(at place: TemporaryPlace) throws {
        try StoreInspection(path: place.path).withSnapshot { snapshot in
            try snapshot.databaseFindings { Issue.record("\($0)") }
            try snapshot.logFindings { Issue.record("\($0)") }
        }
    }

    private func check(_ place: TemporaryPlace, _ answered: [MessageID: UInt64]) async throws {
        let store = try place.relay()
        let entries = try await store.wholeMailbox(of: ActorID("actor-0"))
        var kept: [MessageID: UInt64] = [:]
        for entry in entries {
            let message = try #require(entry.message)
            #expect(kept.updateValue(entry.index.value, forKey: message.id) == nil, "kept twice")
            #expect(message.content.count == 2_048)
            #expect(message.slots.map { $0.bytes.prefix(2) } == [[0, 0]])
        }
        for (id, index) in answered { #expect(kept[id] == index, "answered and not kept") }
        // One record for each message, and a tree that holds.
        let head = try await store.treeHead()
        #expect(head.size == UInt64(kept.count))
        let records = try await store.records(0..<head.size)
        #expect(MerkleTree.root(of: records.map { leafHash($0) }) == head.root)
        #expect(await store.load(of: try ActorID("actor-0")).entries == kept.count)
        try await store.close()
    }

    private func leafHash(_ record: StoredRecord) -> Digest {
        LeafCommitment.leafHash(of: record.commitment)
    }

    /// Runs the writer until it has answered so often, then kills it; returns all its answers.
    private func killedWriter(
        at place: TemporaryPlace, afterLines patience: Int
    ) throws -> [(MessageID, UInt64)] {
        let process = Process()
        process.executableURL = try BuiltProgram.storageWriter.url()
        process.arguments = ["write", place.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var bytes = Data()
        while bytes.count(where: { $0 == UInt8(ascii: "\n") }) < patience {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            bytes += more
        }
        kill(process.processIdentifier, SIGKILL)
        bytes += output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        // A line without its end was cut by the kill; its answer may not have been given.
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return try lines.dropLast().map { line in
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            #expect(words.first == "stored", "\(String(decoding: line, as: UTF8.self))")
            return (try MessageID(hex: String(words[2])), try #require(UInt64(words[1])))
        }
    }
}
