import Foundation
import ProgramSupport
import TestSupport
import Testing

/// The officer on duty at three in the morning: what holds, what to do, and a sheet for the next.
struct ShiftStories {
    @Test(.timeLimit(.minutes(60)))
    func `without any relay the status says what to do, and the sheet what has not arrived`()
        async throws
    {
        try await NodeStage.with { stage in
            let text = stage.scratch.path("text")
            try Data("Läckan är lagad.\n".utf8).write(to: URL(filePath: text))
            let sent = try await stage.run(
                [
                    "send", text, "--level", "sekretess", "--status", "actual", "--to",
                    "kommun-solna", "--ground", "osl-10-27", "--kind", "notice",
                ] + stage.opened)
            #expect(sent.status == 75, "\(sent.errors)")
            let id = try #require(sent.output.split(separator: "\n").first).prefix(12)
            // One after another, so that the node that is opened for it has tried the relay.
            let node = try await stage.startedNode()
            defer { node.abandon() }
            try await eventually("the node knows that the relay is away") {
                try await stage.run(["node", "status"] + stage.opened).output
                    .contains("no rung works by itself")
            }
            let status = try await stage.run(["node", "status"] + stage.opened).output
            #expect(status.contains("relay is away since "), "\(status)")
            #expect(status.contains("  1. Gör ett paket åt varje mottagare"), "\(status)")
            #expect(status.contains("If that does not work either:\n  1. Ring TiB"), "\(status)")

            let here = try await stage.run(["node", "handover"] + stage.opened)
            #expect(here.output.hasPrefix("SEKRETESS\n"), "\(here.output)")
            #expect(here.output.contains("Sent and not arrived"))
            #expect(here.output.contains("1 of 1: kommun-solna"))
            #expect(here.output.contains(id))

            let sheet = stage.scratch.path("överlämning.pdf")
            let made = try await stage.run(["node", "handover", "-o", sheet] + stage.opened)
            #expect(made.status == 0 && made.output == "\(sheet): SEKRETESS\n", "\(made)")
            try await expectMarked(sheet, "SEKRETESS")
            let page = try await stage.run(["node", "handover", "-o", "-"] + stage.opened)
            #expect(page.output.contains("<li>Ring TiB") && page.output.contains(String(id)))
            #expect(!page.output.contains("Läckan"))
        }
    }
}
