import Auditing
import Foundation
import Identity
import Ledger
@testable import Node
import Policies
import Primitives
import RegionSupport
import Registers
import Relay
import RelaySupport
import Rosters
import Storage
import StorageSQLite
import Testing

extension NodeTests {
    /// Facts whose retention has ended are erased, and everything else about them holds.
    struct DisposalTests {
        @Test func `what has been reviewed and is over goes, and every proof stays`() async throws {
            try await withWorld { world in
                let desk = try await Self.decided(world)
                #expect(try await desk.sos.planDisposal().count == 0)
                world.relay.clock.advance(seconds: Self.longSeconds)
                let unreviewed = try await desk.sos.planDisposal()
                #expect(unreviewed.count == 0)
                #expect(unreviewed.held == ["unreviewed": Int(unreviewed.ledgerSize)])
                let end = try await Self.review(desk).end
                let plan = try await desk.sos.planDisposal()
                #expect(plan.count == Int(end.size) && plan.held.isEmpty && plan.isDecided)
                let before = try await desk.sos.ledger()
                let found = try await desk.sos.dispose(
                    DisposalOrder(by: desk.chief, supervisedBy: desk.bo))
                let disposal = try #require(found.disposals.first)
                #expect(disposal.entries == plan.entries && disposal.isDone)
                #expect(disposal.policyVersion == 2 && disposal.policy == plan.policy)
                #expect(found.unexplained.isEmpty)
                // Said first, then done.
                let lines = try await desk.sos.ledger()
                #expect(lines.first?.event == .logReview && lines.count < before.count)
                #expect(lines.last?.event == .erased && lines.last?.detail == disposal.lines.last)
                try await Self.requireProofs(desk.sos, upTo: end)
                let told = try await desk.sos.evidence(of: [], withDisposals: true).proofs
                #expect(told.map(\.event) == ["erased"], "opened in every pack")
                try await world.close(desk.sos)
                let again = try await world.node("sos-alarm")
                #expect(try await again.disposals().disposals == [disposal])
                #expect(try await again.logReviews().reviews.allSatisfy { $0.holds })
                #expect(try await again.planDisposal().erased == plan.count)
                let replayed = try await again.replay(from: 0).report
                #expect(replayed.alarms.isEmpty)
            }
        }

        @Test func `a report says what was disposed of under which policy`() async throws {
            try await withWorld { world in
                let desk = try await Self.decided(world)
                world.relay.clock.advance(seconds: Self.longSeconds)
                _ = try await Self.review(desk)
                let found = try await desk.sos.dispose(
                    DisposalOrder(by: desk.chief, supervisedBy: desk.bo))
                let now = world.relay.clock.now
                let report = try await desk.sos.report(
                    ReportOrder(
                        from: now.adding(seconds: -60), until: now.adding(seconds: 1), actor: nil,
                        message: nil, by: desk.chief))
                #expect(report.disposals == found.disposals)
                #expect(report.erased == found.disposals.first?.entries.count)
            }
        }

        @Test(arguments: [5, 6])
        func `a machine that stops after it has said so goes on when it starts`(
            _ commits: Int
        ) async throws {
            try await withWorld { world in
                let path = try world.directory("sos-alarm").vault.path(percentEncoded: false)
                let store = FaultyVaultStore(try SQLiteVaultStore(path: path))
                let desk = try await Self.decided(world, store: store)
                world.relay.clock.advance(seconds: Self.longSeconds)
                let end = try await Self.review(desk).end
                // Two sign-ins take four; the record one; erasing one more.
                store.fail(after: commits)
                await #expect(throws: StorageError.full) {
                    try await desk.sos.dispose(
                        DisposalOrder(by: desk.chief, supervisedBy: desk.bo))
                }
                store.heal()
                let stopped = try await desk.sos.disposals()
                #expect(stopped.disposals.map(\.isDone) == [false])
                #expect(stopped.unexplained.isEmpty)
                try await world.close(desk.sos)
                let again = try await world.node("sos-alarm")
                let ended = try await again.disposals()
                #expect(ended.disposals.map(\.isDone) == [true])
                #expect(ended.disposals.map(\.entries) == stopped.disposals.map(\.entries))
                let kept = try await again.store.records(0..<end.size)
                #expect(kept.allSatisfy { $0.disclosure == nil })
                try await Self.requireProofs(again, upTo: end)
            }
        }

