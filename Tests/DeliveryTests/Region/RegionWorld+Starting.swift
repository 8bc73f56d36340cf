import Identity
import Labels
import TestSupport

@testable import Delivery

// Starts, stops and clocks.

extension RegionWorld {
    /// In the middle of what it does, now and then.
    mutating func mayStop(_ node: Int) {
        guard !isCalm, random.once(in: 400) else { return }
        weather.note(.crash)
        forget(node)
        weather.down.insert(.node(node))
        after(Int64.random(in: 500...30_000, using: &random), .rises(.node(node)))
    }

    /// Loses whatever was not stored.
    mutating func forget(_ node: Int) {
        nodes[node].life += 1
        nodes[node].flights = [:]
        nodes[node].probes = [:]
        (nodes[node].ladderAlarm, nodes[node].outboxAlarm) = (nil, nil)
        (nodes[node].untoldLadder, nodes[node].untoldOutbox) = ([], [])
    }

    mutating func rise(_ place: Place) {
        // All that are to rise then have.
        guard !isCalm, weather.down.remove(place) != nil else { return }
        if case .node(let node) = place { start(node) }
    }

    func hasRightClock(_ node: Int) -> Bool {
        abs(nodes[node].clockAheadMilliseconds) <= Self.clockOffMaxSeconds * 1_000
    }

    /// - Parameter ifNeeded: its machines are left alone where they run.
    mutating func start(_ node: Int, ifNeeded: Bool = false) {
        if ifNeeded, nodes[node].isStarted { return }
        nodes[node].isStarted = true
        let disk = nodes[node].disk
        nodes[node].outbox = OutboxMachine(
            relays: Self.relayIDs,
            items: disk.items.values.filter { !disk.ended.contains($0.id) }
                .sorted { $0.sequence < $1.sequence })
        nodes[node].failover = FailoverMachine(
            ladder: Self.ladder, states: states(of: disk), at: clock(of: node))
        feedOutbox(node, .tick, isSafe: true)
        feedLadder(node, .tick, isSafe: true)
        schedule(node)
    }

    mutating func setClock(of node: Int, aheadMilliseconds ahead: Int64) {
        nodes[node].clockAheadMilliseconds = ahead
        nodes[node].wakesAt = nil
        schedule(node)
    }

    /// Sees to it that the node is woken for its alarms.
    mutating func schedule(_ node: Int) {
        let soon = nodes[node].isToBeTold ? clock(of: node).adding(seconds: 1) : nil
        let alarms = [nodes[node].ladderAlarm, nodes[node].outboxAlarm, soon].compactMap { $0 }
        guard let alarm = alarms.min() else { return }
        let time = max(now, alarm.adding(milliseconds: -nodes[node].clockAheadMilliseconds))
        if let known = nodes[node].wakesAt, known <= time { return }
        nodes[node].wakesAt = time
        at(time, .wakes(node))
    }

    mutating func wake(_ node: Int, at time: Timestamp) {
        guard nodes[node].wakesAt == time else { return }
        nodes[node].wakesAt = nil
        guard !weather.down.contains(.node(node)) else { return }
        // Nothing is asked of who has nothing to do; it costs the simulation most of its time.
        if isCalm, !nodes[node].isBusy { return }
        tellUntold(node)
        let local = clock(of: node)
        if let alarm = nodes[node].outboxAlarm, alarm <= local {
            nodes[node].outboxAlarm = nil
            if !feedOutbox(node, .tick) { nodes[node].outboxAlarm = local.adding(seconds: 1) }
        }
        if let alarm = nodes[node].ladderAlarm, alarm <= local {
            nodes[node].ladderAlarm = nil
            if !feedLadder(node, .tick) { nodes[node].ladderAlarm = local.adding(seconds: 1) }
        }
        schedule(node)
    }
}

extension RegionWorld {
    /// What the ladder goes on with: what was learnt just before a stop, it is told now.
    private func states(of disk: NodeDisk) -> [ParcelState] {
        disk.parcels.values.filter { !disk.ended.contains($0.parcel.id) }
            .sorted { $0.parcel.sequence < $1.parcel.sequence }
            .map { state in
                var state = state
                let id = state.parcel.id
                if disk.signed[id]?.count == messages[id]?.recipients.count {
                    state.isConfirmed = true
                }
                guard case .asked = state.legs[.relays] else { return state }
                switch disk.items[id]?.state {
                case .accepted(_, let at): state.legs[.relays] = .arrived(at: at, isLate: false)
                case .denied(_, let at), .rejected(_, let at):
                    state.legs[.relays] = .refused(at: at)
                default: break
                }
                return state
            }
    }
}
