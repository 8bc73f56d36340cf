import Foundation
import Handover
import Identity
import Ledger
@testable import Node
import Policies
import RegionSupport
import Registers
import Relay
import RelaySupport
import Rosters
import Storage
import StorageSQLite
import Testing

extension NodeTests {
    /// Reviews of a node's ledger, and destructions that two have answered for.
    struct LogReviewTests {
        @Test func `a review is bound to the ledger's root and goes on from the last`()
            async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                let size = UInt64(try await desk.sos.ledger().count)
                let root = try await desk.sos.store.treeHead().root
                let first = try await Self.review(desk, "Inget att anmärka.", ["En fråga."])
                #expect(first.start.size == 0 && first.end == .init(size: size, root: .init(root)))
                let lines = try await desk.sos.ledger().suffix(2)
                #expect(lines.map(\.event) == [.logReview, .logReview])
                #expect(lines.map(\.person) == [desk.chief.person, desk.chief.person])
                #expect(lines.last?.detail == "\(first.id) finding: En fråga.")
                let second = try await Self.review(desk, "Bara granskningen själv.")
                #expect(second.start == first.end && second.entryCount == 2)
                try await world.close(desk.sos)
                let again = try await world.node("sos-alarm")
                let kept = try await again.logReviews()
                #expect(kept.reviews.map(\.review) == [second, first])
                #expect(kept.reviews.allSatisfy { $0.holds })
                #expect(try await again.logReviews(first.id.text).reviews.count == 1)
                await #expect(throws: RegisterError.reviewUnknown(text: "rev-0")) {
                    try await again.logReviews("rev-0")
                }
            }
        }

        @Test func `who administers the system, or did as it was written, does not review`()
            async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                let (chief, bo) = (desk.chief.person, desk.bo.person)
                await #expect(throws: RegisterError.officeMissing(.auditor, bo)) {
                    try await Self.review(desk, "Inget.", by: desk.bo)
                }
                var office = RosterAddOrder(chief)
                office.functions = [try FunctionID("nyckelansvarig")]
                _ = try await desk.sos.addToRoster(office)
                let refusal = RegisterError.reviewerAdministers(chief, .keyCustodian)
                await #expect(throws: refusal) { try await Self.review(desk, "Inget.") }
                // Taken back, it is forgotten by the roster and not by the ledger.
                var withdrawal = RosterRemoveOrder(chief)
                withdrawal.functions = office.functions
                _ = try await desk.sos.removeFromRoster(withdrawal)
                await #expect(throws: refusal) { try await Self.review(desk, "Inget.") }
                #expect(try await desk.sos.logReviews().reviews.isEmpty)
                // Somebody else's review over those entries sets her free for the next.
                var auditor = RosterAddOrder(bo)
                auditor.functions = [try FunctionID("revisor")]
                _ = try await desk.sos.addToRoster(auditor)
                _ = try await Self.review(desk, "Inget.", by: desk.bo)
                #expect(try await Self.review(desk, "Inget.").by == chief)
            }
        }

        @Test func `a review that is late is told until it is made`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                let interval = try #require(
                    try await desk.sos.regionView().policy.policy.logReviewSeconds)
                let first = try #require(try await desk.sos.ledger().first)
                let due = try #require(try await desk.sos.status().logReview)
                #expect(due.due == first.time.adding(seconds: interval) && !due.isOverdue)
                #expect(try await desk.sos.overdue().logReview == nil)
                let now = world.relay.clock.now
                world.relay.clock.advance(
                    seconds: Int64(due.due.seconds - now.seconds) + 1)
                #expect(try await desk.sos.status().logReview?.isOverdue == true)
                #expect(try await desk.sos.overdue().logReview?.due == due.due)
                #expect(try await desk.sos.logReviews().isOverdue)
                _ = try await Self.review(desk, "Sent, men gjord.")
                #expect(try await desk.sos.status().logReview?.isOverdue == false)
                #expect(try await desk.sos.overdue().logReview == nil)
            }
        }

        @Test func `a review that could not be recorded was not made`() async throws {
            try await withWorld { world in
                let path = try world.directory("sos-alarm").vault.path(percentEncoded: false)
                let store = FaultyVaultStore(try SQLiteVaultStore(path: path))
                let desk = try await RegisterWorld(world, store: store)
                // Signing in takes two.
                store.fail(after: 2)
                await #expect(throws: StorageError.full) { try await Self.review(desk, "Inget.") }
                store.heal()
                #expect(try await desk.sos.logReviews().reviews.isEmpty)
                #expect(try await Self.review(desk, "Inget.").start.size == 0)
            }
        }

        @Test func `a destruction counts when its supervisor has signed in for it`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                _ = try await desk.takeOut(.file, by: desk.anna)
                let bo = desk.bo.person
                func destroy(_ supervisor: PersonClaim?) async throws -> RegisterLine {
                    var act = RegisterAct(.destroyed, of: 2)
                    act.person = bo
                    return try await desk.sos.record(
                        RecordOrder(
                            desk.id, act, by: desk.registrator, supervisedBy: supervisor))
                }
                for nobody in [nil, desk.anna] {
                    await #expect(throws: RegisterError.supervisorUnproven(bo)) {
                        try await destroy(nobody)
                    }
                }
                let wrong = try TestPerson.claim("person-3", password: "ett annat lösenord")
                await #expect(throws: RosterError.signInRefused) { try await destroy(wrong) }
                #expect(try await desk.sos.register(desk.id).first?.exemplars[1].state == .held)
                #expect(try await destroy(desk.bo).exemplars[1].state == .destroyed)
            }
        }

        private static func review(
            _ desk: RegisterWorld, _ conclusion: String, _ findings: [String] = [],
            by claim: PersonClaim? = nil
        ) async throws -> LogReview {
            let reply = try await desk.sos.reviewLog(
                LogReviewOrder(
                    from: nil, until: nil, conclusion: conclusion, findings: findings,
                    by: claim ?? desk.chief))
            return try #require(reply.reviews.first?.review)
        }
    }
}
