import Foundation
package import ProgramSupport
import TestSupport
package import WISSupport

/// A real receiver of syslog over TLS (Debian's rsyslog) as a process that can be taken away and come
/// back.
package final class SyslogReceiver: Sendable {
    /// A message as the receiver has read it.
    package struct Message: Hashable, Sendable {
        package let time: String
        package let host: String
        package let program: String
        package let kind: String
        /// Numbers, as `13.4`.
        package let priority: String
        package let element: String
        package let text: String

        /// Of a parameter, every time it is there.
        package func values(of name: String) -> [String] {
            element.matches(of: /([a-z]+)="((?:[^"\\\]]|\\.)*)"/).filter { $0.1 == name }
                .map { String($0.2) }
        }

        package var entry: Int? { values(of: "entry").first.flatMap { Int($0) } }
    }

    package let scratch: ScratchFolder
    package let port: Int

    /// - Parameter client: what whoever tells has to show; `nil` asks for nothing.
    package init(
        showing certificate: GatewayCertificate, asking client: GatewayCertificate? = nil
    ) throws {
        scratch = try ScratchFolder()
        port = try FreePort.found()
        try write(certificate.pem, "certificate.pem")
        try write(certificate.keyPEM, "key.pem")
        try write(certificate.pem + (client?.pem ?? ""), "trusted.pem")
        try write(settings(asking: client != nil), "settings")
    }

    /// With a name, which is told to the receiver.
    package var address: String { "localhost:\(port)" }
    /// What the receiver shows.
    package var certificatePath: String { scratch.path("certificate.pem") }

    /// Listening; the caller ends it.
    package func started() async throws -> RunningProgram {
        let output = scratch.url.appending(path: "output")
        let program = try RunningProgram(
            URL(filePath: "/usr/sbin/rsyslogd"),
            ["-n", "-f", scratch.path("settings"), "-i", scratch.path("pid")], output: output,
            errors: output)
        try await eventually("the receiver listens") {
            guard program.isRunning else {
                throw ProgramError.ended(
                    command: "rsyslogd", status: -1, words: program.errors)
            }
            return !FreePort.isFree(UInt16(port))
        }
        return program
    }

    /// What it took, in that order.
    package func messages() throws -> [Message] {
        guard let bytes = FileManager.default.contents(atPath: scratch.path("messages")) else {
            return []
        }
        // The last line may be on its way to the disk.
        return String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .compactMap { line in
                let parts = line.split(
                    separator: "|", maxSplits: 6, omittingEmptySubsequences: false
                ).map(String.init)
                guard parts.count == 7 else { return nil }
                return Message(
                    time: parts[0], host: parts[1], program: parts[2], kind: parts[3],
                    priority: parts[4], element: parts[5], text: parts[6])
            }
    }

    private func write(_ text: String, _ name: String) throws {
        let path = scratch.path(name)
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    private func settings(asking: Bool) -> String {
        """
        global(
            workDirectory="\(scratch.path(""))"
            defaultNetstreamDriver="gtls"
            defaultNetstreamDriverCAFile="\(scratch.path("trusted.pem"))"
            defaultNetstreamDriverCertFile="\(scratch.path("certificate.pem"))"
            defaultNetstreamDriverKeyFile="\(scratch.path("key.pem"))")
        module(
            load="imtcp" StreamDriver.Name="gtls" StreamDriver.Mode="1"
            StreamDriver.AuthMode="\(asking ? "x509/certvalid" : "anon")")
        input(type="imtcp" address="127.0.0.1" port="\(port)")
        template(name="line" type="string" string="\(Self.line)\\n")
        action(type="omfile" file="\(scratch.path("messages"))" template="line")

        """
    }

    private static let line =
        "%timestamp:::date-rfc3339%|%hostname%|%app-name%|%msgid%|"
        + "%syslogfacility%.%syslogseverity%|%structured-data%|%msg%"
}

/// Runs `body` against a receiver that listens, and ends it afterwards.
package func withReceiver(
    showing certificate: GatewayCertificate? = nil, asking client: GatewayCertificate? = nil,
    _ body: (SyslogReceiver, RunningProgram) async throws -> Void
) async throws {
    let receiver = try SyslogReceiver(
        showing: try certificate ?? GatewayCertificate(), asking: client)
    defer { receiver.scratch.remove() }
    let program = try await receiver.started()
    defer { program.abandon() }
    try await body(receiver, program)
}
