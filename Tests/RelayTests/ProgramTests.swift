import Carriers
import Foundation
import Handover
import Identity
import Notes
import RegionSupport
import RelaySupport
import Registry
import Relay
import Testing

extension RelayTests {
    /// `budkavle-relay` as an operator meets it.
    @Suite(.enabled(if: BuiltProgram.relay != nil, "needs the built program"))
    struct ProgramTests {
        private let region = TestRegion.shared

        @Test func `a relay is made, registered, served, asked and stopped`() async throws {
            let folder = try Folder()
            defer { folder.remove() }
            let program = try #require(BuiltProgram.relay)
            let directory = try folder.region()
            let relayFolder = folder.url.appending(path: "relay")
            let made = try ProgramRun(
                program,
                [
                    "init", relayFolder.path(), "--name", "relay-9", "--region",
                    directory.root.path(), "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0",
                    "--json",
                ])
            try #require(made.status == 0, "\(made.errors)")
            let told = try JSONDecoder().decode(
                [String: String].self, from: Data(made.output.utf8))
            let configuration = relayFolder.appending(path: "relay.yaml").path()

            // The registry does not know it yet.
            let early = try ProgramRun(program, ["serve", "--config", configuration])
            #expect(early.status == 78, "\(early.errors)")

            let certificate = Array(
                try Data(contentsOf: relayFolder.appending(path: "relay.crt")))
            let note = try region.rootNote(
                after: region.registry,
                [
                    .addRelay(
                        RelayID("relay-9"), url: "https://127.0.0.1", certificate: certificate,
                        receipt: NoteKey(vkey: #require(told["receiptKey"])))
                ])
            try directory.write(region.registry.appending(note))

            let served = try ServedProgram(program, configuration)
            let ports = try await served.ports(beside: configuration)
            let client = try RelayClient(
                address: "https://127.0.0.1:\(ports.https)", relayCertificate: certificate,
                identity: region.actor("kommun-solna").node.machine.identity())
            let checkpoint = try await client.checkpoint()
            await client.shutdown()
            #expect(String(decoding: checkpoint, as: UTF8.self).contains("relay-9"))
            let status = try served.stop()
            #expect(status == 0)
            #expect(served.errors.contains("ready https://127.0.0.1:\(ports.https)\n"))
        }

        @Test(arguments: [
            ([], 64), (["serve"], 64), (["serve", "--config", "/nonexistent/relay.yaml"], 78),
            (["init", "/tmp"], 64),
        ])
        func `a wrong call ends with its status`(_ arguments: [String], _ status: Int) throws {
            let run = try ProgramRun(try #require(BuiltProgram.relay), arguments)
            // Without arguments the help is what was asked for.
            #expect(Int(run.status) == (arguments.isEmpty ? 0 : status), "\(run.errors)")
        }

        @Test func `a configuration's defect is told with file, line and column`() throws {
            let folder = try Folder()
            defer { folder.remove() }
            let file = folder.url.appending(path: "relay.yaml")
            try Data("relay: relay-1\nlissen: a\n".utf8).write(to: file)
            let run = try ProgramRun(
                try #require(BuiltProgram.relay), ["serve", "--config", file.path()])
            #expect(run.status == 78)
            #expect(run.errors.contains("\(file.path()):2:1: "))
        }
    }
}

/// A folder that is gone afterwards.
private struct Folder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: url) }

    /// The test region's public directory.
    func region() throws -> RegionDirectory {
        let region = TestRegion.shared
        let directory = RegionDirectory(url.appending(path: "region"))
        try directory.write(region.registry)
        try directory.writePolicy(of: region, at: region.now)
        return directory
    }
}

/// A program that goes on until it is stopped.
private final class ServedProgram {
    private let process = Process()
    private let pipe = Pipe()
    private(set) var errors = ""

    init(_ program: URL, _ configuration: String) throws {
        process.executableURL = program
        process.arguments = ["serve", "--config", configuration]
        process.standardError = pipe
        try process.run()
    }

    func ports(beside configuration: String) async throws -> RelayPorts {
        let file = URL(fileURLWithPath: configuration).deletingLastPathComponent()
            .appending(path: "ports.json")
        var ports: RelayPorts?
        try await eventually("it is ready") {
            guard process.isRunning else { return true }
            ports = (try? Data(contentsOf: file)).flatMap {
                try? JSONDecoder().decode(RelayPorts.self, from: $0)
            }
            return ports != nil
        }
        guard let ports else {
            _ = try stop()
            throw ProgramEnded(errors: errors)
        }
        return ports
    }

    /// SIGTERM, and what it ended with.
    func stop() throws -> Int32 {
        process.terminate()
        errors += String(
            decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return process.terminationStatus
    }

    struct ProgramEnded: Error {
        let errors: String
    }
}
