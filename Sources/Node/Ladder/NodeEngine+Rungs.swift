import Delivery
import Handover
import Identity
import Labels
import Policies

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

    /// The way messages of each level go now, what was passed over for it, and what people do
    /// meanwhile.
    var inForceLines: [StatusReply.InForce] {
        let policy = material.policies.inForce(at: clock())?.policy
        return Level.allCases.compactMap { level in
            guard let force = failover.inForce(level) else { return nil }
            let before = failover.ladder.prefix { $0.rung != force.rung }
            let carrier = ladder.carriers.first { $0.rung == force.rung }
            let occasion = carrier.map { Routine.Occasion.carrier($0.kind) } ?? .noneLeft
            func steps(_ occasion: Routine.Occasion) -> [String]? {
                policy?.routine(occasion, at: level)?.steps
            }
            return StatusReply.InForce(
                level: level.name, rung: force.rung?.name, since: force.since,
                passedOver: before.filter { $0.levels.contains(level) }.map(\.rung.name),
                routine: steps(occasion),
                lastRoutine: carrier?.manner == .byHand ? steps(.noneLeft) : nil)
        }
    }

    /// Whether WIS has answered, and does, and policy lets something go there.
    var isWISUp: Bool {
        guard let wis = ladder.wis, let health = failover.health(of: wis.rung),
            failover.ladder.contains(where: { $0.rung == wis.rung && !$0.levels.isEmpty })
        else { return false }
        return health.isTried && health.isUp
    }
}

extension StatusReply.RungLine.State {
    fileprivate init(_ health: RungHealth) {
        self = !health.isTried ? .untried : health.isUp ? .up : .down
    }
}
