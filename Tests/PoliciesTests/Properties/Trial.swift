import Identity
import Labels

@testable import Policies

/// A message with which everything is in order but what a property speaks of, and whether it may
/// pass.
///
/// `mayPass` is reckoned from the situation's own numbers, never asked of a gate.
struct Trial {
    let rehearsal: Rehearsal
    let mayPass: Bool

    init(_ rehearsal: Rehearsal, mayPass: Bool) {
        (self.rehearsal, self.mayPass) = (rehearsal, mayPass)
    }
}

/// Makes sound messages in ``SmallRegion``: from the sender with the highest ceiling to the state
/// authority with the highest, as a test, which needs no exercise and no approval.
struct TrialGround {
    let policy: Policy
    let now: Timestamp

    init(_ records: SmallRegion.Records = SmallRegion.Records()) throws {
        policy = try SmallRegion.policy(records)
        now = try Timestamp(milliseconds: 1_795_420_800_000)
    }

    /// Whom and what a trial is about, by the index of the level.
    struct Message {
        var level = 1
        var status = Status.test
        var from = SmallRegion.sender("stat", isLow: false)
        var to = SmallRegion.recipient("stat", ceiling: 5)
        var audience: Audience?
        var caveats: [Caveat] = []
        var compartments: [Compartment] = []
        var origin = CountryCode.sweden
        var owner: String?
        var lifetimeSeconds: Int64 = 60
        var stage = DecisionStage.sender
        var carrier = CarrierKind.relay
        var ground: String? = "grund"
        var references: [Reference] = []
    }

    func rehearsal(_ message: Message) throws -> Rehearsal {
        let sender = try ActorID(message.from)
        let recipient = try ActorID(message.to)
        let level = Level.allCases[message.level]
        let secrecy =
            try level == .open
            ? [] : [Secrecy(provision: "OSL 18:13", authority: sender, date: now)]
        let label = try Label(
            status: message.status, secrecy: secrecy, securityClass: SecurityClass(of: level),
            audience: message.audience ?? Audience(.actor(recipient)),
            compartments: message.compartments, caveats: message.caveats, origin: message.origin,
            owners: [try message.owner.map { try ActorID($0) } ?? sender],
            expires: now.adding(seconds: message.lifetimeSeconds))
        return Rehearsal(
            AccessRequest(
                label: label, kind: .picture, originator: sender, recipient: recipient,
                stage: message.stage, suite: .signed,
                ground: try message.ground.map { try GroundCode($0) }, carrier: message.carrier,
                references: message.references, now: now), under: policy)
    }

    /// One trial for each level, changed by `change`, which says whether it may pass.
    func eachLevel(
        _ message: Message = Message(), _ change: (Int, inout Message) throws -> Bool
    ) throws -> [Trial] {
        try Level.allCases.indices.map { level in
            var changed = message
            changed.level = level
            let mayPass = try change(level, &changed)
            return Trial(try rehearsal(changed), mayPass: mayPass)
        }
    }

    /// The same for what is put out of order around the message.
    func eachRehearsal(
        _ message: Message = Message(), _ change: (Int, inout Rehearsal) throws -> Bool
    ) throws -> [Trial] {
        try Level.allCases.indices.map { level in
            var message = message
            message.level = level
            var rehearsal = try rehearsal(message)
            let mayPass = try change(level, &rehearsal)
            return Trial(rehearsal, mayPass: mayPass)
        }
    }
}
