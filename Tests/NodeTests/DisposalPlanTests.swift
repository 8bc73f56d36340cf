import Identity
import Labels
import Ledger
import Testing

@testable import Auditing

/// What of a ledger goes, and what stays.
struct DisposalPlanTests {
    /// 2026-11-23T08:00:00Z
    private let start = Timestamp(clampingMilliseconds: 1_795_420_800_000)
    private let message: MessageID
    private let rules = RetentionRules(
        secondsByLevel: [.open: 100, .secret: 1_000, .topSecret: 5_000])

    init() throws { message = try MessageID(hex: String(repeating: "ab", count: 32)) }

    @Test(arguments: [(.open, 100), (.secret, 1_000), (.topSecret, 5_000)] as [(Level, Int64)])
    func `an entry stays for its level's time, and goes at its second`(
        _ level: Level, _ seconds: Int64
    ) throws {
        let entries = [try entry(.refused, at: 0, level)]
        #expect(try plan(entries, after: seconds - 1).entries.isEmpty)
        #expect(try plan(entries, after: seconds).entries.numbers == [0])
    }

    @Test func `an entry of no level, or of one the policy has not, stays for the longest time`()
        throws
    {
        for level in [nil, Level.confidential] {
            let entries = [try entry(.registry, at: 0, level)]
            #expect(try plan(entries, after: 4_999).entries.isEmpty)
            #expect(try plan(entries, after: 5_000).entries.numbers == [0])
        }
        var forEver = DisposalPlan(
            RetentionRules(secondsByLevel: [:]), holding: DisposalHolds(reviewed: 9),
            at: start.adding(seconds: 100 * 365 * 86_400))
        forEver.judge(0, try entry(.registry, at: 0, nil))
        #expect(forEver.entries.isEmpty && forEver.inTimeCount == 1)
    }

    @Test func `what is told of one message goes together, by its last and its highest`() throws {
        let entries = [
            try entry(.sent, at: 0, .open, of: message),
            try entry(.receipt, at: 50, nil, of: message),
            try entry(.opened, at: 60, .secret, of: message), try entry(.refused, at: 0, .open),
        ]
        #expect(try plan(entries, after: 1_059).entries.numbers == [3])
        #expect(try plan(entries, after: 1_060).entries.numbers == [0, 1, 2, 3])
    }

    @Test(arguments: DisposalHold.allCases.filter { ![.record, .unreviewed].contains($0) })
    func `what something open needs stays, however old`(_ reason: DisposalHold) throws {
        let entries = [
            try entry(.delivered, at: 0, .open, of: message), try entry(.refused, at: 0, .open),
        ]
        var holds = DisposalHolds(reviewed: 2)
        holds.hold(message, because: reason)
        holds.hold(message, because: .incident)
        let plan = try plan(entries, holding: holds, after: 9_999)
        #expect(plan.entries.numbers == [1] && plan.holdCounts == [reason: 1])
    }

    @Test func `a case under review keeps the entries that name it`() throws {
        var named = try entry(.breakGlass, at: 0, .open)
        try named.setDetail("bg-1 opened by person-1")
        var other = try entry(.breakGlass, at: 0, .open)
        try other.setDetail("bg-2 opened by person-1")
        var holds = DisposalHolds(reviewed: 2)
        holds.hold(caseNamed: "bg-1")
        let plan = try plan([named, other], holding: holds, after: 9_999)
        #expect(plan.entries.numbers == [1] && plan.holdCounts == [.breakGlass: 1])
    }

    @Test func `what nobody has reviewed stays, and so does what says what went`() throws {
        let entries = [
            try entry(.erased, at: 0, nil), try entry(.refused, at: 0, .open),
            try entry(.refused, at: 0, .open),
        ]
        let plan = try plan(entries, holding: DisposalHolds(reviewed: 2), after: 9_999)
        #expect(plan.entries.numbers == [1])
        #expect(plan.holdCounts == [.record: 1, .unreviewed: 1])
    }

