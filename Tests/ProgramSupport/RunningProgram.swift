package import Foundation
import Synchronization
import TestSupport

/// A program that goes on beside the test until it is ended.
package final class RunningProgram: Sendable {
    package let pid: Int32
    private let errorsFile: URL
    private let ending: Ending

    /// - Parameters:
    ///   - environment: beside this process's own.
    ///   - output: what it writes there goes behind what is in the file.
    ///   - errors: likewise; both may be the same file.
    package init(
        _ program: URL, _ arguments: [String], environment: [String: String] = [:], output: URL,
        errors: URL
    ) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let handles = (try Self.appending(to: output), try Self.appending(to: errors))
        process.standardOutput = handles.0
        process.standardError = handles.1
        let ending = Ending()
        process.terminationHandler = { process in
            ending.status.withLock { $0 = process.terminationStatus }
        }
        try process.run()
        try handles.0.close()
        try handles.1.close()
        pid = process.processIdentifier
        errorsFile = errors
        self.ending = ending
    }

    package var isRunning: Bool { ending.status.withLock { $0 } == nil }

    package var errors: String {
        (try? String(contentsOf: errorsFile, encoding: .utf8)) ?? ""
    }

    /// SIGKILL, the end that nobody can prepare for; returns when the process is gone.
    package func killNow() async throws {
        signal(SIGKILL)
        _ = try await ended()
    }

    /// SIGTERM, and the status it ended with.
    package func stop() async throws -> Int32 {
        signal(SIGTERM)
        return try await ended()
    }

    /// For the end of a test, whichever way it went: nothing it started goes on.
    package func abandon() { signal(SIGKILL) }

    /// Waits for its end; a test that is cancelled meanwhile takes it along.
    package func ended() async throws -> Int32 {
        do {
            try await eventually("\(pid) ends", withinSeconds: endMaxSeconds) { !isRunning }
        } catch {
            // Asked, not killed: it may have programs of its own to end.
            signal(SIGTERM)
            throw error
        }
        return ending.status.withLock { $0 } ?? -1
    }

    private func signal(_ number: Int32) {
        if isRunning { kill(pid, number) }
    }

    private static func appending(to file: URL) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) {
            try Data().write(to: file)
        }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        return handle
    }

    private final class Ending: Sendable {
        let status = Mutex<Int32?>(nil)
    }
}

/// The longest program of all tests is the demonstration.
private let endMaxSeconds = 900
