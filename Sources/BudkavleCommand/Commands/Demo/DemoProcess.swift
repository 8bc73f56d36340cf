import Foundation
import Synchronization

/// A program that runs beside the demonstration, until it is told to end.
final class DemoProcess: Sendable {
    let name: String
    let pid: Int32
    private let state: Ended

    /// - Parameter log: gets all it writes, behind what is there.
    init(_ name: String, _ program: URL, _ arguments: [String], log: URL) throws {
        self.name = name
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let output = try Self.appending(to: log)
        process.standardOutput = output
        process.standardError = output
        let state = Ended()
        process.terminationHandler = { _ in state.flag.store(true, ordering: .releasing) }
        try process.run()
        try? output.close()
        pid = process.processIdentifier
        self.state = state
    }

    var isRunning: Bool { !state.flag.load(ordering: .acquiring) }

    /// The power cut: nothing can be said or written any more.
    func killNow() async {
        kill(pid, SIGKILL)
        await waitForEnd(seconds: killWaitSeconds)
    }

    /// Asks it to end; when it does not, ends it.
    ///
    /// - Returns: whether asking was enough.
    @discardableResult
    func end() async -> Bool {
        guard isRunning else { return true }
        kill(pid, SIGTERM)
        if await waitForEnd(seconds: endWaitSeconds) { return true }
        await killNow()
        return false
    }

    @discardableResult
    private func waitForEnd(seconds: Double) async -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while isRunning, ContinuousClock.now < deadline {
            // Not `Task.sleep`: also a cancelled demonstration ends its processes.
            await pause(milliseconds: 20)
        }
        return !isRunning
    }

    private static func appending(to log: URL) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: log.path(percentEncoded: false)) {
            try Data().write(to: log)
        }
        let handle = try FileHandle(forWritingTo: log)
        try handle.seekToEnd()
        return handle
    }

    private final class Ended: Sendable {
        let flag = Atomic(false)
    }
}

/// A program that was run to its end.
struct DemoRun: Sendable {
    let status: Int32
    let output: [UInt8]
    let errors: String

    /// - Throws: `CancellationError` when the demonstration is stopped meanwhile.
    static func of(_ program: URL, _ arguments: [String], scratch: URL) async throws -> DemoRun {
        let name = UUID().uuidString
        let (out, err) = (
            scratch.appending(path: "\(name).out"), scratch.appending(path: "\(name).err")
        )
        defer {
            try? FileManager.default.removeItem(at: out)
            try? FileManager.default.removeItem(at: err)
        }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        for file in [out, err] {
            try Data().write(to: file)
        }
        let handles = (try FileHandle(forWritingTo: out), try FileHandle(forWritingTo: err))
        process.standardOutput = handles.0
        process.standardError = handles.1
        let (ends, end) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = {
            end.yield($0.terminationStatus)
            end.finish()
        }
        try process.run()
        try? handles.0.close()
        try? handles.1.close()
        let pid = process.processIdentifier
        let status: Int32? = await withTaskCancellationHandler {
            for await status in ends { return status }
            return nil
        } onCancel: {
            kill(pid, SIGTERM)
        }
        guard let status, !Task.isCancelled else { throw CancellationError() }
        return DemoRun(
            status: status, output: Array(try Data(contentsOf: out)),
            errors: String(decoding: try Data(contentsOf: err), as: UTF8.self))
    }
}

/// Waits whether or not the task is cancelled.
private func pause(milliseconds: Int) async {
    await withCheckedContinuation { continuation in
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
            continuation.resume()
        }
    }
}

private let endWaitSeconds = 8.0
private let killWaitSeconds = 3.0
