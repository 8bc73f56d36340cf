import Carriers
import Delivery
import Handover
import Identity
import Labels
import Ledger
import Notes
import Policies
import Storage

extension NodeEngine {
    /// Makes a canary, hands it to a relay, and waits until everybody it is for has signed.
    func canary(
        _ number: Int, of order: DrillOrder, to link: RelayLink
    ) async throws -> Drill.Canary {
        let draft = try canaryDraft(number, order, for: .relay)
        switch try await prepared(draft, isUrgent: false) {
        case .answered(let reply): return Drill.Canary(denied: reply.denied)
        case .queued(let id):
            return try await posted(id, to: link, waiting: .seconds(order.waitSeconds))
        }
    }

    /// The same by WIS, which everybody reads: it has arrived when WIS has it.
    func canary(
        _ number: Int, of order: DrillOrder, in wis: WISCarrier
    ) async throws -> Drill.Canary {
        let draft = try canaryDraft(number, order, for: .wis)
        switch try await prepared(draft, isUrgent: false) {
        case .answered(let reply): return Drill.Canary(denied: reply.denied)
        case .queued(let id): return try await published(id, in: wis)
        }
    }

    /// The same for people: it lies in the vault until a bundle to one of those it is for is written.
    func canaryByHand(_ number: Int, of order: DrillOrder) async throws -> Drill.Canary {
        let draft = try canaryDraft(number, order, for: .bundle)
        switch try await prepared(draft, isUrgent: false) {
        case .answered(let reply): return Drill.Canary(denied: reply.denied)
        case .queued(let id): return Drill.Canary(outcome: .waiting, id: id.hex)
        }
    }

    /// An open message that says what it is.
    private func canaryDraft(
        _ number: Int, _ order: DrillOrder, for carrier: CarrierKind
    ) throws -> MessageDraft {
        let text = "Prov av reservväg, nummer \(number).\nInget behöver göras. Skickat av \(actor)."
        let status: StatusKind = order.exercise == nil ? .test : .exercise
        var send = SendOrder(
            body: Array(text.utf8), level: Level.open.name, status: status.rawValue)
        send.kind = MessageKind.notice.rawValue
        send.exercise = order.exercise
        // What somebody carries may take as long as any message.
        if carrier != .bundle {
            send.expires = clock().adding(seconds: canaryExpiresSeconds).rfc3339
        }
        if carrier == .wis { send.audience = ["all"] } else { send.to = order.to }
        var draft = try MessageDraft(
            send, from: actor, under: regionView().policy.policy, at: clock())
        draft.canary = carrier
        return draft
    }

    // MARK: Relays

    private func posted(
        _ id: MessageID, to link: RelayLink, waiting wait: Duration
    ) async throws -> Drill.Canary {
        let start = ContinuousClock.now
        if let problem = try await post(id, to: link) {
            return Drill.Canary(outcome: .failed, id: id.hex, relayProblem: problem)
        }
        let taken = start.duration(to: .now).milliseconds
        let missing = try await missing(at: id, asking: link.id, until: start + wait)
        let isHere = missing.isEmpty
        return Drill.Canary(
            outcome: isHere ? .arrived : .lost, id: id.hex, takenMilliseconds: taken,
            arrivedMilliseconds: isHere ? start.duration(to: .now).milliseconds : nil,
            missing: missing)
    }

    /// - Returns: what stood in the way; `nil` once the relay has signed for it.
    private func post(_ id: MessageID, to link: RelayLink) async throws -> RelayProblem? {
        guard let record = memory.sent[id]?.value,
            let lane = Precedence(rawValue: record.precedence),
            let envelope = try await envelope(of: record)
        else { throw NodeError.messageUnknown(text: id.hex) }
        let (outcome, receipt, problem) = await submit(envelope, in: lane, over: link)
        noteReached(link.id, problem: outcome == .temporarilyFailed ? problem : nil)
        guard outcome == .accepted, let accepted = receipt.flatMap({ accepted($0, id, link) })
        else { return problem ?? RelayProblem(.unproven) }
        let row = try vault.newBytes(accepted.note.encoded, in: NodeTable.receiptNotes)
        try await note(id, keeping: row) { record in
            record.note(custodian: link.id, at: accepted.receipt.time)
            record.keepReceipt(in: row)
            record.delivery.state = .accepted
            record.delivery.relay = link.id.text
            record.delivery.atMs = accepted.receipt.time.milliseconds
        }
        return nil
    }

    /// Those who have not signed for it when the time is up, or nobody can be asked any more. Receipts
    /// may come by any relay.
    private func missing(
        at id: MessageID, asking relay: RelayID, until deadline: ContinuousClock.Instant
    ) async throws -> [String] {
        while let missing = memory.sent[id]?.value.unsigned, !missing.isEmpty {
            guard ContinuousClock.now < deadline else { return missing.sorted() }
            var isAnybodyThere = false
            for other in [relay] + relayIDs.filter({ $0 != relay }) {
                do {
                    let wait = other == relay ? canaryPollSeconds : 0
                    _ = try await receive(from: other, waitSeconds: wait)
                    isAnybodyThere = true
                } catch is CarrierError {}
            }
            if !isAnybodyThere { return missing.sorted() }
        }
        return []
    }

    // MARK: WIS

    private func published(_ id: MessageID, in wis: WISCarrier) async throws -> Drill.Canary {
        guard let record = memory.sent[id]?.value else {
            throw NodeError.messageUnknown(text: id.hex)
        }
        let start = ContinuousClock.now
        switch try await passage(of: id, record, over: wis, isLate: false) {
        case .denied(let gates):
            return Drill.Canary(outcome: .denied, id: id.hex, gates: gates)
        case .unreadable:
            return Drill.Canary(
                outcome: .failed, id: id.hex, gatewayProblem: GatewayProblem(.refused))
        case .open(let message):
            do throws(GatewayProblem) { try await wis.carry(message) } catch {
                let outcome: Drill.Canary.Outcome = error.code == .lost ? .lost : .failed
                return Drill.Canary(outcome: outcome, id: id.hex, gatewayProblem: error)
            }
        }
        // It was asked for again, and is what was given.
        let milliseconds = start.duration(to: .now).milliseconds
        let now = clock().milliseconds
        try await note(id) { record in
            record.delivery.state = .published
            record.delivery.atMs = now
        }
        return Drill.Canary(outcome: .arrived, id: id.hex, arrivedMilliseconds: milliseconds)
    }

    private func note(
        _ id: MessageID, keeping row: VaultRow? = nil,
        _ change: @escaping @Sendable (inout SentRecord) -> Void
    ) async throws {
        try await exclusively { engine in
            guard let kept = engine.memory.sent[id] else { return }
            var record = kept.value
            change(&record)
            let (updated, put) = try engine.vault.updated(kept, record)
            try await engine.commit((row.map { [.put($0)] } ?? []) + [put])
            engine.memory.sent[id] = updated
        }
    }
}

extension Drill.Canary {
    fileprivate init(denied: [DeniedRecipient]) {
        self.init(outcome: .denied, gates: denied.flatMap(\.gates))
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}

/// A drill is over then, whatever came of it.
private let canaryExpiresSeconds: Int64 = 3_600
private let canaryPollSeconds = 1
