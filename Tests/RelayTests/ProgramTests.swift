import Carriers
import Foundation
import GRDB
import Wording
@testable import RelayCommand
import Labels
import Identity
import ProgramSupport
import RegionSupport
import Relay
import RelaySupport
import Testing

extension RelayTests {
    /// `budkavle-relay` as an operator meets it.
    @Suite(.enabled(if: BuiltProgram.relay.isThere, "needs the built program"))
    struct ProgramTests {
        @Test func `a relay is made, registered, served, asked and stopped`() async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let program = try BuiltProgram.relay.url()
            let relay = try await MadeRelay(by: program, in: folder.url)

            // The registry does not know it yet.
            let early = try await ProgramRun.of(program, relay.serving)
            #expect(early.status == 78, "\(early.errors)")

            try relay.register()
            let log = folder.url.appending(path: "log")
            let served = try RunningProgram(program, relay.serving, output: log, errors: log)
            defer { served.abandon() }
            let ports = try await relay.ports(of: served)
            let client = try RelayClient(
                address: "https://127.0.0.1:\(ports.https)", relayCertificate: relay.certificate,
                identity: relay.region.actor("kommun-solna").node.machine.identity())
            let checkpoint = try await client.checkpoint()
            await client.shutdown()
            #expect(String(decoding: checkpoint, as: UTF8.self).contains(MadeRelay.name))
            let status = try await served.stop()
            #expect(status == 0)
            #expect(served.errors.contains("ready https://127.0.0.1:\(ports.https)\n"))
        }

        /// A relay in its own process that has made a store; killed, so that nothing was tidied up.
        private func killedRelay(in folder: ScratchFolder) async throws -> MadeRelay {
            let program = try BuiltProgram.relay.url()
            let relay = try await MadeRelay(by: program, in: folder.url)
            try relay.register()
            let log = folder.url.appending(path: "log")
            let served = try RunningProgram(program, relay.serving, output: log, errors: log)
            defer { served.abandon() }
            let ports = try await relay.ports(of: served)
            let client = try RelayClient(
                address: "https://127.0.0.1:\(ports.https)", relayCertificate: relay.certificate,
                identity: relay.region.actor("kommun-solna").node.machine.identity())
            _ = try await client.checkpoint()
            await client.shutdown()

            // A second relay on the same directory ends at once, and the first goes on.
            let second = try await ProgramRun.of(program, relay.serving + ["--lang", "en"])
            #expect(second.status == 75)
            #expect(second.errors.contains("is in use by process"), "\(second.errors)")
            // A check is no second relay.
            let beside = try await ProgramRun.of(
                program, ["fsck", "--config", relay.configuration, "--lang", "en"])
            #expect(beside.status == 0, "\(beside.errors)")
            #expect(beside.output.hasSuffix("Nothing is wrong.\n"))
            try await served.killNow()
            return relay
        }

        @Test func `fsck passes a killed relay's store and names what was done to it since`()
            async throws
        {
            struct Document: Decodable {
                struct Finding: Decodable {
                    let code: String
                    let facts: Facts
                }
                struct Facts: Decodable, Equatable {
                    var part: String?
                    var size: Int?
                    var signedSize: Int?
                }
                let records: Int?
                let checkpoints: Int?
                let findings: [Finding]
            }
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let relay = try await killedRelay(in: folder)
            let program = try BuiltProgram.relay.url()
            let asking = ["fsck", "--config", relay.configuration, "--json"]
            func document(status: Int32) async throws -> Document {
                let run = try await ProgramRun.of(program, asking)
                #expect(run.status == status, "\(run.errors)")
                return try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
            }
            let clean = try await document(status: 0)
            #expect(clean.findings.isEmpty && clean.checkpoints == 1)

            let queue = try DatabaseQueue(path: relay.store.path(percentEncoded: false))
            try await queue.write {
                try $0.execute(sql: "INSERT INTO checkpoint (size, note) VALUES (7, x'41')")
            }
            try queue.close()
            let damaged = try await document(status: 65)
            #expect(damaged.findings.map(\.code) == ["ledger-truncated"])
            // Numbers are numbers.
            #expect(damaged.findings.first?.facts == .init(size: 0, signedSize: 7))

            // What is left of a file whose writing was broken off.
            let bytes = try Data(contentsOf: relay.store)
            try bytes.prefix(1_000).write(to: relay.store)
            let cut = try await document(status: 65)
            #expect(cut.findings.first?.code == "unreadable")
            #expect(cut.findings.first?.facts.part == "file")
            try FileManager.default.removeItem(at: relay.store)
            #expect(try await ProgramRun.of(program, asking).status == 78)
        }

