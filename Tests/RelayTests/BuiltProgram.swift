import Foundation
import TestSupport

/// The programs that were built with these tests.
enum BuiltProgram {
    /// `budkavle-relay`, or `nil` where tests are built without programs.
    static var relay: URL? { url(["budkavle-relay", "RelayCommand"]) }

    private static func url(_ names: [String]) -> URL? {
        folders.lazy.flatMap { folder in names.lazy.map { folder.appending(path: $0) } }
            .first { FileManager.default.isExecutableFile(atPath: $0.path()) }
    }

    /// Beside the test bundle; where the bundle is not the process, where the package builds to.
    private static var folders: [URL] {
        let arguments = ProcessInfo.processInfo.arguments.filter { $0.contains(".xctest") }
        return arguments.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
            + [SharedData.packageRoot.appending(path: ".build/debug")]
    }
}

/// Runs a program to its end.
struct ProgramRun {
    let status: Int32
    let output: String
    let errors: String

    init(_ program: URL, _ arguments: [String]) throws {
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        let errorBytes = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        status = process.terminationStatus
        self.output = String(decoding: bytes, as: UTF8.self)
        self.errors = String(decoding: errorBytes, as: UTF8.self)
    }
}
