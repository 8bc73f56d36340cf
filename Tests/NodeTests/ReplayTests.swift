import Auditing
import Foundation
import Handover
import Identity
import Ledger
@testable import Node
import Policies
import Primitives
import RegionSupport
import Relay
import RelaySupport
import Rosters
import Testing

extension NodeTests {
    /// Logged decisions, run again under what was in force.
    struct ReplayTests {
        @Test func `what was sent, denied, received and seen comes out as it was recorded`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                let first = try #require(try await sos.send(.notice()).id)
                _ = try await sos.send(.notice("Ändrad.").superseding(first))
                var some = SendOrder.notice("Till somliga.")
                some.to = []
                some.ground = "osl-10-27"
                some.audience = ["actor:kommun-solna|actor:stockholms-hamnar"]
                #expect(try await !sos.send(some).denied.isEmpty)
                #expect(try await solna.receiveAll(world) == 3)
                _ = try await solna.show(first)
                _ = try await solna.acknowledge(first)
                // Three messages, one of them to two actors, and that the sender's person may.
                #expect(try await sos.replayed() == .same(4 + 3))
                #expect(try await solna.replayed() == .same(3 + 2))
            }
        }

        @Test func `decisions outlive the policy and the start they were taken under`()
            async throws
        {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                let folder = try world.directory("sos-alarm").region
                _ = try await sos.send(.notice())
                let views = try world.directory("sos-alarm").archive.path + "/views"
                try folder.writePolicy(
                    of: world.region, version: 2, at: world.region.now.adding(seconds: 1)
                ) {
                    $0 == "grounds.yaml" ? $1.replacing("osl-10-2\n", with: "osl-10-99\n") : $1
                }
                #expect(try await sos.rereadRegion())
                var other = SendOrder.notice()
                other.ground = "osl-10-27"
                #expect(try await sos.send(other).denied.isEmpty)
                #expect(try await sos.replayed() == .same(4))
                // Only what lies in the archive has the first policy now.
                #expect(try Folders.files(in: views).count == 2)
                world.relay.clock.advance(seconds: 3_600)
                try await world.close(sos)
                let again = try await world.node("sos-alarm", isReachable: false)
                #expect(try await again.replayed() == .same(4))
            }
        }

        @Test func `an entry whose recorded answer was altered is found`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                var some = SendOrder.notice()
                some.to = []
                some.ground = "osl-10-27"
                some.audience = ["actor:kommun-solna|actor:stockholms-hamnar"]
                _ = try await sos.send(some)
                let sent = try #require(try await sos.ledger().first { $0.event == .sent })
                // Whoever has the vault's key writes what he likes; the gates say otherwise.
                try await sos.forge(sent) { facts, question in
                    question.answers = question.answers.map {
                        .init(recipient: $0.recipient, key: $0.key, failed: [])
                    }
                    try facts.setRecipients(question.answers.map(\.recipient))
                }
                // A gate that did not fail, in place of the one that did.
                try await sos.forge(sent) { _, question in
                    question.answers = question.answers.map {
                        .init(
                            recipient: $0.recipient, key: $0.key,
                            failed: $0.failed.isEmpty ? [] : ["audience"])
                    }
                }
                // The entry's own lines alone.
                try await sos.forge(sent) { facts, _ in
                    try facts.setRecipients([ActorID("stockholms-hamnar")])
                }
                try await sos.forge(sent) { facts, _ in
                    try facts.setHandling(level: "oppen", status: "actual")
                }
                let page = try await sos.replay(from: 0)
                #expect(
                    page.report.alarms.map(\.kind) == [
                        .differs, .differs, .contradicts, .contradicts,
                    ])
                #expect(page.report.alarms.map(\.number) == [1, 2, 3, 4])
                let difference = try #require(page.report.alarms.first?.decisions.first)
                #expect(difference.recipient == "stockholms-hamnar")
                #expect(difference.recorded.isEmpty)
                #expect(difference.replayed == ["suite.level", "secrecy.ground"])
                #expect(page.report.same == 3, "what was really decided stands")
            }
        }

        @Test func `what was written before questions were kept is said to be so`() async throws {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                var facts = LedgerFacts(.sent, at: world.region.now)
                facts.message = MessageID(Hashing.sha256([1]))
                facts.originator = try ActorID("sos-alarm")
                try facts.setHandling(level: "sekretess", status: "actual")
                try facts.setRecipients([ActorID("kommun-solna")])
                try await sos.write(facts)
                let report = try await sos.replay(from: 0).report
                #expect(report.unreplayable == ["recorded-before": 1] && report.same == 0)
                #expect(report.alarms.isEmpty)
            }
        }

        @Test func `an archive that lacks something leaves a gap, one that was changed an alarm`()
            async throws
        {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                _ = try await sos.send(.notice())
                let notes = try world.directory("sos-alarm").archive.path + "/notes"
                for name in try Folders.files(in: notes) {
                    let file = URL(filePath: "\(notes)/\(name)")
                    let whole = try Data(contentsOf: file)
                    var changed = whole
                    changed[20] ^= 1
                    try changed.write(to: file)
                    let report = try await sos.replay(from: 0).report
                    #expect(report.alarms.map(\.kind) == [.baseless], "\(name)")
                    try FileManager.default.removeItem(at: file)
                    let without = try await sos.replay(from: 0).report
                    #expect(without.unreplayable == ["view-missing": 1], "\(name)")
                    try whole.write(to: file)
                }
                #expect(try await sos.replayed() == .same(2))
                // A start makes good what was cut off.
                let name = try #require(try Folders.files(in: notes).first)
                try Data().write(to: URL(filePath: "\(notes)/\(name)"))
                try await world.close(sos)
                let again = try await world.node("sos-alarm", isReachable: false)
                #expect(try await again.replayed() == .same(2))
            }
        }

        @Test func `decisions about persons are run again from what the roster had then`()
            async throws
        {
            try await withWorld { world in
                try world.askForPersons()
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                try await sos.employ("person-1", named: "Bo Alm")
                try await solna.employ("person-1", named: "Anna Ek")
                #expect(try await sos.send(.notice()).state == "denied")
                var order = SendOrder.notice()
                order.person = try TestPerson.claim("person-1")
                let id = try #require(try await sos.send(order).id)
                try await solna.receiveAll(world)
                await #expect(throws: NodeError.self) { try await solna.show(id) }
                _ = try await solna.show(id, by: TestPerson.claim("person-1"))
                // She leaves; what was decided while she was there stands.
                _ = try await solna.removeFromRoster(RosterRemoveOrder(try PersonID("person-1")))
                _ = try await sos.removeFromRoster(RosterRemoveOrder(try PersonID("person-1")))
                #expect(try await sos.replayed() == .same(1 + 2))
                #expect(try await solna.replayed() == .same(1 + 1 + 1))
                let opened = try #require(
                    try await solna.ledger().first { $0.event == .opened })
                #expect(!opened.text.contains("reliable"), "the roster stays in the vault")
                let standing = try #require(opened.question?.admission?.standing)
                #expect(try await solna.standing(standing)?.standing.id.text == "person-1")
                // That nobody was there, said of the same moment, is another answer.
                try await solna.forge(opened) { _, question in
                    question.admission = .init(asked: question.asked, standing: nil)
                }
                // Nor is anything known of a person whose standing is gone.
                try await solna.forge(opened) { _, question in
                    question.admission = .init(
                        asked: question.asked, standing: Hashing.sha256([1]))
                }
                let report = try await solna.replay(from: 0).report
                #expect(report.alarms.map(\.kind) == [.differs])
                #expect(report.alarms.first?.decisions.first?.replayed == ["person.authorised"])
                #expect(report.unreplayable == ["standing-missing": 1])
            }
        }

        @Test func `a pack replays what is opened in it, without the node`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let id = try #require(try await sos.send(.notice()).id)
                let folder = world.place.appending(path: "pack").path(percentEncoded: false)
                let reply = try await sos.pack(
                    PackOrder(folder: folder, disclosed: [id], disclosesAll: false))
                let genesis = try Digest(hex: reply.genesis)
                let report = try Self.report(of: folder, trusting: genesis)
                // The node's own entry, and the relay's: it decided under the same notes.
                #expect(report.same == 2 + 1 && report.alarms.isEmpty)
                #expect(report.unreplayable.isEmpty)
                let other = try Self.report(of: folder, trusting: Hashing.sha256([1]))
                #expect(other.same == 0 && other.alarms.map(\.kind) == [.baseless, .baseless])
            }
        }

        private static func report(
            of folder: String, trusting genesis: Digest
        ) throws -> ReplayReport {
            let replay = DecisionReplay(
                in: ViewArchive("\(folder)/\(PackLayout.archive)", trusting: genesis))
            var report = ReplayReport()
            for name in try Folders.files(in: folder + "/entries") {
                let bytes = try Data(contentsOf: URL(filePath: "\(folder)/entries/\(name)"))
                let proof = try EntryProof(parsing: Array(bytes))
                report.take(proof.disclosure.facts, number: proof.proof.index, by: replay)
            }
            return report
        }
    }
}

/// What a replay of a whole ledger came to, in a word.
private enum Replayed: Equatable {
    case same(Int)
    case other(ReplayReport)
}

private enum Folders {
    static func files(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
}

extension NodeEngine {
    fileprivate func replayed() async throws -> Replayed {
        let report = try await replay(from: 0).report
        let isClean = report.alarms.isEmpty && report.unreplayable.isEmpty
        return isClean ? .same(report.same) : .other(report)
    }

    /// Appends an entry that says something else than the one that was written.
    fileprivate func forge(
        _ facts: LedgerFacts,
        _ change: @Sendable (inout LedgerFacts, inout RecordedQuestion) throws -> Void
    ) async throws {
        var facts = facts
        guard var question = facts.question else { throw NodeError.policyMissing }
        try change(&facts, &question)
        try facts.setQuestion(question)
        try await write(facts)
    }

    fileprivate func write(_ facts: LedgerFacts) async throws {
        let record = try ledgerRecord(facts)
        try await exclusively { engine in try await engine.commit([], recording: [record]) }
    }
}
