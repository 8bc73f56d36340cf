import Identity
import Labels
import Testing

@testable import Delivery

// What must hold whatever the weather.

extension RegionWorld {
    func checkSend(_ id: MessageID, over rung: Rung, from node: Int) {
        guard let message = messages[id], let state = nodes[node].disk.parcels[id],
            let traits = Self.ladder.first(where: { $0.rung == rung })
        else {
            Issue.record("seed \(seed): sent before it was stored")
            return
        }
        #expect(traits.carries(message.parcel), "seed \(seed): over \(rung.name), which may not")
        #expect(traits.manner != .byHand, "seed \(seed): by hand, by itself")
        #expect(!message.isCancelled, "seed \(seed): sent after it was called back")
        #expect(
            state.isCarried || message.parcel.expires > clock(of: node),
            "seed \(seed): sent after it expired")
    }

    /// Each lane has its share of what is under way, and the most urgent goes first.
    func checkLanes(_ effects: [OutboxMachine.Effect], of node: Int) {
        let sent = effects.compactMap { effect -> Precedence? in
            if case .send(let id, _) = effect { messages[id]?.parcel.precedence } else { nil }
        }
        #expect(sent == sent.sorted(), "seed \(seed): a lane before a more urgent one")
        for lane in Set(sent) {
            let out = nodes[node].flights.values.count { flight in
                guard case .relay = flight.target else { return false }
                return messages[flight.id]?.parcel.precedence == lane
            }
            #expect(
                out + sent.count { $0 == lane } <= Lanes.inFlightMaxCount(lane),
                "seed \(seed): a lane overfull")
        }
    }

    func check() {
        for (delivered, count) in shown where count != 1 {
            Issue.record("seed \(seed): shown \(count) times to \(delivered.to)")
        }
        for id in order {
            guard let message = messages[id] else { continue }
            checkArrived(message)
            checkCeiling(message)
        }
        checkRecord()
        for node in nodes.indices where node != Self.lostNode {
            checkGaps(of: node)
            checkHearing(of: node)
        }
    }

    /// What somebody took is nowhere lost, and what could arrive has.
    private func checkArrived(_ message: SentMessage) {
        let have = message.recipients.filter { nodes[$0].disk.inbox.contains(message.id) }
        let isHeld = relays.contains { $0.has(.message(message.id)) }
        let isDue = isHeld || (message.isLasting && !message.isCancelled)
        if isDue {
            #expect(have == message.recipients, "seed \(seed): \(message.id) was lost")
        } else if have.isEmpty {
            let isTold = reported.contains(message.id) || message.isCancelled
            #expect(isTold, "seed \(seed): \(message.id) was given up without a word")
        }
    }

    private func checkCeiling(_ message: SentMessage) {
        let isSecret = message.parcel.level == .secret
        let isHeld = relays.contains { $0.has(.message(message.id)) }
        #expect(!isHeld || !isSecret, "seed \(seed): a relay has what it may not")
    }

    /// WIS has what is open and was carried, once, and what came late in the order it was sent.
    private func checkRecord() {
        var latest: [Int: UInt64] = [:]
        for publication in record.publications {
            guard let message = messages[publication.id],
                let state = nodes[message.from].disk.parcels[message.id]
            else { continue }
            #expect(message.parcel.level == .open, "seed \(seed): WIS has what it may not")
            guard publication.isLate else { continue }
            let sequence = state.parcel.sequence
            #expect(
                latest[message.from].map { $0 < sequence } ?? true,
                "seed \(seed): entered out of order")
            latest[message.from] = sequence
        }
        let published = Set(record.publications.map(\.id))
        #expect(published.count == record.publications.count, "seed \(seed): entered twice")
        for id in order {
            guard let message = messages[id], let traits = Self.ladder.first,
                traits.carries(message.parcel),
                nodes[message.from].disk.parcels[id]?.isCarried == true
            else { continue }
            #expect(published.contains(id), "seed \(seed): WIS was not told afterwards")
        }
    }

    /// What is told as missing is what has not come, and nothing else.
    private func checkGaps(of node: Int) {
        for from in nodes.indices where from != node {
            let state = nodes[node].disk.gaps.streams[Self.stream(from)] ?? StreamState()
            let missing = Set(state.gaps.flatMap { Array($0.counters) })
            let absent = order.compactMap { id -> UInt64? in
                guard let message = messages[id], message.from == from,
                    !nodes[node].disk.inbox.contains(id)
                else { return nil }
                return message.counters[node]
            }.filter { $0 <= state.highest }
            #expect(missing == Set(absent), "seed \(seed): gaps tell something else")
        }
    }

    /// Who has nothing to say is heard, and who is gone is missed.
    private func checkHearing(of node: Int) {
        for from in Self.heartbeatNodes where from != node {
            guard let hearing = nodes[node].disk.heard[from] else {
                #expect(from == Self.lostNode, "seed \(seed): \(from) was never heard")
                continue
            }
            #expect(
                hearing.isQuiet(at: now) == (from == Self.lostNode),
                "seed \(seed): silence of \(from) is told wrongly")
            let told = nodes[node].disk.gaps.streams[Self.stream(from)]?.highest ?? 0
            let sent = nodes[from].disk.counters[node] ?? 0
            #expect(told == sent, "seed \(seed): that \(from) sent more is not known")
        }
    }
}
