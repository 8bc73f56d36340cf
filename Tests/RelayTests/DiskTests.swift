import AsyncHTTPClient
import Carriers
import Foundation
import Identity
import Labels
import NIOCore
import NIOHTTP1
import ProgramSupport
import RegionSupport
import Relay
import RelaySupport
import Storage
import StorageSQLite
import TestSupport
import Testing

extension RelayTests {
    /// A disk that is full, or cannot be written to, and comes back.
    struct DiskTests {
        /// What `/readyz` says: its status, and the codes of its reasons.
        private func readiness(_ address: String) async throws -> (UInt, [String]) {
            struct Document: Decodable {
                struct Reason: Decodable { let code: String }
                let ready: Bool
                let reasons: [Reason]
            }
            let answer = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: address + "/readyz"), timeout: .seconds(30))
            let body = try await answer.body.collect(upTo: 1 << 20)
            let bytes = Data(body.readableBytesView)
            let document = try JSONDecoder().decode(Document.self, from: bytes)
            #expect(document.ready == (answer.status == .ok))
            return (answer.status.code, document.reasons.map(\.code))
        }

        /// Hands in messages until one is refused.
        private func fill(
            _ client: RelayClient, _ region: TestRegion, accepted: inout Set<MessageID>
        ) async throws -> Problem? {
            for number in 0..<400 {
                let message = try TestMessage(in: region).framed(
                    [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 20_000))
                switch try await client.submit(message) {
                case .accepted: accepted.insert(try message.messageID())
                case .refused(let problem): return problem
                }
            }
            return nil
        }

        @Test(.enabled(if: MemoryDisk.isPossible, "needs the right to mount"))
        func `on a full disk nothing is taken that cannot be kept, and room is enough to go on`()
            async throws
        {
            let disk = try MemoryDisk(maxBytes: 6 << 20)
            defer { disk.remove() }
            let ballast = disk.url.appending(path: "ballast")
            try Data(count: 3 << 20).write(to: ballast)
            try await withRelay(in: disk.url) { relay in
                var accepted: Set<MessageID> = []
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    let problem = try await fill(client, relay.region, accepted: &accepted)
                    #expect(problem == Problem(.storeFull, retryAfterSeconds: 60))
                    #expect(!accepted.isEmpty)
                    #expect(try await readiness(relay.adminAddress) == (503, ["store-full"]))

                    // Room is made; nobody restarts anything.
                    try FileManager.default.removeItem(at: ballast)
                    let message = try TestMessage().framed([9])
                    #expect(try await client.submit(message).isAccepted)
                    accepted.insert(try message.messageID())
                    #expect(try await readiness(relay.adminAddress) == (200, []))
                }
                var kept: Set<MessageID> = []
                for id in accepted where try await relay.store.message(id) != nil {
                    kept.insert(id)
                }
                #expect(kept == accepted)
                #expect(
                    await relay.store.load(of: try ActorID("kommun-solna")).entries
                        == accepted.count)
            }
        }

        @Test(.enabled(if: MemoryDisk.isPossible, "needs the right to mount"))
        func `a store on a disk that cannot be written to is not opened`()
            async throws
        {
            let disk = try MemoryDisk(maxBytes: 4 << 20)
            defer { disk.remove() }
            let path = disk.url.appending(path: "relay.sqlite").path(percentEncoded: false)
            try await SQLiteRelayStore(path: path).close()
            try disk.makeReadOnly()
            #expect(throws: StorageError.readOnly) { try SQLiteRelayStore(path: path) }
        }

        /// The kernel refuses each write past the limit, as a quota or a failing disk would: this
        /// needs no rights.
        @Test(.enabled(if: BuiltProgram.relay.isThere, "needs the built program"))
        func `a relay whose disk fails says so, and goes on by itself when the disk does`()
            async throws
        {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let program = try BuiltProgram.relay.url()
            let region = try TestRegion(
                actors: ["sos-alarm", "kommun-solna"], levels: [.secrecy],
                now: Timestamp(
                    clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000)))
            let relay = try await MadeRelay(by: program, in: folder.url, region: region)
            try relay.register()
            let log = folder.url.appending(path: "log")
            let served = try RunningProgram(program, relay.serving, output: log, errors: log)
            defer { served.abandon() }
            let ports = try await relay.ports(of: served)
            let admin = "http://127.0.0.1:\(ports.admin)"
            let client = try RelayClient(
                address: "https://127.0.0.1:\(ports.https)", relayCertificate: relay.certificate,
                identity: region.actor("sos-alarm").node.machine.identity())
            try await withClient(client) { client async throws in
                func message(_ number: UInt8) throws -> [UInt8] {
                    try TestMessage(recipients: ["kommun-solna"], in: region)
                        .framed([UInt8](repeating: number, count: 20_000))
                }
                #expect(try await client.submit(message(1)).isAccepted)
                try await limitFiles(of: served, to: "200000")
                var problem: Problem?
                for number in UInt8(2)..<40 where problem == nil {
                    if case .refused(let found) = try await client.submit(message(number)) {
                        problem = found
                    }
                }
                #expect(problem == Problem(.storeUnavailable, retryAfterSeconds: 60))
                #expect(try await readiness(admin) == (503, ["store-failing"]))

                try await limitFiles(of: served, to: "unlimited")
                #expect(try await client.submit(message(99)).isAccepted)
                #expect(try await readiness(admin) == (200, []))
            }
            #expect(try await served.stop() == 0)
            let check = try await ProgramRun.of(
                program, ["fsck", "--config", relay.configuration, "--lang", "en"])
            #expect(check.status == 0, "\(check.output)")
        }

        private func limitFiles(of program: RunningProgram, to limit: String) async throws {
            _ = try await ProgramRun.succeeding(
                URL(filePath: "/usr/bin/prlimit"),
                ["--pid", "\(program.pid)", "--fsize=\(limit):"])
        }
    }
}
