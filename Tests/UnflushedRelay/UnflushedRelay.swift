import Foundation
import Logging
import Relay
import RelaySupport
import ServiceLifecycle
import StorageSQLite
import UnixSignals

/// The fixture's relay over a store that does not flush: what the check of flushes must notice.
/// Never installed.
///
///     unflushed-relay FOLDER
///
/// Writes `ports.json` into the folder when it listens, and ends by SIGTERM.
@main
enum UnflushedRelay {
    static func main() async throws {
        guard let path = CommandLine.arguments.dropFirst().first else {
            FileHandle.standardError.write(Data("usage: unflushed-relay FOLDER\n".utf8))
            exit(64)
        }
        let folder = URL(filePath: path, directoryHint: .isDirectory)
        let limits = RelayLimits()
        let relay = try RelayFixture(
            folder, limits: limits, options: .init(durability: .unflushedForTestsOnly))
        let server = try relay.server(limits: limits) { ports in
            try? JSONEncoder().encode(ports).write(
                to: folder.appending(path: "ports.json"), options: .atomic)
        }
        let group = ServiceGroup(
            configuration: .init(
                services: [server], gracefulShutdownSignals: [.sigterm], logger: .quiet))
        try await group.run()
        try await relay.store.close()
    }
}
