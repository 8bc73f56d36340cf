import Identity
import Labels

@testable import Policies

/// Trials of who sends and who receives.
enum ActorTrials {
    static func originating() throws -> [Trial] {
        let ground = try TrialGround()
        return try [false, true].flatMap { isLow in
            try ground.eachLevel { level, message in
                message.from = SmallRegion.sender("stat", isLow: isLow)
                return !isLow || level == 0
            }
        }
    }

    static func reading() throws -> [Trial] {
        let ground = try TrialGround()
        return try Level.allCases.indices.flatMap { ceiling in
            try ground.eachLevel { level, message in
                message.to = SmallRegion.recipient("stat", ceiling: ceiling)
                return ceiling >= level
            }
        }
    }

    /// Each approval is there or not while the other is there.
    static func approvals(
        _ approval: WritableKeyPath<SmallRegion.Records, Bool>
    ) throws -> [Trial] {
        try [false, true].flatMap { isRecorded in
            var records = SmallRegion.Records()
            records[keyPath: approval] = isRecorded
            let ground = try TrialGround(records)
            return try [Status.actual, .test].flatMap { status in
                try ground.eachLevel { level, message in
                    message.status = status
                    return level < 2 || isRecorded || status == .test
                }
            }
        }
    }

    static func agreements() throws -> [Trial] {
        try SmallRegion.AgreementChoice.allCases.flatMap { agreement in
            let ground = try TrialGround(SmallRegion.Records(agreement: agreement))
            return try SmallRegion.senderKinds.flatMap { sender in
                try ["stat", "lokal"].flatMap { recipient in
                    try ground.eachLevel { level, message in
                        message.from = SmallRegion.sender(sender, isLow: false)
                        message.to = SmallRegion.recipient(recipient, ceiling: 5)
                        let areBothState = sender == "stat" && recipient == "stat"
                        return level < 3 || areBothState || agreement.isInForce
                    }
                }
            }
        }
    }

    static func commitments() throws -> [Trial] {
        try [false, true].flatMap { isRecorded in
            let ground = try TrialGround(SmallRegion.Records(hasCommitment: isRecorded))
            return try ["lokal", "utland"].flatMap { kind in
                try ground.eachLevel { level, message in
                    message.to = SmallRegion.recipient(kind, ceiling: 5)
                    return level < 2 || isRecorded || kind == "lokal"
                }
            }
        }
    }
}
