import Identity
import Labels

@testable import Policies

/// Trials of keys, freshness, exercises, references, releases and carriers.
enum CircumstanceTrials {
    /// Every level's limit in ``SmallRegion`` is an hour.
    static func freshness() throws -> [Trial] {
        let ground = try TrialGround()
        let aged = try [0, 3_600, 3_601].flatMap { age in
            try ground.eachRehearsal { _, rehearsal in
                rehearsal.freshness = FreshnessState(
                    latest: Freshness(
                        issued: ground.now.adding(seconds: Int64(-age)),
                        validUntil: ground.now.adding(seconds: 60),
                        policyVersion: Rehearsal.policyVersion,
                        policyDigest: Rehearsal.policyDigest,
                        registryHead: Rehearsal.registryHead))
                return age <= 3_600
            }
        }
        let unsigned = try ground.eachRehearsal { _, rehearsal in
            rehearsal.edition = nil
            return false
        }
        return aged + unsigned
    }

    static func exercises() throws -> [Trial] {
        let ground = try TrialGround()
        let id = try ExerciseID("ovning")
        let everybody = Set(ground.policy.actors.keys)
        func trials(
            until seconds: Int64, of participants: Set<ActorID>, mayPass: Bool
        ) throws -> [Trial] {
            try ground.eachRehearsal(TrialGround.Message(status: .exercise(id))) { _, rehearsal in
                rehearsal.exercises = [
                    id: Exercise(
                        id: id,
                        window: Validity(
                            from: ground.now.adding(seconds: -60),
                            until: ground.now.adding(seconds: seconds)),
                        participants: participants, closedAt: nil, issued: ground.now)
                ]
                return mayPass
            }
        }
        let recipient = try ActorID(TrialGround.Message().to)
        let vaults = try StatusKind.allCases.flatMap { vault in
            try ground.eachRehearsal(TrialGround.Message(stage: .receiver)) { _, rehearsal in
                rehearsal.request.vault = vault
                return vault == .test
            }
        }
        return try trials(until: 1, of: everybody, mayPass: true)
            + trials(until: 0, of: everybody, mayPass: false)
            + trials(until: 1, of: everybody.subtracting([recipient]), mayPass: false) + vaults
    }

    static func keys() throws -> [Trial] {
        let ground = try TrialGround()
        let suites = try Suite.allCases.flatMap { suite in
            try ground.eachRehearsal { level, rehearsal in
                rehearsal.request.suite = suite
                return suite == (level == 0 ? .signed : level < 3 ? .sealed : .layered)
            }
        }
        let unknown = try ground.eachRehearsal { _, rehearsal in
            rehearsal.registry.keys = [:]
            return false
        }
        let missing = try ground.eachRehearsal { _, rehearsal in
            rehearsal.request.keys = []
            return false
        }
        let ended = try ground.eachRehearsal { _, rehearsal in
            for id in rehearsal.registry.keys.keys {
                rehearsal.registry.keys[id]?.validUntil = ground.now
            }
            return false
        }
        return suites + unknown + missing + ended
    }

    static func references() throws -> [Trial] {
        let ground = try TrialGround()
        let mine = try ActorID(TrialGround.Message().from)
        let theirs = try ActorID(TrialGround.Message().to)
        let message = MessageID(Rehearsal.registryHead)
        return try Reference.Relation.allCases.flatMap { relation in
            try [(mine, [mine], true), (theirs, [mine, theirs], true), (theirs, [theirs], false)]
                .flatMap { originator, owners, isMine in
                    try ground.eachLevel { _, trial in
                        trial.references = [
                            Reference(
                                relation, message,
                                source: Reference.Source(originator: originator, owners: owners))
                        ]
                        return isMine || relation == .answers
                    }
                }
        }
    }

    static func releases() throws -> [Trial] {
        let ground = try TrialGround()
        return try (0...3).flatMap { count in
            try ground.eachRehearsal(TrialGround.Message(stage: .relayAccept)) { level, rehearsal in
                rehearsal.release(by: count)
                return count >= SmallRegion.releasePersons[level]
            }
        }
    }

    static func carriers() throws -> [Trial] {
        let ground = try TrialGround()
        return try CarrierKind.allCases.flatMap { carrier in
            try ground.eachLevel { level, message in
                message.carrier = carrier
                return level <= SmallRegion.carrierCeilings[carrier] ?? -1
            }
        }
    }
}
