import Carriers
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals
import WISSupport

/// A gateway to WIS that can be told to do wrong. Never installed.
///
///     wis-stand-in DIR PORT
///
/// Writes `certificate.pem` and `token` into DIR and serves HTTPS at PORT of this machine. What is
/// written into `DIR/mood` (`hangs`, `fails`, `well` …) it does from then on; `DIR/publications.json`
/// has what it holds. Ends by SIGTERM.
@main
enum WISStandIn {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let port = Int(arguments[2]) else {
            FileHandle.standardError.write(Data("usage: wis-stand-in DIR PORT\n".utf8))
            exit(64)
        }
        let folder = URL(filePath: arguments[1], directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let gateway = try WISGateway()
        let token = folder.appending(path: "token").path(percentEncoded: false)
        guard
            FileManager.default.createFile(
                atPath: token, contents: Data(gateway.token.utf8),
                attributes: [.posixPermissions: 0o600])
        else { exit(73) }
        try Data(gateway.certificate.pem.utf8).write(
            to: folder.appending(path: "certificate.pem"), options: .atomic)
        let group = ServiceGroup(
            services: [try gateway.server(port: port), Orders(gateway: gateway, folder: folder)],
            gracefulShutdownSignals: [.sigterm],
            logger: Logger(label: "wis-stand-in") { _ in SwiftLogNoOpLogHandler() })
        try await group.run()
    }
}

/// Reads what the stand-in is to do, and writes down what it holds.
private struct Orders: Service {
    let gateway: WISGateway
    let folder: URL

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var written = -1
            while !Task.isCancelled {
                let text = try? String(
                    contentsOf: folder.appending(path: "mood"), encoding: .utf8)
                let word = text?.trimmingCharacters(in: .whitespacesAndNewlines)
                if let mood = word.flatMap(WISGateway.Mood.init(rawValue:)), mood != gateway.mood {
                    gateway.mood = mood
                }
                let held = gateway.publications
                if held.count != written, let text = try? JSONEncoder().encode(held) {
                    try? text.write(
                        to: folder.appending(path: "publications.json"), options: .atomic)
                    written = held.count
                }
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
    }
}
