package import Identity
import Labels
package import Ledger
import Policies

/// Why an entry stays though its retention has ended.
package enum DisposalHold: String, CaseIterable, Sendable, Hashable, Codable {
    /// It says what was disposed of, and why.
    case record
    /// Nobody has reviewed it.
    case unreviewed
    /// Its message is still carried, waited for or read.
    case messageAlive = "message-alive"
    /// An exemplar of its message is still with somebody.
    case exemplarHeld = "exemplar-held"
    /// A receipt for its message should have come.
    case receiptOverdue = "receipt-overdue"
    /// A campaign that counts its message is open.
    case inventoryOpen = "inventory-open"
    /// An incident rests on it.
    case incident
    /// A case of break-glass is under review.
    case breakGlass = "break-glass"
}

/// What is still open, and what it needs.
package struct DisposalHolds: Sendable {
    /// How far reviews of the ledger reach.
    package let reviewed: UInt64
    private var messages: [MessageID: DisposalHold] = [:]
    /// Names of cases under review, as entries about them write them.
    private var cases: [String] = []

    package init(reviewed: UInt64) { self.reviewed = reviewed }

    /// The first reason stands.
    package mutating func hold(_ message: MessageID, because reason: DisposalHold) {
        messages[message] = messages[message] ?? reason
    }

    package mutating func hold(caseNamed name: String) { cases.append(name) }

    func hold(_ number: UInt64, _ facts: LedgerFacts) -> DisposalHold? {
        if facts.event == .erased { return .record }
        if number >= reviewed { return .unreviewed }
        if let message = facts.message, let reason = messages[message] { return reason }
        let detail = facts.detail ?? ""
        return cases.contains(where: { detail.contains($0) }) ? .breakGlass : nil
    }
}

/// What of a ledger may be disposed of: entries whose retention has ended and that nothing open needs.
///
/// What a ledger tells of one message stays and goes together: it is kept until the retention of the
/// highest level it names has passed since the latest of it. So a plan is made in two passes over the
/// same entries: each is first ``learn(_:)``ed, then ``judge(_:_:)``d, in the order of the ledger.
package struct DisposalPlan: Sendable {
    /// What is told of one message.
    private struct Story {
        var latest: Timestamp
        var level: Level?
    }

    private let rules: RetentionRules
    private let holds: DisposalHolds
    private let now: Timestamp
    private var stories: [MessageID: Story] = [:]
    private var keptStandings: Set<Digest> = []
    private var disposedStandings: Set<Digest> = []

    /// What goes.
    package private(set) var entries = EntryRanges()
    /// The same, by what the entries say happened.
    package private(set) var eventCounts: [LedgerEvent: Int] = [:]
    /// What is kept though its time is over.
    package private(set) var holdCounts: [DisposalHold: Int] = [:]
    /// Entries within their retention.
    package private(set) var inTimeCount = 0
    /// Entries that went before.
    package private(set) var erasedCount = 0
    /// Entries for the next time, since this one takes no more.
    package private(set) var laterCount = 0

    /// Of one disposal: what one durable commit erases at once.
    package static let entriesMax = 50_000

    package init(_ rules: RetentionRules, holding holds: DisposalHolds, at now: Timestamp) {
        (self.rules, self.holds, self.now) = (rules, holds, now)
    }

    /// Of persons, as the gates about them were asked: named by entries that go, and by no other.
    package var standings: Set<Digest> { disposedStandings.subtracting(keptStandings) }

    /// - Parameter facts: `nil` for an entry whose facts are erased.
    package mutating func learn(_ facts: LedgerFacts?) {
        guard let facts, let message = facts.message else { return }
        var story = stories[message] ?? Story(latest: facts.time, level: nil)
        story.latest = max(story.latest, facts.time)
        story.level = [story.level, facts.namedLevel].compactMap { $0 }.max()
        stories[message] = story
    }

    package mutating func judge(_ number: UInt64, _ facts: LedgerFacts?) {
        guard let facts else { return erasedCount += 1 }
        let standing = facts.question?.admission?.standing
        guard isDisposed(number, facts) else {
            if let standing { keptStandings.insert(standing) }
            return
        }
        entries.append(number)
        eventCounts[facts.event, default: 0] += 1
        if let standing { disposedStandings.insert(standing) }
    }

    private mutating func isDisposed(_ number: UInt64, _ facts: LedgerFacts) -> Bool {
        let story = facts.message.flatMap { stories[$0] }
        let end = rules.end(of: story?.latest ?? facts.time, at: story?.level ?? facts.namedLevel)
        if end > now {
            inTimeCount += 1
        } else if let hold = holds.hold(number, facts) {
            holdCounts[hold, default: 0] += 1
        } else if entries.count >= Self.entriesMax {
            laterCount += 1
        } else {
            return true
        }
        return false
    }
}

extension LedgerFacts {
    fileprivate var namedLevel: Level? { level.flatMap { try? Level($0) } }
}
