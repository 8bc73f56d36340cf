import Identity
import Labels

extension PolicyReview {
    /// Levels nothing can be sent or read at, and carriers no level makes use of.
    var levels: [PolicyNotice] {
        let dead = policy.levelsInUse.flatMap { rules -> [PolicyNotice] in
            let (level, record) = (rules.level, PolicyRecord.level(rules.level))
            let actors = policy.actors.values
            return [
                rules.carriers.isEmpty
                    ? notice(.levelWithoutCarrier(level), record, "carriers") : nil,
                actors.contains { $0.originateCeiling.dominates(level) }
                    ? nil : notice(.levelWithoutOriginator(level), record),
                actors.contains { $0.receiveCeiling.dominates(level) }
                    ? nil : notice(.levelWithoutReader(level), record),
            ].compactMap { $0 }
        }
        return dead + carriers
    }

    private var carriers: [PolicyNotice] {
        policy.carrierCeilings.compactMap { kind, ceiling -> PolicyNotice? in
            let record = PolicyRecord(.carriers, kind.rawValue)
            let listing = policy.levelsInUse.filter { $0.carriers.contains(kind) }.map(\.level)
            guard let highest = listing.max() else { return notice(.carrierUnused(kind), record) }
            return highest < ceiling
                ? notice(.carrierCeilingUnreached(kind, highest: highest), record, "ceiling") : nil
        }
    }

    /// What the policy says that something else it says speaks against.
    var contradictions: [PolicyNotice] {
        let systems = policy.approvals.systems.values.filter {
            $0.consultation == nil && $0.ceiling >= .confidential
        }
        let actors = policy.actors.values.filter { $0.originateCeiling > $0.receiveCeiling }
        let lacking = systems.map {
            notice(.consultationLacking($0.system, $0.ceiling), .system($0.system), "ceiling")
        }
        let above = actors.map {
            notice(
                .originatesAboveReceiving(
                    $0.id, originate: $0.originateCeiling, receive: $0.receiveCeiling),
                .actor($0.id), "originate")
        }
        return lacking + above + laxLevels + standings
    }

    /// Whatever a level asks for, the level above asks for at least as much.
    private var laxLevels: [PolicyNotice] {
        zip(policy.levelsInUse, policy.levelsInUse.dropFirst()).flatMap { lower, higher in
            let keys = [
                ("carriers", !higher.carriers.isSubset(of: lower.carriers)),
                ("release-persons", higher.releasePersons < lower.releasePersons),
                ("policy-freshness", higher.policyFreshnessSeconds > lower.policyFreshnessSeconds),
                ("key-lifetime", higher.keyLifetimeSeconds > lower.keyLifetimeSeconds),
                ("expires-max", higher.expiresMaxSeconds > lower.expiresMaxSeconds),
            ].filter(\.1).map(\.0)
            return keys.map {
                notice(.laxerThanBelow(higher.level, key: $0), .level(higher.level), $0)
            }
        }
    }

    /// Files that are still examples among files that somebody has decided.
    private var standings: [PolicyNotice] {
        let examples = policy.exampleFiles
        guard !examples.isEmpty, examples.count < Policy.fileNames.count else { return [] }
        return examples.map {
            PolicyNotice(.standingMixed, at: PolicyPlace(file: $0, line: 1, column: 1))
        }
    }
}
