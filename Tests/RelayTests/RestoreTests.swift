import Carriers
import Foundation
import Identity
import Labels
import Ledger
import ProgramSupport
import RegionSupport
import Relay
import RelaySupport
import Storage
import StorageSQLite
import TestSupport
import Testing

extension RelayTests {
    /// A relay that lost its disk, by the commands that the Operating page has for it.
    @Suite(.enabled(if: BuiltProgram.relay.isThere, "needs the built program"))
    struct RestoreTests {
        /// The commands of a section of the page, in its order.
        private static func commands(of section: String) throws -> [String] {
            let page = SharedData.packageRoot.appending(
                path: "Sources/Handbook/Handbook.docc/Operating.md")
            let lines = try String(contentsOf: page, encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
            let start = try #require(lines.firstIndex { $0 == "### " + section })
            let body = lines[(start + 1)...].prefix { !$0.hasPrefix("#") }
            return body.filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
        }

        /// Runs a command of the page, with what it names put in.
        private func run(
            _ command: String, _ relay: MadeRelay, backup: String
        ) async throws -> ProgramRun {
            let line = command.replacing("DIR", with: relay.home).replacing(
                "FILE", with: backup)
            let programs = try BuiltProgram.relay.url().deletingLastPathComponent().path(
                percentEncoded: false)
            return try await ProgramRun.of(
                URL(filePath: "/bin/bash"), ["-c", "PATH='\(programs)':$PATH; \(line)"])
        }

        /// Runs the relay with a client of whoever sends and one of whoever reads.
        private func withRelay(
            _ relay: MadeRelay, log: URL,
            _ body: (_ sender: RelayClient, _ reader: RelayClient) async throws -> Void
        ) async throws {
            let served = try RunningProgram(
                BuiltProgram.relay.url(), relay.serving, output: log, errors: log)
            defer { served.abandon() }
            let ports = try await relay.ports(of: served)
            func client(_ actor: String) throws -> RelayClient {
                try RelayClient(
                    address: "https://127.0.0.1:\(ports.https)",
                    relayCertificate: relay.certificate,
                    identity: relay.region.actor(actor).node.machine.identity())
            }
            try await withClient(client("sos-alarm")) { sender in
                try await withClient(client("kommun-solna")) { reader in
                    try await body(sender, reader)
                }
            }
            // As a disk goes: in the midst of it.
            try await served.killNow()
            try FileManager.default.removeItem(atPath: relay.home + "/ports.json")
        }

        private func submit(
            _ number: UInt8, _ relay: MadeRelay, _ client: RelayClient
        ) async throws {
            let message = TestMessage(recipients: ["kommun-solna"], in: relay.region)
            #expect(try await client.submit(message.framed([number])).isAccepted)
        }

        @Test func `a relay is restored by the page's commands, and its log tells`() async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let region = try TestRegion(
                actors: ["sos-alarm", "kommun-solna"], levels: [.secrecy],
                now: Timestamp(
                    clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000)))
            let relay = try await MadeRelay(
                by: BuiltProgram.relay.url(), in: folder.url, region: region)
            try relay.register()
            let backup = folder.path("backup")
            let log = folder.url.appending(path: "log")
            var cursor: String?
            try await withRelay(relay, log: log) { sender, reader in
                try await submit(1, relay, sender)
                for command in try Self.commands(of: "Backing a relay up") {
                    let made = try await run(command, relay, backup: backup)
                    #expect(made.status == 0, "\(command): \(made.errors)")
                }
                try await submit(2, relay, sender)
                cursor = try await reader.mailbox(after: nil).cursor
                _ = try await sender.checkpoint()
            }
            for command in try Self.commands(of: "Restoring a relay") {
                let done = try await run(command, relay, backup: backup)
                #expect(done.status == 0, "\(command): \(done.errors)")
            }
            let records = try StoreInspection(path: relay.store.path(percentEncoded: false))
                .records()
            #expect(records.count == 2)
            let facts = try LedgerFacts(parsing: records[1])
            #expect(facts.event == .restored)
            #expect(facts.detail?.contains("records 1 signed 2: ") == true, "\(facts.text)")
            #expect(FileManager.default.fileExists(atPath: relay.home + "/lost-checkpoint-2"))
            try await withRelay(relay, log: log) { sender, reader in
                try await submit(3, relay, sender)
                let page = try await reader.mailbox(after: cursor)
                #expect(page.entries.count == 1)
                _ = try await sender.checkpoint()
            }
        }

