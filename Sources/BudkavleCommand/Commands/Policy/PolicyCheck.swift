import Identity
import ArgumentParser
import Policies
import Regions
import Speaking
import Wording

/// `policy check`: every defect of the sources, and whatever in them is expired, unreachable, unused
/// or contradictory, each with its place.
struct PolicyCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: spoken(
            sv: "Granskar policyns källor: fel, och det som är värt att se över.",
            en: "Checks the policy's sources: defects, and what is worth a look."),
        discussion: spoken(
            sv: """
                Fel hindrar undertecknandet. Varningar gör det inte: det som har löpt ut eller snart \
                gör det, det som ingen nämner eller har, regler som ingen fråga kan komma till, \
                forum där ingen kan dela något på en nivå, och sådant som säger emot annat.
                """,
            en: """
                Defects keep it from being signed. Warnings do not: what has expired or soon will, \
                what nobody names or holds, rules no question can come to, forums in which nobody \
                can share anything at a level, and what contradicts something else.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Policyns katalog.", en: "The policy's directory.", value: .directory),
        completion: .directory)
    var directory = "Policies"

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Hur lång tid före sitt slut något snart upphör, som 60d.",
            en: "How long before its end something ends soon, such as 60d.", value: .time))
    var within: DurationSeconds?

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Tidpunkten. Annars nu.", en: "The moment. Else now.", value: .time))
    var at: Timestamp?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let sources = try PolicySources(directory: directory)
        let policy: Policy
        do throws(PolicyError) {
            policy = try Policy.compile(files: sources.policyFiles)
        } catch {
            guard case .sourcesInvalid(let issues) = error else { throw error }
            try output.tell(issues, in: directory)
            throw CommandError.told(.badData)
        }
        let notices = PolicyReview(
            of: policy, caseFiles: sources.caseFiles, at: at ?? .now,
            soonSeconds: within?.seconds ?? PolicyReview.soonUsualSeconds
        ).notices
        try output.show(
            PolicyCheckReport(
                issues: notices.map { .init($0, output) }, region: policy.region.text)
        ) { tell(policy, notices, $0) }
    }

    private func tell(_ policy: Policy, _ notices: [PolicyNotice], _ output: Output) {
        for notice in notices {
            let text = output.word(notice.finding.phrase)
            let place = "\(directory)/\(notice.place.text):\(notice.place.column)"
            output.remark(
                Phrase(sv: "\(place): varning: \(text)", en: "\(place): warning: \(text)"))
        }
        let warnings = Phrase(
            counting: notices.count, sv: ("varning", "varningar"), en: ("warning", "warnings"))
        output.say(
            sv:
                """
                Policyn för \(policy.region) är felfri: \(policy.actors.count) aktörer, \
                \(policy.forums.count) forum, \(warnings.swedish).
                """,
            en:
                """
                The policy of \(policy.region) has no defects: \(policy.actors.count) actors, \
                \(policy.forums.count) forums, \(warnings.english).
                """
        )
    }
}

/// What was found, for machines.
private struct PolicyCheckReport: Encodable {
    let issues: [Issue]
    /// `nil` where the sources do not compile.
    let region: String?

    struct Issue: Encodable {
        let severity: String
        let code: String
        let file: String
        let line: Int
        let column: Int
        let text: String

        init(_ issue: PolicyIssue, _ output: Output) {
            severity = "error"
            code = issue.defect.code
            (file, line, column) = (issue.file, issue.line, issue.column)
            text = output.word(issue.defect.phrase)
        }

        init(_ notice: PolicyNotice, _ output: Output) {
            severity = "warning"
            code = notice.finding.code
            let place = notice.place
            (file, line, column) = (place.file, place.line, place.column)
            text = output.word(notice.finding.phrase)
        }
    }
}

extension Output {
    /// Every defect on a line of its own, as compilers tell them.
    func tell(_ issues: [PolicyIssue], in directory: String) throws {
        let report = PolicyCheckReport(issues: issues.map { .init($0, self) }, region: nil)
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
