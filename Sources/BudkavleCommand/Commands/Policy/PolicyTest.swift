import ArgumentParser
import Policies
import Regions
import Speaking
import Wording

/// `policy test`: the recorded decisions, decided anew.
struct PolicyTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: spoken(
            sv: "Prövar de antecknade fallen i cases/ mot policyn.",
            en: "Decides the recorded cases in cases/ anew and compares."))

    @Argument(
        help: ArgumentHelp(
            sv: "Policyns katalog.", en: "The policy's directory.", value: .directory),
        completion: .directory)
    var directory = "Policies"

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let sources = try PolicySources(directory: directory)
        let cases: [PolicyCase]
        do throws(PolicyError) {
            cases = try PolicyCases.run(sources.caseFiles, against: sources.policyFiles)
        } catch {
            guard case .sourcesInvalid(let issues) = error else { throw error }
            try output.tell(issues, in: directory)
            throw CommandError.told(.badData)
        }
        let failed = cases.filter { !$0.isReproduced }
        try output.show(Report(cases)) { tell(failed, of: cases.count, $0) }
        if !failed.isEmpty || cases.isEmpty { throw CommandError.told(.badData) }
    }

    private func tell(_ failed: [PolicyCase], of count: Int, _ output: Output) {
        for item in failed {
            let expected = item.expected.map(\.rawValue).sorted().joined(separator: ", ")
            let found = item.found.map(\.rawValue).sorted().joined(separator: ", ")
            output.say(
                sv:
                    """
                    \(directory)/cases/\(item.file):\(item.line): \(item.name): väntat nej \
                    från [\(expected)], fick [\(found)] (\(item.cites))
                    """,
                en:
                    """
                    \(directory)/cases/\(item.file):\(item.line): \(item.name): expected \
                    denials [\(expected)], found [\(found)] (\(item.cites))
                    """
            )
        }
        output.say(
            sv: "\(count - failed.count) av \(count) fall stämmer.",
            en: "\(count - failed.count) of \(count) cases hold.")
    }

    private struct Report: Encodable {
        struct Case: Encodable {
            let name: String
            let file: String
            let line: Int
            let cites: String
            let because: String
            let expected: [String]
            let found: [String]
            let reproduced: Bool
        }

        let cases: [Case]
        let failed: Int
        let passed: Int

        init(_ cases: [PolicyCase]) {
            self.cases = cases.map {
                Case(
                    name: $0.name, file: $0.file, line: $0.line, cites: $0.cites,
                    because: $0.because, expected: $0.expected.map(\.rawValue).sorted(),
                    found: $0.found.map(\.rawValue).sorted(), reproduced: $0.isReproduced)
            }
            passed = cases.count(where: \.isReproduced)
            failed = cases.count - passed
        }
    }
}
