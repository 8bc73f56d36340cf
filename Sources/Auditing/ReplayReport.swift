package import Identity
package import Ledger
import Policies

/// What running the decisions of many entries again came to.
package struct ReplayReport: Codable, Equatable, Sendable {
    /// Entries looked at, of whatever kind.
    package private(set) var entries = 0
    /// Entries whose facts have been erased.
    package private(set) var erased = 0
    /// Decisions that came out as they were recorded, one for each recipient.
    package private(set) var same = 0
    /// Entries of decisions that cannot be run again, by the ``ReplayGap``'s name.
    package private(set) var unreplayable: [String: Int] = [:]
    package private(set) var alarms: [ReplayAlarm] = []

    package init() {}

    package var unreplayableCount: Int { unreplayable.values.reduce(0, +) }

    package mutating func takeErased() {
        entries += 1
        erased += 1
    }

    /// - Parameter number: of the entry in its log.
    package mutating func take(
        _ facts: LedgerFacts, number: UInt64, by replay: DecisionReplay
    ) {
        entries += 1
        guard let outcome = replay.outcome(of: facts) else { return }
        switch outcome {
        case .same(let decisions): same += decisions
        case .unreplayable(let gap): unreplayable[gap.rawValue, default: 0] += 1
        case .differs(let decisions):
            alarms.append(ReplayAlarm(facts, number, .differs, decisions))
        case .contradicts: alarms.append(ReplayAlarm(facts, number, .contradicts))
        case .baseless: alarms.append(ReplayAlarm(facts, number, .baseless))
        }
    }

    package mutating func add(_ other: ReplayReport) {
        entries += other.entries
        erased += other.erased
        same += other.same
        unreplayable.merge(other.unreplayable, uniquingKeysWith: +)
        alarms += other.alarms
    }
}

/// An entry whose decision does not stand.
package struct ReplayAlarm: Codable, Equatable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case differs, contradicts, baseless
    }

    package let kind: Kind
    /// In its log.
    package let number: UInt64
    package let event: String
    package let time: Timestamp
    package let message: String?
    package let decisions: [Difference]

    /// Gates that failed, then and now.
    package struct Difference: Codable, Equatable, Sendable {
        package let recipient: String
        package let stage: String
        package let recorded: [String]
        package let replayed: [String]
    }

    init(
        _ facts: LedgerFacts, _ number: UInt64, _ kind: Kind, _ decisions: [ReplayedDecision] = []
    ) {
        self.kind = kind
        self.number = number
        event = facts.event.rawValue
        time = facts.time
        message = facts.message?.hex
        self.decisions = decisions.map {
            Difference(
                recipient: $0.recipient.text, stage: $0.stage.rawValue, recorded: $0.recorded,
                replayed: $0.replayed)
        }
    }
}
