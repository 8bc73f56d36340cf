import Foundation
import TestSupport

/// A region made by the program itself, once for all stories, with an exercise and an activation
/// open.
struct StoryRegion: Sendable {
    let path: String

    static let shared = Result { try StoryRegion() }

    static let policies = SharedData.packageRoot.appending(path: "Policies").path

    struct Failure: Error {
        let command: String
        let run: CommandRun
    }

    private init() throws {
        let folder = try FileManager.default.url(
            for: .itemReplacementDirectory, in: .userDomainMask,
            appropriateFor: FileManager.default.temporaryDirectory, create: true)
        let list = folder.appending(path: "actors").path
        let actors = """
            lansstyrelsen-stockholm
            polisen-region-stockholm
            sos-alarm
            kommun-solna
            kommun-vaxholm
            """
        try Data((actors + "\n").utf8).write(to: URL(filePath: list))
        path = folder.appending(path: "region").path
        try must(["region", "new", path, "--actors", list, "--policies", Self.policies])
        try must(["exercise", "open", "ovning-1", "--region", path])
        try must([
            "activation", "open", "storm-1", "--forum", "regionalt-samordnande-forum",
            "--region", path,
        ])
    }

    /// A copy that a story may change.
    func copied() throws -> StoryRegion {
        let copy = path + "-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        return StoryRegion(path: copy)
    }

    private init(path: String) { self.path = path }

    private func must(_ arguments: [String]) throws {
        let run = try Program.run(arguments)
        guard run.status == 0 else {
            throw Failure(command: arguments.joined(separator: " "), run: run)
        }
    }

    func run(_ arguments: [String], input: [UInt8] = []) throws -> CommandRun {
        try Program.run(arguments + ["--region", path], input: input)
    }

    func ring(_ actor: String) -> String { "\(path)/private/actors/\(actor)" }
}
