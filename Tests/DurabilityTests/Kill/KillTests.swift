import Foundation
import Identity
import Ledger
import Node
import ProgramSupport
import Storage
import StorageSQLite
import TestSupport
import Testing

/// The relay's process is killed again and again at random moments while messages stream in, and
/// what was acknowledged is compared with what arrived.
@Suite(.serialized)
struct KillTests {
    /// `BUDKAVLE_KILLS` asks for more kills, and gets the time for them.
    @Test(.timeLimit(.minutes(60 * max(1, killsCount / 24))))
    func `a relay killed again and again loses nothing it acknowledged, and doubles nothing`()
        async throws
    {
        let seed = Self.seed()
        print("BUDKAVLE_SEED=\(seed)")
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let stage = try KillStage(in: scratch)
        defer { stage.abandon() }
        try await stage.build()
        let checkpoint = scratch.path("checkpoint")
        try await stage.budkavle(
            ["audit", "verify", "--save", checkpoint] + stage.nodeOptions(KillStage.receiver))
        let direct = try DirectSender(stage, inFlight: Self.inFlight)
        do {
            let load = try await killing(stage, direct, seed: seed)
            try await requireKept(stage, direct, load)
            try await requireDelivered(stage, direct, load)
        } catch {
            await direct.shutdown()
            throw error
        }
        await direct.shutdown()
        try await stage.budkavle(
            ["audit", "verify", "--since", checkpoint] + stage.nodeOptions(KillStage.receiver))
        try await requireRecordedOnce(stage, direct.acknowledged)
    }

    /// Loads the relay and kills it; when this returns, it is dead.
    private func killing(
        _ stage: KillStage, _ direct: DirectSender, seed: UInt64
    ) async throws -> NodeLoad {
        let (load, rounds) = (NodeLoad(stage), Rounds())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.inFlight {
                group.addTask { try await direct.work(during: rounds) }
            }
            for caller in 1...Self.nodeCallers {
                group.addTask { try await load.work(caller, during: rounds) }
            }
            group.addTask { try await strike(stage, direct, rounds, Seeded(seed: seed)) }
            try await group.waitForAll()
        }
        return load
    }

    private func strike(
        _ stage: KillStage, _ direct: DirectSender, _ rounds: Rounds, _ random: Seeded
    ) async throws {
        var random = random
        for kill in 1...killsCount {
            let enough = direct.acknowledged.count + Int.random(in: 0...30, using: &random)
            let delay = Int.random(in: 0...20_000, using: &random)
            try await eventually("\(enough) are acknowledged") {
                direct.acknowledged.count >= enough
            }
            // Nothing is waited for here: this is where between two answers the blow falls.
            try await Task.sleep(for: .microseconds(delay))
            try await stage.killRelay()
            guard kill < killsCount else { return rounds.end() }
            try await stage.startRelay()
            rounds.next()
        }
    }

    /// While the relay is dead: the sender has all it promised, and says of none more than is true.
    private func requireKept(
        _ stage: KillStage, _ direct: DirectSender, _ load: NodeLoad
    ) async throws {
        let outbox = try await stage.outbox()
        for message in load.promised {
            let line = try #require(outbox[message.id], "\(message) is not in the outbox")
            #expect([.accepted, .queued, .waiting].contains(line.state), "\(line)")
        }
        for message in load.acknowledged { #expect(outbox[message.id]?.state == .accepted) }
        #expect(direct.acknowledged.isDisjoint(with: direct.unacknowledged))
        // Else nothing was at stake.
        #expect(direct.acknowledged.count > killsCount)
        #expect(load.promised.count > load.acknowledged.count)
    }

    private func requireDelivered(
        _ stage: KillStage, _ direct: DirectSender, _ load: NodeLoad
    ) async throws {
        // First what was acknowledged, before anything is handed in again.
        let unacknowledged = Set(direct.unacknowledged)
        try await stage.startRelay()
        try await untilReceived(direct.acknowledged.union(load.acknowledged), stage)
        let all = direct.acknowledged.union(unacknowledged).union(load.promised)
        try await requireNothingElse(than: all, stage)
        // Then the rest.
        try await eventually("the rest is acknowledged") { try await direct.handInWaiting() }
        try await eventually("the outbox is empty") {
            _ = try await stage.ask(KillStage.sender, .sync)
            return try await stage.outbox().values.allSatisfy { $0.state == .accepted }
        }
        #expect(direct.acknowledged == all.subtracting(load.promised))
        try await untilReceived(all, stage)
        try await requireNothingElse(than: all, stage)
        #expect(try await stage.inbox().count == all.count)
        guard case .status(let status) = try await stage.ask(KillStage.receiver, .status) else {
            throw StageError.silent(KillStage.receiver)
        }
        #expect(status.gaps.isEmpty, "\(status.gaps)")
        #expect(status.refused.isEmpty, "\(status.refused)")
        try await requireTracked(load.promised, stage)
    }

    private func untilReceived(_ messages: Set<SentMessage>, _ stage: KillStage) async throws {
        // The node lists all it has each time: asked without pause it would do nothing else.
        try await eventually(
            "\(messages.count) messages arrive", withinSeconds: 600, pause: .seconds(1)
        ) {
            try await messages.isSubset(of: stage.inbox().map(SentMessage.init))
        }
    }

    /// Nothing came that was not sent, and nothing twice.
    private func requireNothingElse(
        than messages: Set<SentMessage>, _ stage: KillStage
    ) async throws {
        let came = try await stage.inbox().map(SentMessage.init)
        #expect(Set(came).isSubset(of: messages))
        #expect(Set(came.map(\.id)).count == came.count)
        #expect(Set(came.map(\.subject)).count == came.count)
    }

    private func requireTracked(_ messages: Set<SentMessage>, _ stage: KillStage) async throws {
        for message in messages {
            let reply = try await stage.ask(KillStage.sender, .track(id: message.id))
            guard case .track(let track) = reply else { throw StageError.silent(message.id) }
            #expect(track.recipients.first?.facts["accepted"] != nil, "\(message)")
        }
    }

    /// The relay's own log says of each message once that it was accepted.
    private func requireRecordedOnce(
        _ stage: KillStage, _ acknowledged: Set<SentMessage>
    ) async throws {
        let outbox = try await stage.outbox().keys
        let store = try await stage.relayStore()
        let size = try await store.treeHead().size
        var recorded: [String: Int] = [:]
        for record in try await store.records(0..<size) {
            let facts = try LedgerFacts(parsing: #require(record.disclosure).facts)
            guard facts.event == .accepted, let message = facts.message else { continue }
            recorded[message.hex, default: 0] += 1
        }
        try await store.close()
        #expect(recorded.values.allSatisfy { $0 == 1 })
        #expect(Set(recorded.keys) == Set(acknowledged.map(\.id)).union(outbox))
    }

    /// That of the environment, to see a failure again.
    private static func seed() -> UInt64 {
        Seeded.asked("BUDKAVLE_SEED") ?? UInt64.random(in: 0...UInt64.max)
    }

    private static let inFlight = 8
    private static let nodeCallers = 3
}

private let killsCount = Int(Seeded.asked("BUDKAVLE_KILLS") ?? 24)

extension SentMessage {
    init(_ line: InboxLine) { self.init(id: line.id, subject: line.subject) }
}