        @Test func `attachments come back with their messages, but for the one that was damaged`()
            async throws
        {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let region = try TestRegion(
                actors: ["sos-alarm", "kommun-solna"], levels: [.secrecy],
                now: Timestamp(
                    clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000)))
            let relay = try await MadeRelay(
                by: BuiltProgram.relay.url(), in: folder.url, region: region)
            try relay.register()
            let message = TestMessage(recipients: ["kommun-solna"], in: region)
            let (kept, damaged) = (
                try BlobFixture(message: message), try BlobFixture(seed: 2, message: message)
            )
            let backup = folder.path("backup")
            let beside = backup + ".blobs"
            // What a run that was broken off has left.
            try FileManager.default.createDirectory(
                atPath: beside + "/" + kept.address.message.hex, withIntermediateDirectories: true)
            func file(of blob: BlobAddress) -> URL {
                URL(filePath: beside + "/\(blob.message)/\(blob.digest)")
            }
            try Data([1]).write(to: file(of: kept.address))
            let log = folder.url.appending(path: "log")
            try await withRelay(relay, log: log) { sender, _ in
                for fixture in [kept, damaged] {
                    #expect(try await sender.submit(fixture.message).isAccepted)
                    try await fixture.upload(over: sender)
                }
                for command in try Self.commands(of: "Backing a relay up") {
                    let made = try await run(command, relay, backup: backup)
                    #expect(made.status == 0, "\(command): \(made.errors)\(made.output)")
                }
            }
            try Data([1]).write(to: file(of: damaged.address))
            let check = try await run(
                "budkavle-relay fsck --store FILE --config DIR/relay.yaml", relay, backup: backup)
            #expect(check.status == 65 && check.output.contains("blob-wrong"), "\(check.output)")
            var restored: ProgramRun?
            for command in try Self.commands(of: "Restoring a relay").dropLast() {
                let words = command.hasPrefix("budkavle-relay") ? command + " --lang en" : command
                restored = try await run(words, relay, backup: backup)
            }
            #expect(restored?.status == 0, "\(restored?.errors ?? "")")
            #expect(restored?.output.contains("1 attachments are missing or damaged") == true)
            try await withRelay(relay, log: log) { _, reader async throws in
                let fetched = try await kept.fetch(over: reader)
                #expect(fetched == kept.blob)
                await #expect(throws: CarrierError.refused(Problem(.notFound))) {
                    try await damaged.fetch(over: reader)
                }
            }
        }

        @Test func `an older copy put back as it is is not served from`() async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let region = try TestRegion(
                actors: ["sos-alarm", "kommun-solna"], levels: [.secrecy],
                now: Timestamp(
                    clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000)))
            let relay = try await MadeRelay(
                by: BuiltProgram.relay.url(), in: folder.url, region: region)
            try relay.register()
            let log = folder.url.appending(path: "log")
            let backup = folder.path("backup")
            try await withRelay(relay, log: log) { sender, _ in
                try await submit(1, relay, sender)
                _ = try await sender.checkpoint()
            }
            let data = relay.home + "/data"
            try FileManager.default.copyItem(atPath: data, toPath: folder.path("older"))
            let made = try await run(
                "budkavle-relay backup FILE --config DIR/relay.yaml", relay, backup: backup)
            #expect(made.status == 0, "\(made.errors)")
            try await withRelay(relay, log: log) { sender, _ in
                try await submit(2, relay, sender)
                _ = try await sender.checkpoint()
            }
            func refusal(putting source: String?, at target: String) async throws -> ProgramRun {
                try FileManager.default.removeItem(atPath: data)
                if let source {
                    if target != data {
                        try FileManager.default.createDirectory(
                            atPath: data, withIntermediateDirectories: false)
                    }
                    try FileManager.default.copyItem(atPath: source, toPath: target)
                } else {
                    try FileManager.default.createDirectory(
                        atPath: data, withIntermediateDirectories: false)
                }
                return try await ProgramRun.of(
                    BuiltProgram.relay.url(), relay.serving + ["--lang", "en"])
            }
            let older = try await refusal(putting: folder.path("older"), at: data)
            #expect(older.status == 65, "\(older.errors)")
            #expect(older.errors.contains("has 1 records, and this relay has signed 2"))
            let none = try await refusal(putting: nil, at: data)
            #expect(none.status == 65 && none.errors.contains("has signed a log"))
            let raw = try await refusal(putting: backup, at: data + "/relay.sqlite")
            #expect(raw.status == 78 && raw.errors.contains("is a backup from"), "\(raw.errors)")
        }
    }
}

extension StoreInspection {
    /// The texts of all records.
    fileprivate func records() throws -> [[UInt8]] {
        var texts: [[UInt8]] = []
        try withSnapshot { snapshot in
            try snapshot.forEachRecord { texts.append($0.facts ?? []) }
        }
        return texts
    }
}
