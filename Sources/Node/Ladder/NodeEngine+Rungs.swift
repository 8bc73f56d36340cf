import Delivery
import Identity
import Labels

extension NodeEngine {
    /// Every way this node knows, in order of preference.
    var rungLines: [StatusReply.RungLine] {
        zip(ladder.carriers, failover.ladder).map { carrier, traits in
            let isByHand = traits.manner == .byHand
            let health = failover.health(of: carrier.rung)
            return StatusReply.RungLine(
                rung: carrier.rung.name, carrier: carrier.kind.rawValue,
                state: isByHand ? .byHand : health.map(StatusReply.RungLine.State.init) ?? .untried,
                since: isByHand ? nil : health?.since, ceiling: traits.ceiling?.name,
                bytesMax: traits.bytesMax == .max ? nil : traits.bytesMax,
                isOneWay: traits.isOneWay, problem: rungProblems[carrier.rung],
                owed: failover.owedCount(to: carrier.rung))
        }
    }

    /// The way messages of each level go now, and what was passed over for it.
    var inForceLines: [StatusReply.InForce] {
        Level.allCases.compactMap { level in
            guard let force = failover.inForce(level) else { return nil }
            let before = failover.ladder.prefix { $0.rung != force.rung }
            return StatusReply.InForce(
                level: level.name, rung: force.rung?.name, since: force.since,
                passedOver: before.filter { $0.levels.contains(level) }.map(\.rung.name))
        }
    }
}

extension StatusReply.RungLine.State {
    fileprivate init(_ health: RungHealth) {
        self = !health.isTried ? .untried : health.isUp ? .up : .down
    }
}
