import Foundation
import ProgramSupport
import TestSupport

/// Runs programs under `strace`.
enum Strace {
    private static let program = URL(filePath: "/usr/bin/strace")

    /// Whether this machine lets processes be traced. Where `CI` is set, tests run and fail instead,
    /// so that a machine that proves everything cannot prove nothing.
    static func isPermitted() async throws -> Bool {
        if ProcessInfo.processInfo.environment["CI"] != nil { return true }
        guard FileManager.default.isExecutableFile(atPath: program.path(percentEncoded: false))
        else { return false }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let run = try await ProgramRun.of(
            program, ["-f", "-o", scratch.path("trace"), "/bin/true"])
        return run.status == 0
    }

    /// Starts a program that is this process's own child, traced from beside.
    ///
    /// - Parameter trace: gets its calls, whole once ``whole(_:of:)`` returns.
    static func start(
        _ traced: URL, _ arguments: [String], trace: URL, log: URL
    ) throws -> RunningProgram {
        let options = [
            // Its parent is us, so that signals and statuses are its own.
            "--daemonize", "--follow-forks", "--output", trace.path(percentEncoded: false),
            "--quiet=attach",
            "--string-limit", String(stringMaxBytes),
            "--trace", FlushJudge.tracedCalls.sorted().joined(separator: ","),
        ]
        return try RunningProgram(
            program, options + [traced.path(percentEncoded: false)] + arguments, output: log,
            errors: log)
    }

    /// The trace of a program that has ended, once its last line is written.
    static func whole(_ trace: URL, of program: RunningProgram) async throws -> String {
        var text = ""
        try await eventually("the trace ends") {
            text = try String(contentsOf: trace, encoding: .utf8)
            let last = text.split(separator: "\n").last ?? ""
            return last.hasPrefix("\(program.pid) ") && last.contains("+++ exited with ")
                && text.hasSuffix("\n")
        }
        return text
    }

    /// A page of the store and more.
    private static let stringMaxBytes = 65_536
}
