import Carriers
import Foundation
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

        @Test func `a configuration's defect is told with file, line and column`() async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let file = folder.url.appending(path: "relay.yaml")
            try Data("relay: relay-1\nlissen: a\n".utf8).write(to: file)
            let run = try await ProgramRun.of(
                BuiltProgram.relay.url(), ["serve", "--config", file.path()])
            #expect(run.status == 78)
            #expect(run.errors.contains("\(file.path()):2:1: "))
        }
    }
}
