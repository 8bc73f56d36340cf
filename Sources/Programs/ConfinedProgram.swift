import Foundation

/// A program of others that gets bytes and gives bytes: little memory and time, no environment of
/// ours, no core dumps.
package struct ConfinedProgram: Sendable {
    package let name: String
    private let place: URL
    private let limiter: URL

    /// - Throws: ``ConfinementError/programMissing(name:package:)`` when it is not in the path.
    package init(_ name: String, package: String) throws(ConfinementError) {
        self.name = name
        place = try Self.found(name, package: package)
        limiter = try Self.found("prlimit", package: "util-linux")
    }

    /// Runs it to its end; the thread stands still meanwhile.
    ///
    /// - Throws: ``ConfinementError/programUnstartable(name:)``.
    package func run(_ arguments: [String], input: [UInt8]) throws(ConfinementError) -> Run {
        try finish(started(arguments, input))
    }

    /// As ``run(_:input:)``, on a thread beside those that tasks share: for programs that wait for
    /// others. When the task is cancelled, the program is ended.
    ///
    /// - Throws: ``ConfinementError/programUnstartable(name:)``.
    package func running(
        _ arguments: [String], input: [UInt8]
    ) async throws(ConfinementError) -> Run {
        let started = try started(arguments, input)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(
                        returning: Result { () throws(ConfinementError) in
                            try finish(started)
                        })
                }
            }
        } onCancel: {
            // Not SIGTERM: a program inherits the signals that this thread does not take.
            if started.process.isRunning { kill(started.process.processIdentifier, SIGKILL) }
        }
        return try result.get()
    }

    package struct Run: Sendable {
        /// What it ended with; the number of the signal where one ended it.
        package let status: Int32
        package let output: [UInt8]
    }

    private struct Started: Sendable {
        let process: Process
        let output: FileHandle
    }

    private func started(
        _ arguments: [String], _ input: [UInt8]
    ) throws(ConfinementError) -> Started {
        let process = Process()
        process.executableURL = limiter
        process.arguments =
            [
                "--as=\(Self.memoryMaxBytes)", "--cpu=\(Self.processorMaxSeconds)", "--core=0",
                "--", place.path(percentEncoded: false),
            ] + arguments
        process.environment = ["PATH": Self.path, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"]
        let outgoing = Pipe()
        process.standardOutput = outgoing
        process.standardError = FileHandle.nullDevice
        do {
            process.standardInput = try Self.file(holding: input)
            try process.run()
        } catch { throw .programUnstartable(name: name) }
        return Started(process: process, output: outgoing.fileHandleForReading)
    }

    private func finish(_ started: Started) throws(ConfinementError) -> Run {
        do {
            let output = try started.output.readToEnd()
            started.process.waitUntilExit()
            return Run(status: started.process.terminationStatus, output: Array(output ?? Data()))
        } catch { throw .programUnstartable(name: name) }
    }

    /// A file without a name, at its beginning: unlike a pipe it waits for nobody to read.
    private static func file(holding bytes: [UInt8]) throws -> FileHandle {
        let place = try PassingFile(holding: bytes)
        defer { place.remove() }
        return try FileHandle(forReadingFrom: place.url)
    }

    private static func found(_ name: String, package: String) throws(ConfinementError) -> URL {
        for folder in path.split(separator: ":") {
            let place = URL(filePath: "\(folder)/\(name)")
            if FileManager.default.isExecutableFile(atPath: place.path(percentEncoded: false)) {
                return place
            }
        }
        throw .programMissing(name: name, package: package)
    }

    private static let path = "/usr/local/bin:/usr/bin:/bin"
    private static let memoryMaxBytes = 2 * 1024 * 1024 * 1024
    private static let processorMaxSeconds = 60
}
