import Auditing
import Carriers
import Handover
import Identity
import Labels
import Ledger
import Primitives
import RegionSupport
import Registry
import RelaySupport
import Storage
import StorageSQLite
import Testing

@testable import Relay

extension RelayTests {
    /// The relay's decisions, run again from its ledger and its archive.
    struct ReplayTests {
        private func report(_ relay: RelayFixture) async throws -> ReplayReport {
            let genesis = relay.region.registry.genesis
            let replay = DecisionReplay(
                in: ViewArchive(relay.keep.archive.path, trusting: genesis))
            var report = ReplayReport()
            let size = try await relay.store.treeHead().size
            for (number, record) in zip(UInt64(0)..., try await relay.store.records(0..<size)) {
                let facts = try #require(record.disclosure).facts
                report.take(try LedgerFacts(parsing: facts), number: number, by: replay)
            }
            return report
        }

        @Test func `what was taken, refused and withheld comes out as it was recorded`()
            async throws
        {
            try await withRelay { relay in
                try relay.keep.archive.keep(relay.keeper.material.region)
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    let two = TestMessage(recipients: ["kommun-solna", "region-stockholm"])
                    #expect(try await client.submit(two.framed()).isAccepted)
                    #expect(try await client.submit(TestMessage(level: .open).framed()).isAccepted)
                    var denied = TestMessage()
                    // Covers what goes to the county board alone.
                    denied.ground = "osl-10-28"
                    #expect(try await !client.submit(denied.framed()).isAccepted)
                }
                let first = try await report(relay)
                #expect(first.alarms.isEmpty && first.unreplayable.isEmpty)
                // Two recipients, everybody an open message reaches, and the one who was denied.
                #expect(first.same > 3)
                // Another policy is in force: what it withholds is decided, and stands, under it,
                // and what was taken in before under the first.
                try relay.directory.writePolicy(of: relay.region, version: 2, at: relay.region.now)
                { file, text in
                    file == "grounds.yaml"
                        ? text.replacing("osl-10-2\n", with: "osl-10-99\n") : text
                }
                relay.reload()
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    let entries = try await client.mailbox(after: nil).entries
                    #expect(entries.count == 1, "the open one")
                }
                let second = try await report(relay)
                #expect(second.alarms.isEmpty && second.unreplayable.isEmpty)
                #expect(second.same == first.same + 1)
            }
        }

        @Test func `a refusal that was turned into an acceptance is found`() async throws {
            try await withRelay { relay in
                try relay.keep.archive.keep(relay.keeper.material.region)
                try await withClient(relay.client("sos-alarm")) { client async throws in
                    var denied = TestMessage()
                    denied.ground = "osl-10-28"
                    #expect(try await !client.submit(denied.framed()).isAccepted)
                }
                let record = try #require(try await relay.store.records(0..<1).first)
                let refused = try LedgerFacts(parsing: #require(record.disclosure).facts)
                // An insider with the relay's disk and key writes another answer.
                var accepted = LedgerFacts(.accepted, at: refused.time)
                accepted.message = refused.message
                accepted.originator = refused.originator
                accepted.actor = refused.actor
                accepted.view = refused.view
                try accepted.setRecipients(refused.recipients)
                var question = try #require(refused.question)
                question.answers = question.answers.map {
                    .init(recipient: $0.recipient, key: $0.key, failed: [])
                }
                try accepted.setQuestion(question)
                _ = try await relay.store.append([LedgerRecord(accepted, random: .system)])
                let alarms = try await report(relay).alarms
                #expect(alarms.map(\.kind) == [.differs] && alarms.map(\.number) == [1])
                #expect(alarms.first?.decisions.first?.replayed == ["secrecy.ground"])
            }
        }
    }
}
