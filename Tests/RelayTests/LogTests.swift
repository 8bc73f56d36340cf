import Carriers
import Foundation
import Identity
import Labels
import Logging
import ProgramSupport
import RegionSupport
import Relay
import RelaySupport
@testable import RelayCommand
import TestSupport
import Testing

extension RelayTests {
    /// The log as programs read it.
    struct LogTests {
        private func line(
            _ metadata: Logger.Metadata, _ level: Logger.Level = .error
        ) throws -> [String: Any] {
            let text = LogLine(
                time: Timestamp(clampingMilliseconds: 1_795_000_000_000), logger: "budkavle.relay",
                level: level, message: "Note refused", metadata: metadata
            ).text
            #expect(text.hasSuffix("}\n"))
            #expect(text.dropLast().allSatisfy { !$0.isNewline })
            return try #require(
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        }

        @Test func `an event is one line with names that do not change`() throws {
            let found = try line([
                "path": "a\nb", "reason": "”x”", "hb.request.id": "7f", "more": ["a": "b"],
            ])
            #expect(
                Set(found.keys) == [
                    "fields", "level", "logger", "message", "request", "severity", "time",
                ])
            let fields = try #require(found["fields"] as? [String: String])
            #expect(fields["path"] == "a\nb" && fields["reason"] == "”x”")
            #expect(Set(fields.keys) == ["path", "reason", "more"])
            #expect(found["request"] as? String == "7f")
            #expect(found["time"] as? String == "2026-11-18T11:06:40Z")
            let bare = try line([:])
            #expect(bare["fields"] == nil && bare["request"] == nil)
        }

        @Test(arguments: [
            (Logger.Level.trace, 7), (.debug, 7), (.info, 6), (.notice, 5), (.warning, 4),
            (.error, 3), (.critical, 2),
        ])
        func `a level has syslog's number`(_ level: Logger.Level, _ severity: Int) throws {
            let found = try line([:], level)
            #expect(found["severity"] as? Int == severity)
            #expect(found["level"] as? String == level.rawValue)
        }

        private struct Line: Decodable {
            let fields: [String: String]?
            let level: String
            let message: String
            let request: String?
            let severity: Int
            let time: String
        }

        @Test(.enabled(if: BuiltProgram.relay.isThere, "needs the built program"))
        func `every line is a document, a request's lines bear its number and none of its query`()
            async throws
        {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let region = try TestRegion(
                actors: ["sos-alarm", "kommun-solna"], levels: [.secrecy],
                now: Timestamp(
                    clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000)))
            let program = try BuiltProgram.relay.url()
            let relay = try await MadeRelay(by: program, in: folder.url, region: region)
            try relay.register()
            let log = folder.url.appending(path: "log")
            let served = try RunningProgram(
                program, relay.serving + ["--log-format", "json"],
                environment: ["BUDKAVLE_RELAY_LOG_LEVEL": "debug"], output: log, errors: log)
            defer { served.abandon() }
            let ports = try await relay.ports(of: served)
            let client = try RelayClient(
                address: "https://127.0.0.1:\(ports.https)", relayCertificate: relay.certificate,
                identity: region.actor("kommun-solna").node.machine.identity())
            let message = TestMessage(recipients: ["kommun-solna"], in: region)
            try await withClient(client) { client in
                // Another's message: turned away.
                #expect(try await !client.submit(message.framed([1])).isAccepted)
                _ = try await client.mailbox(after: nil)
            }
            #expect(try await served.stop() == 0)
            let text = try String(contentsOf: log, encoding: .utf8)
            let lines = try text.split(separator: "\n").map {
                try JSONDecoder().decode(Line.self, from: Data($0.utf8))
            }
            #expect(lines.contains { $0.message == "Ready" && $0.fields?["url"] != nil })
            let answered = lines.filter { $0.message == "Answered" }
            #expect(answered.count == 2 && Set(answered.map(\.request)).count == 2)
            let refused = try #require(lines.first { $0.message == "Envelope refused" })
            #expect(refused.request == answered.first?.request && refused.request != nil)
            #expect(refused.fields?["peer"] == "kommun-solna")
            // A query holds cursors.
            #expect(answered.last?.fields?["path"] == "/v1/mailbox")
            #expect(!text.contains("?") && !text.contains("after="))
        }

        @Test(.enabled(if: BuiltProgram.relay.isThere, "needs the built program"))
        func `a form that the log has not is refused`() async throws {
            let folder = try ScratchFolder()
            defer { folder.remove() }
            let program = try BuiltProgram.relay.url()
            let relay = try await MadeRelay(by: program, in: folder.url)
            let run = try await ProgramRun.of(
                program, relay.serving + ["--log-format", "xml", "--lang", "en"])
            #expect(run.status == 78)
            #expect(run.errors.contains("log-format must be one of text, json"), "\(run.errors)")
        }
    }
}