        @Test(arguments: [
            ([], 64), (["serve"], 64), (["serve", "--config", "/nonexistent/relay.yaml"], 78),
            (["init", "/tmp"], 64),
        ])
        func `a wrong call ends with its status`(
            _ arguments: [String], _ status: Int
        ) async throws {
            let run = try await ProgramRun.of(BuiltProgram.relay.url(), arguments)
            // Without arguments the help is what was asked for.
            #expect(Int(run.status) == (arguments.isEmpty ? 0 : status), "\(run.errors)")
        }

        @Test func `stats tells what a store holds, and of a running relay where its readers are`()
            async throws
        {
            struct Document: Decodable {
                struct Figures: Decodable {
                    let name: String
                    let entries: UInt64
                }
                struct Sizes: Decodable {
                    let storeBytes: Int64
                    let diskFreeBytes: Int64?
                }
                struct Running: Decodable { let ready: Bool }
                struct Reader: Decodable {
                    let actor: String
                    let waitingEntries: UInt64
                    let oldestWaiting: String?
                }
                let messages: UInt64
                let records: UInt64
                let sizes: Sizes
                let levels: [Figures]
                let lanes: [Figures]
                let mailboxes: [Figures]
                let running: Running?
                let readers: [Reader]
            }
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let program = try BuiltProgram.relay.url()
            let region = try TestRegion(
                actors: ["sos-alarm", "kommun-solna", "kommun-nacka"], levels: [.secrecy],
                now: Timestamp(
                    clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000)))
            let relay = try await MadeRelay(by: program, in: folder.url, region: region)
            try relay.register()
            func stats(_ more: String...) async throws -> ProgramRun {
                let run = try await ProgramRun.of(
                    program, ["stats", "--config", relay.configuration] + more)
                #expect(run.status == 0, "\(run.errors)")
                return run
            }
            func document() async throws -> Document {
                try JSONDecoder().decode(
                    Document.self, from: Data(await stats("--json").output.utf8))
            }
            let log = folder.url.appending(path: "log")
            let served = try RunningProgram(program, relay.serving, output: log, errors: log)
            defer { served.abandon() }
            let ports = try await relay.ports(of: served)
            func client(_ actor: String) throws -> RelayClient {
                try RelayClient(
                    address: "https://127.0.0.1:\(ports.https)",
                    relayCertificate: relay.certificate,
                    identity: region.actor(actor).node.machine.identity())
            }
            try await withClient(client("sos-alarm")) { client async throws in
                for number in UInt8(0)..<3 {
                    let message = TestMessage(recipients: ["kommun-solna"], in: region)
                    #expect(try await client.submit(message.framed([number])).isAccepted)
                }
            }
            // One that has read two of three, and one that has nothing to read.
            try await withClient(client("kommun-solna")) { client async throws in
                let page = try await client.mailbox(after: nil, entriesMax: 2)
                #expect(page.entries.count == 2)
                _ = try await client.mailbox(after: page.cursor, entriesMax: 1)
            }
            try await withClient(client("kommun-nacka")) { client async throws in
                _ = try await client.mailbox(after: nil)
            }
            let live = try await document()
            #expect(live.running?.ready == true)
            #expect(live.messages == 3 && live.records == 3)
            #expect(live.sizes.storeBytes > 0 && (live.sizes.diskFreeBytes ?? 0) > 0)
            #expect(live.levels.map(\.name) == ["sekretess"] && live.levels[0].entries == 3)
            #expect(live.lanes.map(\.entries) == [0, 0, 0, 3])
            #expect(live.mailboxes.map(\.name) == ["kommun-solna"])
            #expect(live.readers.map(\.actor) == ["kommun-nacka", "kommun-solna"])
            #expect(live.readers.map(\.waitingEntries) == [0, 1])
            #expect(live.readers.map { $0.oldestWaiting == nil } == [true, false])
            let told = try await stats("--lang", "sv").output
            #expect(told.contains("3 meddelanden") && told.contains("kommun-solna/kommun-solna-1"))
            #expect(told.contains("Reläet körs"))

