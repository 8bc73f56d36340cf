import Foundation
import Testing

/// The main job from end to end, with the programs as they were built.
@Suite(.serialized)
struct DemoTests {
    @Test(.timeLimit(.minutes(5)))
    func `the demonstration passes, step by step, and leaves nothing behind`() async throws {
        let program = Self.products.appending(path: "budkavle")
        try #require(
            FileManager.default.isExecutableFile(atPath: program.path()),
            "build all products first: swift build")
        let scratch = FileManager.default.temporaryDirectory.appending(
            path: "bk-\(UUID().uuidString.prefix(8))", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let (status, output) = try await run(program, ["demo", "--json"], temporary: scratch)
        let lines = output.split(separator: "\n")
        let failed = lines.filter { $0.contains("\"passed\":false") }
        #expect(failed.isEmpty)
        #expect(lines.last == #"{"result":"PASS"}"#)
        #expect(status == 0)
        #expect(lines.count { $0.contains("\"passed\":true") } >= stepsMin)
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path())
        #expect(left.filter { $0.hasPrefix("budkavle-demo") }.isEmpty)
    }

    private func run(
        _ program: URL, _ arguments: [String], temporary: URL
    ) async throws -> (status: Int32, output: String) {
        let log = temporary.appending(path: "output")
        try Data().write(to: log)
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["TMPDIR": temporary.path()]) { $1 }
        process.standardOutput = try FileHandle(forWritingTo: log)
        let (ends, end) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = {
            end.yield($0.terminationStatus)
            end.finish()
        }
        try process.run()
        let pid = process.processIdentifier
        let status: Int32? = await withTaskCancellationHandler {
            for await status in ends { return status }
            return nil
        } onCancel: {
            kill(pid, SIGTERM)
        }
        return (try #require(status), try String(contentsOf: log, encoding: .utf8))
    }

    /// Programs lie beside the tests that were built with them.
    private static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent()
}

private let stepsMin = 13
