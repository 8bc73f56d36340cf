import Delivery
import Handover
import Identity
import Labels
import Ledger
import Policies

extension NodeEngine {
    /// Sends canaries over every rung that needs no hands, WIS and each relay, past the choice that
    /// messages leave to the ladder; or makes them for what people carry. Keeps how each rung did.
    ///
    /// - Throws: ``NodeError/recipientsMissing``, other ``NodeError``, `PolicyError`, `StorageError`.
    ///   What a rung does wrong is a result.
    package func drill(_ order: DrillOrder) async throws -> DrillReply {
        let isAlone = order.rungs == .asked && relays.isEmpty
        guard isAlone || !order.to.isEmpty else { throw NodeError.recipientsMissing }
        let drills =
            switch order.rungs {
            case .asked: try await drillsOfAsked(order)
            case .byHand:
                [
                    try await drill(DrilledRung(.bundle), order) { engine, number in
                        try await engine.canaryByHand(number, of: order)
                    }
                ]
            }
        return DrillReply(drills: drills, due: drillsDue)
    }

    private func drillsOfAsked(_ order: DrillOrder) async throws -> [Drill] {
        var drills: [Drill] = []
        if let wis = ladder.wis {
            drills.append(
                try await drill(DrilledRung(.wis), order) { engine, number in
                    try await engine.canary(number, of: order, in: wis)
                })
        }
        for link in relays {
            drills.append(
                try await drill(DrilledRung(link.id), order) { engine, number in
                    try await engine.canary(number, of: order, to: link)
                })
        }
        return drills
    }

    private func drill(
        _ rung: DrilledRung, _ order: DrillOrder,
        _ canary: (isolated NodeEngine, Int) async throws -> Drill.Canary
    ) async throws -> Drill {
        var drill = Drill(carrier: rung.carrier, rung: rung.name, time: clock())
        for number in 1...order.count { drill.canaries.append(try await canary(self, number)) }
        try await keep(drill)
        return drill
    }

    /// What policy asks to be drilled, and has not been in time.
    var drillsDue: [StatusReply.DrillDue] {
        let policy = material.policies.inForce(at: clock())?.policy
        let asked =
            (ladder.wis == nil ? [] : [DrilledRung(.wis)]) + relays.map { DrilledRung($0.id) }
        return (asked + [DrilledRung(.bundle)]).compactMap { rung in
            guard let kind = CarrierKind(rawValue: rung.carrier),
                let seconds = policy?.drillSeconds[kind]
            else { return nil }
            let last = kind == .bundle ? lastCarriedByHand : memory.drills[rung]?.value.passed
            if let last, clock() < last.adding(seconds: seconds) { return nil }
            return StatusReply.DrillDue(
                carrier: rung.carrier, rung: rung.name, passed: last, everySeconds: seconds)
        }
    }

    /// When everybody had signed for the latest canary that people carried.
    private var lastCarriedByHand: Timestamp? {
        let times = memory.sent.values.compactMap { kept -> Int64? in
            let record = kept.value
            guard record.isCanaryByHand, record.isSignedForByAll else { return nil }
            return record.track.values.compactMap { $0[TrackFact.delivered.name] }.max()
        }
        return times.max().map { Timestamp(clampingMilliseconds: $0) }
    }

    private func keep(_ drill: Drill) async throws {
        try await exclusively { engine in
            var facts = LedgerFacts(.drill, at: drill.time)
            (facts.actor, facts.node) = (engine.actor, engine.node)
            facts.message = try drill.canaries.last?.id.map { try MessageID(hex: $0) }
            try facts.setDetail(drill.summary)
            let rung = DrilledRung(carrier: drill.carrier, name: drill.rung)
            let known = engine.memory.drills[rung]
            let record = DrillRecord(drill, after: known?.value)
            let (kept, change) =
                if let known { try engine.vault.updated(known, record) } else {
                    try engine.vault.new(record, in: NodeTable.drills)
                }
            try await engine.commit([change], recording: [try engine.ledgerRecord(facts)])
            engine.memory.drills[rung] = kept
        }
    }
}