            try await served.killNow()
            let dead = try await document()
            #expect(dead.running == nil && dead.readers.isEmpty && dead.messages == 3)
            #expect(try await stats("--lang", "en").output.contains("No relay runs."))
        }

        @Test func `what is in force is printed with where it came from`() async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let program = try BuiltProgram.relay.url()
            let relay = try await MadeRelay(by: program, in: folder.url)
            let run = try await ProgramRun.of(
                program, relay.serving + ["--print-config", "--set", "limits.polls-max=9"],
                environment: ["BUDKAVLE_RELAY_LOG_LEVEL": "debug"])
            #expect(run.status == 0, "\(run.errors)")
            let lines = run.output.split(separator: "\n")
            func holds(_ start: String, _ end: String) -> Bool {
                lines.contains { $0.hasPrefix(start) && $0.hasSuffix(end) }
            }
            #expect(holds("log-level: \"debug\"", "# BUDKAVLE_RELAY_LOG_LEVEL"))
            #expect(holds("  polls-max: 9", "# --set"))
            #expect(holds("relay: \"relay-9\"", "relay.yaml:4:8"))
            let named = try await ProgramRun.of(
                program, ["serve", "--print-config", "--log-level", "error"],
                environment: ["BUDKAVLE_RELAY_CONFIG": relay.configuration])
            #expect(named.output.contains("log-level: \"error\""))
            let wrong = try await ProgramRun.of(
                program, relay.serving, environment: ["BUDKAVLE_RELAY_LOG_LEVLE": "debug"])
            #expect(wrong.status == 78)
            #expect(wrong.errors.contains("BUDKAVLE_RELAY_LOG_LEVLE: "))
        }

        @Test(arguments: [
            ("lissen: a", "2:1", "Is listen meant?", "Menades listen?"),
            ("listen: [8443]", "2:9", "must be host:port", "ska vara värd:port"),
            ("limits: [", "3:1", "cannot be read as YAML", "går inte att läsa som YAML"),
        ])
        func `a configuration's defect is told with file, line, column and what to do`(
            _ line: String, _ place: String, _ english: String, _ swedish: String
        ) async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let file = folder.url.appending(path: "relay.yaml")
            try Data("relay: relay-1\n\(line)\n".utf8).write(to: file)
            for (language, expected) in [("en", english), ("sv", swedish)] {
                let run = try await ProgramRun.of(
                    BuiltProgram.relay.url(),
                    ["serve", "--config", file.path(percentEncoded: false), "--lang", language])
                #expect(run.status == 78)
                #expect(
                    run.errors.contains("\(file.path(percentEncoded: false)):\(place): "),
                    "\(run.errors)")
                #expect(run.errors.contains(expected), "\(run.errors)")
                #expect(run.errors.split(separator: "\n").count == 2, "\(run.errors)")
            }
        }

        @Test func `a misspelt variable is told with the one it is most like`() async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let relay = try await MadeRelay(by: BuiltProgram.relay.url(), in: folder.url)
            let run = try await ProgramRun.of(
                BuiltProgram.relay.url(), relay.serving + ["--lang", "en", "--json"],
                environment: ["BUDKAVLE_RELAY_LISSEN": "a"])
            #expect(run.errors.contains("Is BUDKAVLE_RELAY_LISTEN meant?"), "\(run.errors)")
            #expect(run.output.contains("RelayError.settingInvalid"), "\(run.output)")
        }
    }
}
