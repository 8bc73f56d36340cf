package import Identity
package import Rosters

package enum LogReviewConcept: NameConcept { package static let word = "log-review" }
package typealias LogReviewID = Name<LogReviewConcept>

/// That somebody who does not administer the system has looked through a stretch of the ledger, and
/// what she found there.
///
/// The stretch lies between two trees, so that nobody can say afterwards that other entries were
/// meant.
///
/// Source: SäkF (2021:955) 3:4; FMV's industrial security manual: the security log is analysed
/// regularly by people who do not administer the system, and the analysis is documented.
package struct LogReview: Hashable, Sendable, Codable {
    /// The ledger's tree at a size, as a checkpoint states it.
    package struct Tree: Hashable, Sendable, Codable {
        package typealias Root = DigestIdentifier<Tree>

        package let size: UInt64
        package let root: Root

        package init(size: UInt64, root: Root) { (self.size, self.root) = (size, root) }
    }

    package let id: LogReviewID
    /// Of the entries before the stretch.
    package let start: Tree
    /// With the stretch.
    package let end: Tree
    package let by: PersonID
    package let time: Timestamp
    package let conclusion: String
    /// What somebody has to see to; a line each.
    package let findings: [String]

    package static let findingsMax = 50

    /// - Throws: ``RegisterError/reviewerAdministers(_:_:)``, ``RegisterError/textInvalid(limitBytes:)``,
    ///   ``RegisterError/tooMany(limit:)``.
    package init(
        _ id: LogReviewID, of stretch: LogStretch, from start: Tree, until end: Tree,
        by person: PersonID, concluding conclusion: String, findings: [String], in roster: Roster,
        at now: Timestamp
    ) throws(RegisterError) {
        if let office = roster.administeringOffice(
            of: person, from: stretch.began ?? now, until: now, changed: stretch.functionsChanged)
        {
            throw .reviewerAdministers(person, office)
        }
        try requireLine(conclusion)
        guard findings.count <= Self.findingsMax else { throw .tooMany(limit: Self.findingsMax) }
        for finding in findings { try requireLine(finding) }
        (self.id, self.start, self.end, by, time) = (id, start, end, person, now)
        (self.conclusion, self.findings) = (conclusion, findings)
    }

    package var entryCount: UInt64 { end.size - start.size }

    /// What the ledger says of it, a line each.
    package var lines: [String] {
        ["\(id) entries \(start.size) until \(end.size) root \(end.root.hex): \(conclusion)"]
            + findings.map { "\(id) finding: \($0)" }
    }
}

/// The entries a review is of, and what they say of those who may not make it.
package struct LogStretch: Sendable {
    package let entries: Range<UInt64>
    /// When its first entry was written.
    package private(set) var began: Timestamp?
    /// By pseudonym: functions the roster was given, or that were taken back, since the stretch began.
    package private(set) var functionsChanged: [PersonID: Set<FunctionID>] = [:]

    /// - Parameters:
    ///   - reviewed: how far earlier reviews reach.
    ///   - size: of the ledger.
    /// - Throws: ``RegisterError/stretchGap(reviewed:from:)``,
    ///   ``RegisterError/stretchInvalid(from:until:size:)``.
    package init(
        from start: UInt64?, until end: UInt64?, reviewed: UInt64, size: UInt64
    ) throws(RegisterError) {
        let (start, end) = (start ?? reviewed, end ?? size)
        guard start < end, end <= size else {
            throw .stretchInvalid(from: start, until: end, size: size)
        }
        guard start <= reviewed else { throw .stretchGap(reviewed: reviewed, from: start) }
        entries = start..<end
    }

    /// Takes an entry written at `time`, in the order of the ledger, of the stretch or after it.
    ///
    /// - Parameter change: the line of a change of the roster, with whose entry it changed.
    package mutating func take(writtenAt time: Timestamp, change: (PersonID, String)?) {
        if began == nil { began = time }
        guard let (person, line) = change else { return }
        functionsChanged[person, default: []].formUnion(functionsNamed(inRosterLine: line))
    }
}

/// By when the ledger is to be reviewed.
package struct LogReviewDue: Hashable, Sendable, Codable {
    /// How far reviews reach.
    package let reviewed: UInt64
    /// How many entries nobody has reviewed.
    package let waiting: UInt64
    package let due: Timestamp

    /// - Parameters:
    ///   - since: when the first entry was written that nobody has reviewed.
    ///   - intervalSeconds: policy's.
    package init(
        reviewed: UInt64, size: UInt64, since: Timestamp, intervalSeconds: Int64
    ) {
        self.reviewed = reviewed
        waiting = size - min(size, reviewed)
        due = since.adding(seconds: intervalSeconds)
    }

    package func isOverdue(at now: Timestamp) -> Bool { due <= now }
}
