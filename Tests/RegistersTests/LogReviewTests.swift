import Identity
import Labels
import Policies
import Registers
import Rosters
import Testing

/// Who reviews a ledger, and which stretch of it.
struct LogReviewTests {
    let sample: RegisterSample
    let root: LogReview.Tree.Root

    init() throws {
        sample = try RegisterSample()
        root = try LogReview.Tree.Root(hex: String(repeating: "ab", count: 32))
    }

    @Test func `a stretch begins where the last review ended, or before, and never after`() throws {
        let usual = try LogStretch(from: nil, until: nil, reviewed: 4, size: 9)
        #expect(usual.entries == 4..<9)
        #expect(try LogStretch(from: 2, until: 5, reviewed: 4, size: 9).entries == 2..<5)
        #expect(try LogStretch(from: 4, until: 9, reviewed: 4, size: 9).entries == 4..<9)
        #expect(throws: RegisterError.stretchGap(reviewed: 4, from: 5)) {
            try LogStretch(from: 5, until: nil, reviewed: 4, size: 9)
        }
        #expect(throws: RegisterError.stretchInvalid(from: 4, until: 10, size: 9)) {
            try LogStretch(from: nil, until: 10, reviewed: 4, size: 9)
        }
        #expect(throws: RegisterError.stretchInvalid(from: 9, until: 9, size: 9)) {
            try LogStretch(from: nil, until: nil, reviewed: 9, size: 9)
        }
    }

    @Test(arguments: Office.administering)
    func `whoever administers the system does not review it, under whatever pseudonym`(
        _ office: Office
    ) throws {
        let roster = try roster(giving: office, to: sample.anna)
        for person in [sample.anna, sample.annaToo] {
            #expect(throws: RegisterError.reviewerAdministers(person, office)) {
                try review(by: person, in: roster)
            }
        }
        #expect(try review(by: sample.bo, in: roster).by == sample.bo)
    }

    @Test func `an office that ended before the stretch began is no hindrance`() throws {
        let roster = try roster(giving: .administrator, to: sample.anna)
        let end = sample.now.adding(seconds: 3_600)
        var after = try stretch()
        after.take(writtenAt: end, change: nil)
        let later = end.adding(seconds: 60)
        #expect(try review(after, by: sample.anna, in: roster, at: later).by == sample.anna)
        var during = try stretch()
        during.take(writtenAt: end.adding(seconds: -1), change: nil)
        #expect(throws: RegisterError.reviewerAdministers(sample.anna, .administrator)) {
            try review(during, by: sample.anna, in: roster, at: later)
        }
    }

    @Test(arguments: [
        "withdrawn function systemadministrator",
        "granted reliable, function tib, function systemadministrator from t until t",
        "granted need all from t until t; granted function systemadministrator from t until t",
    ])
    func `an office that the roster has forgotten is remembered by the ledger`(
        _ line: String
    ) throws {
        var stretch = try stretch()
        stretch.take(writtenAt: sample.now, change: (sample.annaToo, line))
        #expect(throws: RegisterError.reviewerAdministers(sample.anna, .administrator)) {
            try review(stretch, by: sample.anna, in: sample.roster)
        }
        #expect(try review(stretch, by: sample.bo, in: sample.roster).by == sample.bo)
        var other = try self.stretch()
        other.take(
            writtenAt: sample.now,
            change: (sample.anna, line.replacing("systemadministrator", with: "registrator")))
        #expect(try review(other, by: sample.anna, in: sample.roster).by == sample.anna)
    }

    @Test func `a conclusion is written, and so is every finding`() throws {
        let reviewed = try review(by: sample.bo, in: sample.roster, findings: ["En.", "Två."])
        #expect(reviewed.lines.count == 3 && reviewed.entryCount == 9)
        #expect(
            reviewed.lines[0] == "rev-1 entries 0 until 9 root \(root.hex): Inget att anmärka.")
        let textInvalid = RegisterError.textInvalid(limitBytes: registerLineMaxBytes)
        #expect(throws: textInvalid) {
            try review(by: sample.bo, in: sample.roster, findings: ["  "])
        }
        #expect(throws: textInvalid) {
            try review(by: sample.bo, in: sample.roster, concluding: "två\nrader")
        }
        let most = Array(repeating: "x", count: LogReview.findingsMax)
        #expect(try review(by: sample.bo, in: sample.roster, findings: most).findings == most)
        #expect(throws: RegisterError.tooMany(limit: LogReview.findingsMax)) {
            try review(by: sample.bo, in: sample.roster, findings: most + ["x"])
        }
    }

    @Test func `a review is overdue from its second on`() {
        let due = LogReviewDue(reviewed: 2, size: 9, since: sample.now, intervalSeconds: 60)
        #expect(due.waiting == 7 && due.due == sample.now.adding(seconds: 60))
        #expect(!due.isOverdue(at: sample.now.adding(seconds: 59)))
        #expect(due.isOverdue(at: sample.now.adding(seconds: 60)))
    }

    // MARK: Tools

    private func stretch() throws -> LogStretch {
        try LogStretch(from: nil, until: nil, reviewed: 0, size: 9)
    }

    /// For an hour.
    private func roster(giving office: Office, to person: PersonID) throws -> Roster {
        var grant = RosterGrant(
            of: person, Validity(from: sample.now, until: sample.now.adding(seconds: 3_600)))
        grant.functions = [try FunctionID(office.rawValue)]
        var roster = sample.roster
        roster.take([try roster.granting(grant, at: sample.now)])
        return roster
    }

    private func review(
        _ given: LogStretch? = nil, by person: PersonID, in roster: Roster,
        concluding conclusion: String = "Inget att anmärka.", findings: [String] = [],
        at now: Timestamp? = nil
    ) throws -> LogReview {
        let read: LogStretch
        if let given { read = given } else { read = try stretch() }
        return try LogReview(
            LogReviewID("rev-1"), of: read, from: .init(size: 0, root: root),
            until: .init(size: 9, root: root), by: person, concluding: conclusion,
            findings: findings, in: roster, at: now ?? sample.now)
    }
}
