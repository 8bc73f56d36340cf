import Foundation
package import ProgramSupport
import TestSupport
package import WISSupport

/// A real mail server (Debian's aiosmtpd) as a process that can be told to do wrong, be taken away and
/// come back.
package final class MailServer: Sendable {
    package enum Mood: String, CaseIterable, Sendable {
        case well
        /// 451: for now.
        case busy
        /// 550: for good.
        case refuses
        /// Takes the letter, and says nothing while it lasts.
        case hangs
        /// Closes in the middle of a letter.
        case drops
    }

    /// What it took.
    package struct Letter: Sendable {
        package let from: String
        package let to: [String]
        package let message: [UInt8]
    }

    package let scratch: ScratchFolder
    package let port: Int
    package static let login = "budkavle:hem \"ligt\\ å"

    /// - Parameter certificate: `nil` for a server that offers no encryption.
    package init(showing certificate: GatewayCertificate?) throws {
        scratch = try ScratchFolder()
        port = try FreePort.found()
        try show(certificate)
        try write(Self.login, "login")
        // What a node trusts stays, whatever the server shows later.
        if let certificate { try write(certificate.pem, "trusted.pem") }
    }

    package var address: String { "smtp://127.0.0.1:\(port)" }
    package var trustedPath: String { scratch.path("trusted.pem") }
    /// With the login in it, readable by its owner alone.
    package var loginPath: String { scratch.path("login") }

    /// From its next start on.
    package func show(_ certificate: GatewayCertificate?) throws {
        for name in ["certificate.pem", "key.pem"] {
            try? FileManager.default.removeItem(atPath: scratch.path(name))
        }
        guard let certificate else { return }
        try write(certificate.pem, "certificate.pem")
        try write(certificate.keyPEM, "key.pem")
    }

    package func set(_ mood: Mood) throws { try write(mood.rawValue, "mood") }

    /// Listening; the caller ends it.
    package func started() async throws -> RunningProgram {
        let output = scratch.url.appending(path: "output")
        try? FileManager.default.removeItem(at: output)
        let program = try RunningProgram(
            URL(filePath: "/usr/bin/python3"),
            [Self.script, scratch.path(""), String(port)], output: output,
            errors: scratch.url.appending(path: "errors"))
        try await eventually("the mail server listens") {
            guard program.isRunning else {
                throw ProgramError.ended(
                    command: "mail_server.py", status: -1, words: program.errors)
            }
            return try String(contentsOf: output, encoding: .utf8).contains("ready")
        }
        return program
    }

    /// What it took, in that order.
    package func letters() throws -> [Letter] {
        struct Line: Decodable {
            let from: String
            let to: [String]
            let message: Data
        }
        guard let text = FileManager.default.contents(atPath: scratch.path("messages")) else {
            return []
        }
        return try text.split(separator: UInt8(ascii: "\n")).map { line in
            let line = try JSONDecoder().decode(Line.self, from: Data(line))
            return Letter(from: line.from, to: line.to, message: Array(line.message))
        }
    }

    private func write(_ text: String, _ name: String) throws {
        // Whole or not at all: the server reads it whenever a command comes.
        let path = scratch.path(name)
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "mail_server.py").path(percentEncoded: false)
}

/// Runs `body` against a mail server that listens, and ends it afterwards.
package func withMail(
    showing certificate: GatewayCertificate? = nil, isEncrypted: Bool = true,
    _ body: (MailServer, RunningProgram) async throws -> Void
) async throws {
    let shown = isEncrypted ? try certificate ?? GatewayCertificate() : nil
    let server = try MailServer(showing: shown)
    defer { server.scratch.remove() }
    let program = try await server.started()
    defer { program.abandon() }
    try await body(server, program)
}