    @Test func `what went before is counted and not taken again`() throws {
        var plan = DisposalPlan(rules, holding: DisposalHolds(reviewed: 2), at: start)
        plan.learn(nil)
        plan.judge(0, nil)
        #expect(plan.erasedCount == 1 && plan.entries.isEmpty)
    }

    @Test func `one disposal takes so many entries and leaves the rest for the next`() throws {
        let facts = try entry(.refused, at: 0, .open)
        let most = UInt64(DisposalPlan.entriesMax)
        var plan = DisposalPlan(
            rules, holding: DisposalHolds(reviewed: most + 2), at: start.adding(seconds: 9_999))
        for number in 0...most { plan.judge(number, facts) }
        #expect(plan.entries.count == DisposalPlan.entriesMax && plan.laterCount == 1)
    }

    @Test func `what the roster had of a person goes with the last entry that names it`() throws {
        let (gone, shared) = (Digest.test(1), Digest.test(2))
        var plan = DisposalPlan(
            rules, holding: DisposalHolds(reviewed: 9), at: start.adding(seconds: 500))
        plan.judge(0, try admitted(.open, by: gone))
        plan.judge(1, try admitted(.open, by: shared))
        plan.judge(2, try admitted(.secret, by: shared))
        #expect(plan.entries.numbers == [0, 1] && plan.standings == [gone])
    }

    // MARK: Ranges

    @Test(arguments: ["", "0", "0-4 7 9-20", "18446744073709551615"])
    func `ranges read what they write`(_ text: String) throws {
        let ranges = try #require(EntryRanges(text))
        #expect(ranges.text == text)
        #expect(EntryRanges(text.isEmpty ? " " : text + " ") == nil)
    }

    @Test(arguments: ["4-4", "5-4", "1 1", "2 1", "1-2 2", "-1", "1-", "1-2-3", "01", "a", "1  2"])
    func `nothing but rising numbers is a range`(_ text: String) {
        #expect(EntryRanges(text) == nil)
    }

    @Test func `ranges stand on as many lines as it takes, none too long, none lost`() throws {
        var ranges = EntryRanges()
        for number in stride(from: UInt64(0), to: 2_000, by: 2) { ranges.append(number) }
        let lines = ranges.lines(maxBytes: 60)
        #expect(lines.allSatisfy { $0.utf8.count <= 60 } && lines.count > 10)
        #expect(EntryRanges(lines.joined(separator: " ")) == ranges)
        #expect(ranges.contains(4) && !ranges.contains(5) && ranges.count == 1_000)
    }

    // MARK: Tools

    private func entry(
        _ event: LedgerEvent, at seconds: Int64, _ level: Level?, of message: MessageID? = nil
    ) throws -> LedgerFacts {
        var facts = LedgerFacts(event, at: start.adding(seconds: seconds))
        facts.message = message
        if let level { try facts.setHandling(level: level.name, status: "test") }
        return facts
    }

    private func admitted(_ level: Level, by standing: Digest) throws -> LedgerFacts {
        var facts = try entry(.opened, at: 0, level)
        var question = RecordedQuestion(
            stage: "person", view: .test(9), asked: start, viewed: start, label: "test",
            kind: "notice", suite: "signed", carrier: "relay")
        question.admission = .init(asked: start, standing: standing)
        try facts.setQuestion(question)
        return facts
    }

    private func plan(
        _ entries: [LedgerFacts], holding holds: DisposalHolds? = nil, after seconds: Int64
    ) throws -> DisposalPlan {
        var plan = DisposalPlan(
            rules, holding: holds ?? DisposalHolds(reviewed: UInt64(entries.count)),
            at: start.adding(seconds: seconds))
        for facts in entries { plan.learn(facts) }
        for (number, facts) in entries.enumerated() { plan.judge(UInt64(number), facts) }
        return plan
    }
}

extension Digest {
    fileprivate static func test(_ word: UInt64) -> Digest { Digest(words: (word, 0, 0, 0)) }
}
