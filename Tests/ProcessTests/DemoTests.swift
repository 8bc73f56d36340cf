import Foundation
import ProgramSupport
import Testing

/// The main job from end to end, with the programs as they were built.
@Suite(.serialized)
struct DemoTests {
    @Test(.timeLimit(.minutes(60)))
    func `the demonstration passes, step by step, and leaves nothing behind`() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let run = try await ProgramRun.of(
            BuiltProgram.budkavle.url(), ["demo", "--json"],
            environment: [
                "TMPDIR": scratch.url.path(percentEncoded: false), "LC_ALL": "en_US.UTF-8",
            ])
        let lines = run.output.split(separator: "\n")
        let failed = lines.filter { $0.contains("\"passed\":false") }
        #expect(failed.isEmpty)
        #expect(lines.last == #"{"result":"PASS"}"#)
        #expect(run.status == 0)
        #expect(run.output.contains("SUPERSEDED by") && !run.output.contains("ERSATT"))
        #expect(lines.count { $0.contains("\"passed\":true") } >= stepsMin)
        let claims = lines.map { Schemas.Claim(name: "budkavle-demo", document: String($0)) }
        #expect(try await Schemas().breaches(of: claims, in: scratch) == "")
        let left = try FileManager.default.contentsOfDirectory(
            atPath: scratch.url.path(percentEncoded: false))
        #expect(left.filter { $0.hasPrefix("budkavle-demo") }.isEmpty)
    }
}

private let stepsMin = 14