        @Test func `a machine that stops before it has said so has done nothing`() async throws {
            try await withWorld { world in
                let path = try world.directory("sos-alarm").vault.path(percentEncoded: false)
                let store = FaultyVaultStore(try SQLiteVaultStore(path: path))
                let desk = try await Self.decided(world, store: store)
                world.relay.clock.advance(seconds: Self.longSeconds)
                _ = try await Self.review(desk)
                let before = try await desk.sos.ledger()
                store.fail(after: 4)
                await #expect(throws: StorageError.full) {
                    try await desk.sos.dispose(
                        DisposalOrder(by: desk.chief, supervisedBy: desk.bo))
                }
                store.heal()
                #expect(try await desk.sos.ledger() == before)
                #expect(try await desk.sos.disposals().disposals.isEmpty)
            }
        }

        @Test func `an exemplar that is out, and then an incident, keep a message's entries`()
            async throws
        {
            try await withWorld { world in
                let desk = try await Self.decided(world)
                _ = try await desk.takeOut(.file, by: desk.anna)
                func kept() async throws -> [String: Int] {
                    _ = try await Self.review(desk)
                    return try await desk.sos.planDisposal().held
                }
                world.relay.clock.advance(seconds: Self.longSeconds)
                #expect(try await kept().keys.sorted() == ["exemplar-held"])
                _ = try await desk.record(.missing, of: 2) { $0.remark = "Inte i skåpet." }
                _ = try await desk.record(.found, of: 2) { $0.remark = "Bakom skåpet." }
                var act = RegisterAct(.destroyed, of: 2)
                act.person = desk.bo.person
                _ = try await desk.sos.record(
                    RecordOrder(desk.id, act, by: desk.registrator, supervisedBy: desk.bo))
                world.relay.clock.advance(seconds: Self.longSeconds)
                #expect(try await kept().keys.sorted() == ["incident"])
                let incident = try #require(try await desk.sos.incidents().first)
                _ = try await desk.sos.report(
                    IncidentReportOrder(
                        incident.id.text, to: incident.addressee, reference: "Ö 1",
                        by: desk.registrator))
                _ = try await desk.sos.close(
                    IncidentCloseOrder(incident.id.text, finding: "Förstört.", by: desk.chief))
                world.relay.clock.advance(seconds: Self.longSeconds)
                #expect(try await kept().keys.sorted() == [])
            }
        }

        @Test func `a receipt that has not come keeps the sender's entries`() async throws {
            try await withWorld { world in
                let desk = try await Self.decided(world)
                try await desk.board.employ("person-9", named: "Siv Chef") {
                    $0.functions = [try? FunctionID("sakerhetsskyddschef")].compactMap { $0 }
                }
                _ = try await desk.board.refreshRegion(from: world.relayID())
                world.relay.clock.advance(seconds: Self.longSeconds)
                let chief = try TestPerson.claim("person-9")
                _ = try await desk.board.reviewLog(
                    LogReviewOrder(
                        from: nil, until: nil, conclusion: "Inget.", findings: [], by: chief))
                let plan = try await desk.board.planDisposal()
                #expect(plan.held["receipt-overdue"] ?? 0 > 0)
                #expect(plan.count > 0, "what is told of no message goes")
            }
        }

        @Test func `what nobody has decided is not disposed of, nor by one human alone`()
            async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                let order = DisposalOrder(by: desk.chief, supervisedBy: desk.bo)
                await #expect(throws: RegisterError.retentionUndecided) {
                    try await desk.sos.dispose(order)
                }
                #expect(try await !desk.sos.planDisposal().isDecided)
                try await Self.decide(world, desk)
                await #expect(throws: RegisterError.disposalEmpty) {
                    try await desk.sos.dispose(order)
                }
                await #expect(throws: RegisterError.witnessSame(desk.chief.person)) {
                    try await desk.sos.dispose(
                        DisposalOrder(by: desk.chief, supervisedBy: desk.chief))
                }
                let registrator = desk.registrator.person
                await #expect(throws: RegisterError.officeMissing(.securityChief, registrator)) {
                    try await desk.sos.dispose(
                        DisposalOrder(by: desk.registrator, supervisedBy: desk.bo))
                }
            }
        }

        @Test func `facts that are gone without a disposal are found`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                try await desk.sos.store.eraseFacts(of: [1, 2])
                #expect(try await desk.sos.disposals().unexplained.text == "1-2")
            }
        }

        // MARK: Tools

        /// Longer than any retention of the policy that ``decide(_:_:)`` writes.
        private static let longSeconds: Int64 = 40 * 86_400

        private static func decided(
            _ world: NodeWorld, store: FaultyVaultStore? = nil
        ) async throws -> RegisterWorld {
            let desk = try await RegisterWorld(world, store: store)
            try await decide(world, desk)
            return desk
        }

        /// The region has decided that everything is kept for ten days.
        private static func decide(_ world: NodeWorld, _ desk: RegisterWorld) async throws {
            try world.relay.directory.writePolicy(
                of: world.region, version: 2, at: world.region.now
            ) { file, text in
                guard file == "levels.yaml" else { return text }
                return text.replacing("exempel, ska ersättas", with: "fastställd")
                    .replacing(/retention: \d+d/, with: "retention: 10d")
            }
            world.relay.reload()
            _ = try await desk.sos.refreshRegion(from: world.relayID())
        }

        private static func review(_ desk: RegisterWorld) async throws -> LogReview {
            let reply = try await desk.sos.reviewLog(
                LogReviewOrder(
                    from: nil, until: nil, conclusion: "Inget.", findings: [], by: desk.chief))
            return try #require(reply.reviews.first?.review)
        }

        /// Every entry, also an erased one, stands in the tree as it is now, which continues the one
        /// that was reviewed.
        private static func requireProofs(
            _ node: NodeEngine, upTo end: LogReview.Tree
        ) async throws {
            let head = try await node.store.treeHead()
            for record in try await node.store.records(0..<head.size) {
                try MerkleTree.verifyInclusion(
                    leaf: LeafCommitment.leafHash(of: record.commitment), index: record.number,
                    size: head.size,
                    proof: try await node.store.inclusionProof(of: record.number, size: head.size),
                    root: head.root)
            }
            try MerkleTree.verifyConsistency(
                oldSize: end.size, oldRoot: end.root.digest, newSize: head.size,
                newRoot: head.root,
                proof: try await node.store.consistencyProof(from: end.size, to: head.size))
        }
    }
}
