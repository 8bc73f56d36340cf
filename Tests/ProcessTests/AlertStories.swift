import AlertSupport
import Foundation
import ProgramSupport
import TestSupport
import Testing

/// Real programs and a real mail server: something comes, and somebody is told of it.
struct AlertStories {
    @Test(.timeLimit(.minutes(30)))
    func `a flash message is told by mail, also after the mail server was away`() async throws {
        try await NodeStage.with { stage in
            try await withMail { server, mail in
                let relay = try await stage.startedRelay()
                defer { relay.abandon() }
                let solna = try await Self.solna(on: stage, telling: server)
                let node = try await stage.startedNode(in: solna.directory, opened: solna.opened)
                defer { node.abandon() }
                let first = try await Self.send(on: stage)
                try await eventually("the letter is there") { try server.letters().count == 1 }
                try Self.expect(server, 0, tells: first)

                try await mail.killNow()
                let second = try await Self.send(on: stage)
                try await eventually("status tells that nobody takes letters") {
                    let status = try await stage.run(["node", "status", "--node", solna.directory])
                    return status.output.contains("The mail server cannot be reached.")
                }
                let doctor = try await stage.run(["doctor", "--json"] + solna.opened)
                #expect(doctor.output.contains("The mail server cannot be reached."))
                let again = try await server.started()
                defer { again.abandon() }
                try await eventually("the second letter is there") {
                    try server.letters().count == 2
                }
                try Self.expect(server, 1, tells: second)
                #expect(try await node.stop() == 0)
            }
        }
    }

    @Test(.timeLimit(.minutes(30)))
    func `nobody reads login, server or recipient off a command line, and a stop does not wait`()
        async throws
    {
        try await NodeStage.with { stage in
            try await withMail { server, _ in
                let relay = try await stage.startedRelay()
                defer { relay.abandon() }
                let solna = try await Self.solna(on: stage, telling: server)
                let node = try await stage.startedNode(in: solna.directory, opened: solna.opened)
                defer { node.abandon() }
                try server.set(.hangs)
                _ = try await Self.send(on: stage)
                var seen: [String] = []
                try await eventually("a program speaks to the mail server") {
                    seen = try Self.commandLine(ofChildOf: node.pid) ?? []
                    return seen.first?.hasSuffix("/curl") == true
                }
                #expect(Array(seen.dropFirst()) == ["-q", "--config", "-"])
                #expect(try await node.stop() == 0)
                #expect(try server.letters().isEmpty)
            }
        }
    }

    // MARK: Parts

    private struct Node {
        let directory: String
        let opened: [String]
    }

    /// Solna's node, whose officer on duty is told by mail.
    private static func solna(on stage: NodeStage, telling server: MailServer) async throws -> Node
    {
        let directory = stage.scratch.path("solna")
        let opened = [
            "--node", directory, "--key-file", stage.region + "/private/actors/kommun-solna/key",
        ]
        try await stage.done([
            "node", "init", directory, "--actor", "kommun-solna", "--registry", stage.region,
            "--relay", "https://127.0.0.1:\(stage.port)",
        ])
        let file = URL(filePath: directory + "/node.yaml")
        let alerts = """
            alerts:
              mail:
                address: \(server.address)
                certificate: \(server.trustedPath)
                from: budkavle@kommun-solna.se
                login: \(server.loginPath)

            """
        let settings = try String(contentsOf: file, encoding: .utf8) + alerts
        try Data(settings.utf8).write(to: file)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: directory + "/node.yaml")
        try await stage.done(["alerts", "add", "tib", "mailto:tib@kommun-solna.se"] + opened)
        return Node(directory: directory, opened: opened)
    }

    /// A flash notice with words that must not be told.
    private static func send(on stage: NodeStage) async throws -> String {
        let text = stage.scratch.path("larm")
        try Data("Hemlig rubrik\nHemlig text.\n".utf8).write(to: URL(filePath: text))
        let sent = try await stage.done(
            [
                "send", text, "--status", "actual", "--level", "sekretess", "--ground",
                "osl-10-27", "--to", "kommun-solna", "--kind", "notice", "--precedence", "flash",
                "--json",
            ] + stage.opened)
        struct Sent: Decodable { let id: String }
        return try JSONDecoder().decode(Sent.self, from: Data(sent.output.utf8)).id
    }

    private static func expect(_ server: MailServer, _ index: Int, tells id: String) throws {
        let letter = try server.letters()[index]
        #expect(letter.to == ["tib@kommun-solna.se"])
        let parts = String(decoding: letter.message, as: UTF8.self).split(
            separator: "\r\n\r\n", maxSplits: 1)
        let body = try #require(
            Data(base64Encoded: String(parts[1]), options: .ignoreUnknownCharacters))
        let text = String(decoding: body, as: UTF8.self)
        #expect(text.contains("Id: \(id.prefix(12))\r\n"))
        #expect(text.contains("Brådska: blixt\r\n"))
        for word in ["sekretess", "sos-alarm", "Hemlig", "notice"] {
            #expect(!(text + parts[0]).lowercased().contains(word.lowercased()))
        }
    }

    /// Of the one program that a program has started; `nil` when there is none.
    private static func commandLine(ofChildOf parent: Int32) throws -> [String]? {
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
            guard Int32(name) != nil,
                let status = try? String(contentsOfFile: "/proc/\(name)/status", encoding: .utf8),
                status.contains("\nPPid:\t\(parent)\n"),
                let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
            else { continue }
            return line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        }
        return nil
    }
}
