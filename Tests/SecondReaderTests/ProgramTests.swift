import Foundation
import ProgramSupport
import TestSupport
import Testing
import VectorSupport

/// The same between the programs that people use: `budkavle` and the second reader.
@Suite struct ProgramTests {
    @Test func `budkavle and the second reader open each other's files`() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let region = scratch.path("region")
        try Data("sos-alarm\nkommun-solna\n".utf8).write(
            to: scratch.url.appending(path: "actors"))
        try await budkavle(["region", "new", region, "--actors", scratch.path("actors")])
        try Data("Läge: vattenläckan är lagad.\n".utf8).write(
            to: scratch.url.appending(path: "lage.txt"))
        try await theirsIsOpened(scratch, region)
        try await oursIsOpened(scratch, region)
    }

    private func theirsIsOpened(_ scratch: ScratchFolder, _ region: String) async throws {
        try await budkavle([
            "seal", scratch.path("lage.txt"), "--region", region, "--from", "sos-alarm",
            "--to", "kommun-solna", "--level", "sekretess", "--status", "actual",
            "--ground", "osl-10-27", "-o", scratch.path("swift.envelope"),
        ])
        let answers = try await SecondReader.run(
            ["open", "--as", "kommun-solna", "--out", scratch.url.path(percentEncoded: false)]
                + reading(region, as: "kommun-solna") + [scratch.path("swift.envelope")])
        let opened = try #require(answers.first?.body, "\(answers)")
        #expect(
            try Data(contentsOf: URL(filePath: opened))
                == Data(contentsOf: scratch.url.appending(path: "lage.txt")))
    }

    private func oursIsOpened(_ scratch: ScratchFolder, _ region: String) async throws {
        let now = Date()
        let expires = now.addingTimeInterval(3_600).formatted(.iso8601)
        let job: [String: any Sendable] = [
            "out": scratch.path("python.envelope"), "body": scratch.path("lage.txt"),
            "from": "sos-alarm", "to": ["kommun-solna": 1], "kind": "notice", "suite": "sealed",
            "viewDigest": String(repeating: "0", count: 32), "ground": "osl-10-27",
            "label": "actual; sekretess; secrecy=OSL 18:13|sos-alarm|2026-01-01T00:00:00Z; "
                + "audience=actor:kommun-solna; origin=SE; owners=sos-alarm; expires=\(expires)",
        ]
        let jobs = scratch.url.appending(path: "jobs.json")
        try JSONSerialization.data(withJSONObject: [job]).write(to: jobs)
        _ = try await SecondReader.run(
            ["seal"] + reading(region, as: "sos-alarm") + [jobs.path(percentEncoded: false)])
        let file = scratch.path("python.envelope")
        try await budkavle(["verify", file, "--region", region])
        try await budkavle([
            "open", file, "--region", region, "--as", "kommun-solna",
            "-o", scratch.path("opened.txt"),
        ])
        #expect(
            FileManager.default.contentsEqual(
                atPath: scratch.path("opened.txt"), andPath: scratch.path("lage.txt")))
    }

    private func budkavle(_ arguments: [String]) async throws {
        _ = try await ProgramRun.succeeding(
            BuiltProgram.budkavle.url(), arguments + ["--lang", "en"])
    }

    /// Registry, clock and ring, as the second reader's commands take them.
    private func reading(_ region: String, as actor: String) -> [String] {
        let ring = "\(region)/private/actors/\(actor)"
        return [
            "--keys", "\(region)/Keys", "--at", Date().formatted(.iso8601),
            "--ring", "\(ring)/keyring", "--key-file", "\(ring)/key",
        ]
    }
}
