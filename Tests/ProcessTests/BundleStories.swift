import Foundation
import ProgramSupport
import TestSupport
import Testing

/// Two nodes that share nothing but a directory, and have never had a network.
struct BundleStories {
    @Test(.timeLimit(.minutes(60)))
    func `the commands of the Handbook carry a message out and its receipt home`() async throws {
        try await TwoRooms.with { rooms in
            let id = try await rooms.sent("Vattenläckan är lagad.", by: "sos", to: "kommun-solna")
            let commands = try Self.commands(under: "## A USB stick between two nodes")
            try #require(commands.count == 7)
            var told: [String] = []
            for command in commands {
                let run = try await rooms.run(command)
                #expect(run.status == 0, "\(command): \(run.errors)\(run.output)")
                told.append(run.output + run.errors)
            }
            #expect(told[1].contains("Bundle to kommun-solna"))
            #expect(!told[1].contains("sos-alarm"))
            #expect(told[2].contains("Messages: 1 new, 0 known, 0 refused."))
            #expect(told[3].contains(String(id.prefix(12))))
            #expect(told[5].contains("Receipts: 1 new, 0 known, 0 refused."))
            #expect(told[6].contains("delivered"))
            let track = try await rooms.run("track \(id) --node sos --key-file sos.key --json")
            #expect(track.output.contains("\"delivered\""))

            // And the other way, on the same stick.
            let reply = try await rooms.sent("Tack.", by: "solna", to: "sos-alarm")
            for command in [
                "bundle export usb/hem.kavle --to sos-alarm --node solna --key-file solna.key",
                "bundle import usb/hem.kavle --node sos --key-file sos.key",
                "inbox show \(reply) --node sos --key-file sos.key",
                "bundle answer usb/hem.kavle --node sos --key-file sos.key",
                "bundle import usb/hem.answer.kavle --node solna --key-file solna.key",
            ] {
                let run = try await rooms.run(command)
                #expect(run.status == 0, "\(command): \(run.errors)\(run.output)")
            }
            let facts = try await rooms.run(
                "track \(reply) --node solna --key-file solna.key --json")
            #expect(facts.output.contains("\"opened\""))
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func `every file of the stick damaged in turn is refused, and what is whole is taken`()
        async throws
    {
        try await TwoRooms.with { rooms in
            for number in 1...3 {
                let line = "Vattenläckan är lagad.\n"
                let text = "Läge \(number).\n\n" + String(repeating: line, count: 1_000)
                _ = try await rooms.sent(text, by: "sos", to: "kommun-solna")
            }
            let export =
                "bundle export usb/ut.kavle --to kommun-solna --node sos --key-file sos.key"
            let written = try await rooms.run(export + " --part-size 200k --json")
            #expect(written.status == 0, "\(written.errors)")
            struct Exported: Decodable {
                struct Part: Decodable { let path: String }
                let parts: [Part]
            }
            let parts = try JSONDecoder().decode(Exported.self, from: Data(written.output.utf8))
                .parts.map(\.path)
            try #require(parts.count > 1)
            let importing = "bundle import \(parts.joined(separator: " "))"
            for path in parts.reversed() {
                let file = URL(filePath: path)
                let whole = try Data(contentsOf: file)
                var damaged = whole
                damaged[whole.count - 100] ^= 0x20
                try damaged.write(to: file)
                let run = try await rooms.run(importing + " --node solna --key-file solna.key")
                #expect(run.status == 65, "\(run.errors)\(run.output)")
                #expect(run.output.contains("quarantine"), "\(run.output)")
                try whole.write(to: file)
            }
            let run = try await rooms.run(importing + " --node solna --key-file solna.key")
            #expect(run.status == 0, "\(run.errors)\(run.output)")
            let inbox = try await rooms.run("inbox --node solna --key-file solna.key --json")
            #expect(inbox.output.split(separator: "\n").count == 3)
        }
    }

    /// The commands a section of the page on operating gives, without `budkavle`.
    private static func commands(under heading: String) throws -> [String] {
        let program = "budkavle "
        return try HandbookPage.commands(of: "Operating", under: heading)
            .filter { $0.hasPrefix(program) }.map { String($0.dropFirst(program.count)) }
    }
}

/// A region without any relay, and two nodes of it, each with the stick and its own key file.
private struct TwoRooms {
    let scratch: ScratchFolder

    static func with(_ body: (TwoRooms) async throws -> Void) async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let rooms = TwoRooms(scratch: scratch)
        try await rooms.build()
        try await body(rooms)
    }

    private func build() async throws {
        let list = scratch.path("actors")
        try Data("sos-alarm\nkommun-solna\n".utf8).write(to: URL(filePath: list))
        let policies = SharedData.packageRoot.appending(path: "Policies").path(
            percentEncoded: false)
        let region = scratch.path("region")
        try await done(["region", "new", region, "--actors", list, "--policies", policies])
        try FileManager.default.createDirectory(
            atPath: scratch.path("usb"), withIntermediateDirectories: true)
        for (node, actor) in [("sos", "sos-alarm"), ("solna", "kommun-solna")] {
            try await done([
                "node", "init", scratch.path(node), "--actor", actor, "--registry", region,
            ])
            try FileManager.default.copyItem(
                atPath: "\(region)/private/actors/\(actor)/key",
                toPath: scratch.path("\(node).key"))
        }
    }

    private func done(_ arguments: [String]) async throws {
        _ = try await ProgramRun.succeeding(BuiltProgram.budkavle.url(), arguments)
    }

    /// Runs a command line as it stands on a page, whose paths are here.
    func run(_ line: String) async throws -> ProgramRun {
        let here = ["usb/", "sos.key", "solna.key"]
        var words = line.split(separator: " ").map(String.init)
        for (index, word) in words.enumerated() {
            let isNode = index > 0 && words[index - 1] == "--node"
            if isNode || here.contains(where: word.hasPrefix) { words[index] = scratch.path(word) }
        }
        return try await ProgramRun.of(
            BuiltProgram.budkavle.url(), words, environment: ["LC_ALL": "en_US.UTF-8"])
    }

    /// A notice that waits, since there is no relay.
    func sent(_ text: String, by node: String, to recipient: String) async throws -> String {
        let file = scratch.path("text")
        try Data(text.utf8).write(to: URL(filePath: file))
        let run = try await ProgramRun.of(
            BuiltProgram.budkavle.url(),
            [
                "send", file, "--level", "sekretess", "--status", "actual", "--ground",
                "osl-10-27", "--to", recipient, "--kind", "notice", "--node", scratch.path(node),
                "--key-file", scratch.path("\(node).key"), "--json",
            ], environment: ["LC_ALL": "en_US.UTF-8"])
        #expect(run.status == 75, "\(run.errors)\(run.output)")
        struct Sent: Decodable { let id: String }
        return try JSONDecoder().decode(Sent.self, from: Data(run.output.utf8)).id
    }
}
