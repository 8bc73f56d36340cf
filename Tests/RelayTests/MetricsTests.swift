import AsyncHTTPClient
import Carriers
import CoreMetrics
import Foundation
import Identity
import NIOCore
import NIOHTTP1
import RelaySupport
@testable import Relay
import Storage
import Testing

extension RelayTests {
    /// `/metrics`, read by a strict reader.
    struct MetricsTests {
        @Test func `every figure is there from the start`() async throws {
            try await withRelay { relay in
                let found = try await scrape(relay)
                #expect(Set(found.families.keys) == Set(Figure.allCases.map(\.name)))
                #expect(found["budkavle_relay_messages_known_total"] == 0)
                #expect(found["budkavle_relay_ready"] == 1)
                #expect(found["budkavle_relay_policy_version"] == 1)
                #expect(found["budkavle_relay_commit_seconds_count"] != nil)
            }
        }

        @Test func `what happens is counted where it belongs`() async throws {
            var limits = RelayLimits()
            limits.pollsPerNodeMax = 1
            try await withRelay(limits: limits) { relay in
                let message = try TestMessage().framed()
                try await relay.accept(message, from: "sos-alarm")
                try await relay.accept(message, from: "sos-alarm")
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    let denied = try TestMessage(recipients: ["kommun-solna"], ground: nil).framed()
                    #expect(try await !client.submit(denied).isAccepted)
                    #expect(try await !client.submit([1, 2, 3]).isAccepted)
                }
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    #expect(try await client.mailbox(after: nil).entries.count == 1)
                }
                let found = try await scrape(relay)
                func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
                    found["budkavle_relay_" + name, labels]
                }
                #expect(
                    value("messages_accepted_total", ["level": "sekretess", "lane": "routine"]) == 1
                )
                #expect(value("messages_known_total") == 1)
                #expect(value("messages_refused_total", ["kind": "denied"]) == 1)
                #expect(value("messages_refused_total", ["kind": "envelope-invalid"]) == 1)
                #expect(value("messages_denied_total", ["gate": "secrecy.ground"]) == 1)
                #expect(value("messages_delivered_total") == 1)
                #expect(value("answers_total", ["class": "2xx"]) == 3)
                #expect(value("answers_total", ["class": "4xx"]) == 2)
                #expect(value("problems_total", ["kind": "denied"]) == 1)
                #expect(value("request_seconds_count", ["operation": "postEnvelopes"]) == 4)
                #expect(value("mailbox_wait_seconds_count") == 1)
                // Two of messages, one of the refusal's record.
                #expect(value("commit_group_jobs_sum") == 3)
                #expect(value("commit_group_jobs_count") == 3)
                #expect(value("commit_seconds_count") == 3)
                #expect(
                    value("bytes_received_total").map { $0 > 2 * Double(message.count) } == true)
                #expect(value("ledger_entries") == 2)
                #expect(value("log_entries") == 1)
            }
        }

        @Test func `values and labels are written so that they read back`() throws {
            let family = MetricFamily(
                name: "a_b", help: "One \\ line\nand another.", kind: .gauge,
                samples: [
                    .init(labels: [(name: "x", value: "q\"uo\\te\n")], value: 1.5),
                    .init(labels: [], value: -2e30),
                    .init(labels: [(name: "x", value: "")], value: 3),
                ])
            let found = try Exposition(family.text)
            #expect(found["a_b", ["x": "q\"uo\\te\n"]] == 1.5)
            #expect(found["a_b"] == -2e30)
            #expect(found["a_b", ["x": ""]] == 3)
        }

        @Test func `a value on a bucket's bound is in that bucket`() {
            var histogram = Histogram(bounds: [1, 2])
            for value in [1, 1.5, 2, 2.5] { histogram.record(value) }
            #expect(histogram.samples([]).map(\.value) == [1, 3, 4, 7, 4])
        }

        @Test(arguments: [(1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (2_048, 11), (2_049, 12)])
        func `a group is counted with those of its size`(_ jobs: Int, _ place: Int) {
            var commits = CommitStatistics()
            commits.add(jobs)
            #expect(commits.sizes.firstIndex(of: 1) == place)
            let bounds = Figure.commitGroupJobs.bounds
            #expect((bounds.firstIndex { Double(jobs) <= $0 } ?? bounds.count) == place)
        }

        @Test func `an instrument nobody knows goes nowhere, and none goes backwards`() {
            let book = MetricsBook()
            Counter(label: "unknown", factory: book).increment()
            let known = Counter(label: Figure.receiptsTaken.rawValue, factory: book)
            known.increment(by: 2)
            known.reset()
            let total = book.families().first { $0.name == Figure.receiptsTaken.name }
            #expect(total?.samples.map(\.value) == [2])
            #expect(!book.families().map(\.text).joined().contains("unknown"))
        }

        /// The reader is worth something only when it refuses.
        @Test(arguments: [
            "a_total 1\n", "# HELP a_total x\na_total 1\n", "# TYPE a_total counter\na_total 1\n",
            "# HELP a x\n# TYPE a counter\na 1\n", "# HELP a x\n# TYPE a gauge\na 1",
            "# HELP a x\n# TYPE a gauge\na 1\na 2\n", "# HELP a x\n# TYPE a gauge\nb 1\n",
            "# HELP a x\n# TYPE a gauge\na{b=1} 1\n",
            "# HELP a x\n# TYPE a gauge\na{b=\"\\x\"} 1\n",
            "# HELP a x\n# TYPE a gauge\na  1\n", "# HELP a x\n# TYPE a gauge\na one\n",
            "# HELP a_total x\n# TYPE a_total counter\na_total -1\n",
            "# HELP a x\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n",
            "# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n",
            "# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
        ])
        func `what a scraper might misread is refused`(_ text: String) {
            #expect(throws: Exposition.Defect.self) { try Exposition(text) }
        }
    }
}

/// What a relay tells of itself now.
func scrape(_ relay: RelayFixture) async throws -> Exposition {
    let request = HTTPClientRequest(url: try relay.adminAddress + "/metrics")
    let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    #expect(
        answer.headers.first(name: "Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
    return try Exposition(String(buffer: try await answer.body.collect(upTo: 1 << 20)))
}
