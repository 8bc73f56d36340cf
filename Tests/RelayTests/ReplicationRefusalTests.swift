import Carriers
import Foundation
import Handover
import Identity
import Labels
import Ledger
import Notes
import Primitives
import RegionSupport
@testable import Relay
import RelaySupport
import Storage
import StorageSQLite
import TestSupport
import Testing

extension RelayTests {
    /// What a relay does not take from another, whatever that one says.
    struct ReplicationRefusalTests {
        /// What a relay that asks no policy would hand over.
        private func entry(
            _ message: TestMessage, at position: UInt64 = 7, proof: ReplicatedEntry.Proof? = nil
        ) throws -> ReplicatedEntry {
            ReplicatedEntry(
                .message, lane: 3, position: position, proof: proof, body: try message.framed())
        }

        private func intake(
            _ relay: FollowingRelay, from other: FollowingRelay, tree: TreeHead? = nil
        ) throws -> PeerIntake {
            PeerIntake(
                services: relay.services, peer: try relay.record(of: other),
                tree: tree ?? TreeHead(size: 0, root: MerkleTree.emptyRoot),
                view: try #require(relay.fixture.keeper.view()),
                now: relay.fixture.clock.now)
        }

        @Test func `a message that policy denies is refused, its gates named, and asked for again`()
            async throws
        {
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                let denied = TestMessage(recipients: ["kommun-solna"], ground: nil)
                let permitted = TestMessage()
                let taken = try await intake(second, from: first).take([
                    try entry(denied), try entry(permitted, at: 8),
                ])
                #expect(taken.passedOver == [LogPlace(.routine, LogIndex(7))])
                let facts = try taken.records.map { try LedgerFacts(parsing: $0.facts) }
                #expect(facts.map(\.event) == [.refused])
                #expect(facts.first?.detail == "replicated from relay-1")
                #expect(facts.first?.recipients.map(\.text) == ["kommun-solna"])
                #expect(
                    facts.first?.gates.filter { !$0.holds }.map(\.gate) == ["secrecy.ground"])
                #expect(try await second.messages(of: "kommun-solna").count == 1)
            }
        }

        @Test(arguments: ["sealed", "content", "stranger"])
        func `what nobody signed so is refused and not asked for again`(_ change: String)
            async throws
        {
            try await withRelays { relays in
                var body = try TestMessage().framed()
                switch change {
                case "content": body[body.count - 1] ^= 1
                case "stranger": body[3] ^= 1
                default: body[200] ^= 1
                }
                let entry = ReplicatedEntry(.message, lane: 3, position: 1, body: body)
                let taken = try await intake(relays[1], from: relays[0]).take([entry])
                #expect(taken.passedOver.isEmpty && taken.records.isEmpty)
                #expect(await relays[1].fixture.store.latest() == nil)
            }
        }

        @Test func `an entry that is not what the tree says stands there ends the turn`()
            async throws
        {
            try await withRelays { relays in
                let (first, second) = (relays[0], relays[1])
                try await first.fixture.accept(TestMessage().framed(), from: "sos-alarm")
                let answer = try await second.reaching(first) {
                    try await $0.replication(after: "0-0-0-0")
                }
                let shown = try #require(answer.page.entries.first)
                let proof = try #require(shown.proof)
                let head = try Checkpoint(
                    parsing: SignedNote(parsing: answer.page.checkpoint).text
                ).head
                let intake = try intake(second, from: first, tree: head)
                // Another message under this one's proof.
                let other = try entry(TestMessage(), at: shown.position, proof: proof)
                await #expect(throws: PeerFailure.unproven(position: shown.position)) {
                    try await intake.take([other])
                }
                let elsewhere = ReplicatedEntry(
                    .message, lane: 3, position: 0,
                    proof: .init(
                        record: proof.record + 1, disclosure: proof.disclosure, path: proof.path),
                    body: shown.body)
                await #expect(throws: PeerFailure.unproven(position: 0)) {
                    try await intake.take([elsewhere])
                }
                #expect(await second.fixture.store.latest() == nil)
                #expect(try await intake.take([shown]).receipts.count == 1)
            }
        }

        @Test func `what found no room is taken once there is room`() async throws {
            var limits = RelayLimits()
            limits.mailboxEntriesMax = 1
            try await inFolder { folder in
                let first = try await FollowingRelay.started(
                    "relay-1", in: folder.appending(path: "one"))
                let second = try await FollowingRelay.started(
                    "relay-2", in: folder.appending(path: "two"), limits: limits)
                let short = try TestMessage(recipients: ["kommun-solna"], lifeSeconds: 60).framed()
                let long = try TestMessage(recipients: ["kommun-solna"]).framed()
                for message in [short, long] {
                    try await first.fixture.accept(message, from: "sos-alarm")
                }
                // One page has both; the second finds the mailbox full only if it is looked at
                // after the first was kept.
                try await second.follow(first)
                let third = try TestMessage(recipients: ["kommun-solna"]).framed()
                try await first.fixture.accept(third, from: "sos-alarm")
                try await second.follow(first)
                let passedOver = try await second.fixture.store.progress(with: first.id)?.passedOver
                #expect(passedOver?.count == 1)
                second.fixture.clock.advance(seconds: 60)
                try await second.fixture.store.expire(at: second.fixture.clock.now)
                // Still one too many: the long one lies there.
                let peer = try second.record(of: first)
                func askAgain() async throws {
                    try await second.reaching(first) { client in
                        try await PeerTurn(services: second.services, peer: peer, client: client)
                            .askAgain()
                    }
                }
                try await askAgain()
                #expect(try await !second.messages(of: "kommun-solna").contains(third.messageID()))
                let later = second.fixture.region.now.adding(seconds: 3_600)
                try await second.fixture.store.expire(at: later)
                try await askAgain()
                #expect(try await second.messages(of: "kommun-solna") == [third.messageID()])
                #expect(
                    try await second.fixture.store.progress(with: first.id)?.passedOver == [])
                try await first.stop()
                try await second.stop()
            }
        }
    }
}
