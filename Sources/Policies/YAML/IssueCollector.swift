/// Gathers defects while reading goes on, so that an author sees all of them at once.
///
/// A local of one compilation; never shared.
final class IssueCollector {
    private var found: [PolicyIssue] = []

    static let issuesMax = 200

    var isEmpty: Bool { found.isEmpty }

    func add(_ issue: PolicyIssue) {
        guard found.count < Self.issuesMax else { return }
        found.append(issue)
        if found.count == Self.issuesMax {
            found.append(
                PolicyIssue(
                    file: issue.file, line: issue.line, column: issue.column,
                    defect: .tooManyIssues(limit: Self.issuesMax)))
        }
    }

    func add(_ defect: PolicyDefect, file: String, line: Int = 1, column: Int = 1) {
        add(PolicyIssue(file: file, line: line, column: column, defect: defect))
    }

    /// - Throws: ``PolicyError/sourcesInvalid(_:)`` when anything was found.
    func throwIfAny() throws(PolicyError) {
        if !found.isEmpty { throw .sourcesInvalid(found.sorted()) }
    }
}
