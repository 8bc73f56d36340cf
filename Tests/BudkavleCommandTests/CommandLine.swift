import Foundation
import TestSupport

/// The program as people and scripts run it: a process with arguments, pipes and an exit code.
struct CommandRun: Sendable {
    let status: Int32
    let output: [UInt8]
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }

    /// The output as the one JSON document it must be.
    func json() throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any] ?? [:]
    }

    func jsonList() throws -> [[String: Any]] {
        try JSONSerialization.jsonObject(with: Data(output)) as? [[String: Any]] ?? []
    }
}

enum Program {
    /// Beside the test bundle, where the build puts both.
    static let path: String = {
        let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = bundle.appending(path: "budkavle").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return SharedData.packageRoot.appending(path: ".build/debug/budkavle").path
    }()

    /// Runs to the end, without terminal and with Swedish unless told.
    static func run(
        _ arguments: [String], input: [UInt8] = [], in folder: String = "/",
        environment: [String: String] = [:]
    ) throws -> CommandRun {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        var inherited = ProcessInfo.processInfo.environment
        for key in ["LANG", "LC_ALL", "LC_MESSAGES", "BUDKAVLE_NODE"] { inherited[key] = nil }
        process.environment = inherited.merging(environment) { $1 }
        // Files, not pipes: no reader has to keep up, so nothing can stand still.
        let scratch = try Scratch()
        let place = scratch.path + "/"
        try Data(input).write(to: URL(filePath: place + "in"))
        for name in ["out", "err"] {
            _ = FileManager.default.createFile(atPath: place + name, contents: nil)
        }
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: place + "in"))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: place + "out"))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: place + "err"))
        try process.run()
        process.waitUntilExit()
        return CommandRun(
            status: process.terminationReason == .exit ? process.terminationStatus : -1,
            output: Array(try Data(contentsOf: URL(filePath: place + "out"))),
            errors: try String(contentsOf: URL(filePath: place + "err"), encoding: .utf8))
    }

    /// Runs a line of the shell, where `budkavle` is the program.
    static func shell(_ line: String, in folder: String) throws -> CommandRun {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", "set -o pipefail; budkavle() { \"$PROGRAM\" \"$@\"; }; " + line]
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(["PROGRAM": path]) { $1 }
        let scratch = try Scratch()
        for name in ["out", "err"] {
            _ = FileManager.default.createFile(atPath: scratch.path + "/" + name, contents: nil)
        }
        let out = URL(filePath: scratch.path + "/out")
        let err = URL(filePath: scratch.path + "/err")
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
        process.waitUntilExit()
        return CommandRun(
            status: process.terminationStatus, output: Array(try Data(contentsOf: out)),
            errors: try String(contentsOf: err, encoding: .utf8))
    }
}

/// A directory of a test's own, gone with the object.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appending(path: "budkavle-command-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, _ name: String) throws -> String {
        let file = path + "/" + name
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
}
