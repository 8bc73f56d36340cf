import Handover
import Identity
import Ledger
import Policies
import Registers
import Rosters
import Storage

extension NodeEngine {
    /// Records that a stretch of this node's ledger was reviewed, and what was found.
    ///
    /// - Throws: `RegisterError`: for anybody but the auditor and the security chief, and for whoever
    ///   administers the system or did while the stretch was written; for a gap to what was reviewed
    ///   before; for a ledger that is not the one that was reviewed. `RosterError.signInRefused`.
    package func reviewLog(_ order: LogReviewOrder) async throws -> LogReviewsReply {
        let person = try await signedIn(order.claim)
        return try await exclusively { engine in
            try Office.require(
                [.auditor, .securityChief], of: person, in: engine.roster, at: engine.clock())
            let review = try await engine.review(order, by: person)
            try await engine.keep(review)
            return LogReviewsReply(
                reviews: [.init(review: review, holds: true)], due: nil, isOverdue: false)
        }
    }

    /// All reviews, the latest first, and by when the next is due; or one.
    ///
    /// - Throws: `RegisterError.reviewUnknown`, `StorageError`, `LedgerError`.
    package func logReviews(_ text: String? = nil) async throws -> LogReviewsReply {
        var reviews = memory.register.logReviews.values.map(\.value)
        if let text {
            reviews.removeAll { $0.id.text != text }
            guard !reviews.isEmpty else { throw RegisterError.reviewUnknown(text: text) }
        }
        var lines: [LogReviewsReply.Line] = []
        for review in reviews.sorted(by: { ($1.time, $1.end.size) < ($0.time, $0.end.size) }) {
            lines.append(.init(review: review, holds: try await isAsReviewed(review)))
        }
        let due = text == nil ? try await logReviewDue() : nil
        return LogReviewsReply(
            reviews: lines, due: due, isOverdue: due?.isOverdue(at: clock()) ?? false)
    }

    /// By when the ledger is to be reviewed; `nil` where policy sets no interval, and where nothing waits.
    func logReviewDue() async throws -> LogReviewDue? {
        let interval = material.view(at: clock())?.policy.policy.logReviewSeconds
        let size = try await store.treeHead().size
        let reviewed = memory.register.reviewedSize
        guard let interval, reviewed < size else { return nil }
        return LogReviewDue(
            reviewed: reviewed, size: size, since: try await timeWritten(reviewed),
            intervalSeconds: interval)
    }

    // MARK: Inside

    private func review(_ order: LogReviewOrder, by person: PersonID) async throws -> LogReview {
        let size = try await store.treeHead().size
        let latest = memory.register.logReviews.values.map(\.value)
            .max { $0.end.size < $1.end.size }
        var stretch = try LogStretch(
            from: order.from, until: order.until, reviewed: memory.register.reviewedSize,
            size: size)
        if let latest, try await !isAsReviewed(latest) {
            throw RegisterError.reviewContradicted(size: latest.end.size)
        }
        // To the ledger's end, though the stretch may end before it: an office given back since counts.
        try await readLedger(stretch.entries.lowerBound..<size) { _, facts in
            guard let facts else { return }
            let change = facts.event == .roster ? facts.person : nil
            stretch.take(
                writtenAt: facts.time,
                change: change.flatMap { who in facts.detail.map { (who, $0) } })
        }
        let start = try await tree(ofFirst: stretch.entries.lowerBound)
        let end = try await tree(ofFirst: stretch.entries.upperBound)
        return try LogReview(
            newName("rev"), of: stretch, from: start, until: end, by: person,
            concluding: order.conclusion, findings: order.findings, in: roster, at: clock())
    }

    private func tree(ofFirst size: UInt64) async throws -> LogReview.Tree {
        LogReview.Tree(size: size, root: .init(try await store.root(ofFirst: size)))
    }

    private func isAsReviewed(_ review: LogReview) async throws -> Bool {
        let size = try await store.treeHead().size
        guard review.end.size <= size else { return false }
        return try await tree(ofFirst: review.end.size) == review.end
    }

    /// Of an entry nobody can read, nobody knows how long it has waited.
    private func timeWritten(_ entry: UInt64) async throws -> Timestamp {
        var time = Timestamp(clampingMilliseconds: 0)
        try await readLedger(entry..<entry + 1) { _, facts in time = facts?.time ?? time }
        return time
    }

    private func keep(_ review: LogReview) async throws {
        let row = try vault.new(review, in: NodeTable.logReviews)
        let records = try ledgerRecords(.logReview, review.lines, by: review.by, at: review.time)
        try await commit([row.change], recording: records)
        memory.register.logReviews[review.id] = row.kept
    }
}

extension RegisterMemory {
    /// How far reviews of the ledger reach, from its first entry on.
    var reviewedSize: UInt64 { logReviews.values.map(\.value.end.size).max() ?? 0 }
}
