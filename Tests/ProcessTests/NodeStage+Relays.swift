import Foundation
import ProgramSupport
import TestSupport

/// A second relay of the stage's region.
extension NodeStage {
    var secondRelayConfiguration: String { scratch.path("relay-2/relay.yaml") }

    /// Makes and registers it.
    ///
    /// - Returns: its address.
    @discardableResult
    func registerSecondRelay() async throws -> String {
        let port = try FreePort.found()
        let made = try await certificate([
            "init", scratch.path("relay-2"), "--name", "relay-2", "--region", region,
            "--listen", "127.0.0.1:\(port)", "--admin", "127.0.0.1:0",
        ])
        let url = "https://127.0.0.1:\(port)"
        try await done([
            "registry", "add", "relay", "--region", region, "--id", "relay-2", "--url", url,
            "--certificate", made.certificate, "--receipt-key", made.receiptKey ?? "",
        ])
        return url
    }

    /// It, listening; the caller abandons it.
    func startedSecondRelay() async throws -> RunningProgram {
        let log = scratch.url.appending(path: "relay-2.log")
        // Of an earlier life.
        try? FileManager.default.removeItem(at: log)
        let relay = try RunningProgram(
            BuiltProgram.relay.url(), ["serve", "--config", secondRelayConfiguration], output: log,
            errors: log)
        try await eventually("the second relay listens") {
            guard relay.isRunning else {
                throw ProgramError.ended(command: "serve", status: -1, words: relay.errors)
            }
            return relay.errors.contains("ready https://")
        }
        return relay
    }
}
