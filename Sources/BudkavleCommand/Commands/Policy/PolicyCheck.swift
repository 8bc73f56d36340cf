import Identity
import ArgumentParser
import Policies
import Regions
import Speaking
import Wording

/// `policy check`: every defect of the sources, with its place.
struct PolicyCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: spoken(
            sv: "Granskar policyns källor och visar alla fel.",
            en: "Checks the policy's sources and shows every defect."))

    @Argument(
        help: ArgumentHelp(
            sv: "Policyns katalog.", en: "The policy's directory.", value: .directory),
        completion: .directory)
    var directory = "Policies"

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let sources = try PolicySources(directory: directory)
        do throws(PolicyError) {
            let policy = try Policy.compile(files: sources.policyFiles)
            try? output.show(Report(issues: [], region: policy.region.text)) {
                $0.say(
                    sv:
                        """
                        Policyn för \(policy.region) är felfri: \(policy.actors.count) \
                        aktörer, \(policy.forums.count) forum.
                        """,
                    en:
                        """
                        The policy of \(policy.region) has no defects: \(policy.actors.count) \
                        actors, \(policy.forums.count) forums.
                        """
                )
            }
        } catch {
            guard case .sourcesInvalid(let issues) = error else { throw error }
            try output.tell(issues, in: directory)
            throw CommandError.told(.badData)
        }
    }

    fileprivate struct Report: Encodable {
        let issues: [Issue]
        let region: String?

        struct Issue: Encodable {
            let file: String
            let line: Int
            let column: Int
            let text: String
        }
    }
}

extension Output {
    /// Every defect on a line of its own, as compilers tell them.
    func tell(_ issues: [PolicyIssue], in directory: String) throws {
        let report = PolicyCheck.Report(
            issues: issues.map { issue in
                PolicyCheck.Report.Issue(
                    file: issue.file, line: issue.line, column: issue.column,
                    text: word(issue.defect.phrase))
            }, region: nil)
        try show(report) { output in
            for issue in issues {
                output.remark(
                    Phrase(
                        verbatim: "\(directory)/\(issue.place): \(word(issue.defect.phrase))"))
            }
            output.remark(
                Phrase(sv: "\(issues.count) fel.", en: "\(issues.count) defects."))
        }
    }
}
