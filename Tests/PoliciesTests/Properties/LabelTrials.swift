import Identity
import Labels

@testable import Policies

/// Trials of what the label says, and the ground beside it.
enum LabelTrials {
    static func words() throws -> [Trial] {
        let ground = try TrialGround()
        let known = try ground.eachLevel { _, message in
            message.caveats = [.noForward, .namedPersonsOnly]
            return true
        }
        let unknownCaveat = try ground.eachLevel { _, message in
            message.caveats = [.noForward, .noCopy]
            return false
        }
        let unknownOrigin = try ground.eachLevel { _, message in
            message.origin = try CountryCode("DE")
            return false
        }
        let unknownOwner = try ground.eachLevel { _, message in
            message.owner = "okand-aktor"
            return false
        }
        let unknownGroup = try ground.eachLevel { _, message in
            message.audience = try Audience([
                AudienceClause([.group(GroupID("okand-grupp")), .actor(ActorID(message.to))])
            ])
            return false
        }
        return known + unknownCaveat + unknownOrigin + unknownOwner + unknownGroup
    }

    /// The policy's cap is a day.
    static func lifetimes() throws -> [Trial] {
        let ground = try TrialGround()
        return try ([-1, 0, 1, 86_400, 86_401] as [Int64]).flatMap { seconds in
            try ground.eachLevel { _, message in
                message.lifetimeSeconds = seconds
                return (1...86_400).contains(seconds)
            }
        }
    }

    static func grounds() throws -> [Trial] {
        let ground = try TrialGround()
        return try [nil, "grund", "annan-grund"].flatMap { code in
            try ground.eachLevel { level, message in
                message.ground = code
                return level == 0 || code == "grund"
            }
        }
    }

    static func audiences() throws -> [Trial] {
        let ground = try TrialGround()
        let other = try ActorID(SmallRegion.recipient("lokal", ceiling: 5))
        let named = try ground.eachLevel { _, message in
            message.audience = Audience(.actor(other))
            return false
        }
        let everybody = try ground.eachLevel { _, message in
            message.audience = .all
            return true
        }
        let both = try ground.eachLevel { _, message in
            message.audience = try Audience(.all).and(Audience(.actor(other)))
            return false
        }
        let compartment = try [("stat", true), ("lokal", false)].flatMap { kind, isHeld in
            try ground.eachLevel { _, message in
                message.to = SmallRegion.recipient(kind, ceiling: 5)
                message.compartments = [try Compartment("vatten")]
                return isHeld
            }
        }
        return try named + everybody + both + compartment + forums(ground) + otherStatuses(ground)
    }

    /// A forum that needs activation, while it is open and just when it no longer is.
    private static func forums(_ ground: TrialGround) throws -> [Trial] {
        let (forum, id) = (try ForumID("kallat"), try ActivationID("storm"))
        var message = TrialGround.Message()
        message.audience = Audience(.forum(forum))
        return try [1, 0].flatMap { seconds in
            try ground.eachRehearsal(message) { _, rehearsal in
                rehearsal.request.activation = id
                rehearsal.activations = [
                    id: Activation(
                        id: id, convener: rehearsal.request.originator,
                        status: rehearsal.request.label.status,
                        window: Validity(
                            from: ground.now.adding(seconds: -60),
                            until: ground.now.adding(seconds: Int64(seconds))),
                        forums: [forum], closedAt: nil, issued: ground.now)
                ]
                return seconds > 0
            }
        }
    }

    /// A forum that is called for a status, named by messages of each.
    private static func otherStatuses(_ ground: TrialGround) throws -> [Trial] {
        let own = try ExerciseID("ovning")
        let calls: [Status] = [
            .actual, .test, .exercise(own), .exercise(try ExerciseID("annan-ovning")),
        ]
        return try [Status.test, .exercise(own)].flatMap { status in
            try calls.flatMap { try messages(of: status, calledFor: $0, own, ground) }
        }
    }

    private static func messages(
        of status: Status, calledFor called: Status, _ exercise: ExerciseID, _ ground: TrialGround
    ) throws -> [Trial] {
        let (forum, id) = (try ForumID("kallat"), try ActivationID("storm"))
        let window = Validity(from: ground.now, until: ground.now.adding(seconds: 60))
        var message = TrialGround.Message(status: status)
        message.audience = Audience(.forum(forum))
        return try ground.eachRehearsal(message) { _, rehearsal in
            rehearsal.exercises = [
                exercise: Exercise(
                    id: exercise, window: window, participants: Set(ground.policy.actors.keys),
                    closedAt: nil, issued: ground.now)
            ]
            rehearsal.request.activation = id
            rehearsal.activations = [
                id: Activation(
                    id: id, convener: rehearsal.request.originator, status: called,
                    window: window, forums: [forum], closedAt: nil, issued: ground.now)
            ]
            return called == status
        }
    }
}
