import ArgumentParser
import ContentWording
import Identity
import Node
import Rosters
import Speaking
import Wording

struct RosterReview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: spoken(
            sv: "Vad som har löpt ut, snart löper ut eller saknas, och öppna granskningar.",
            en: "What has expired, soon expires or is missing, and open reviews."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Vad som räknas som snart, som 30d.", en: "What counts as soon, such as 30d.",
            value: .time))
    var within: DurationSeconds?

    func run() async throws {
        let call = NodeCall.rosterReview(withinSeconds: within?.seconds ?? withinDefaultSeconds)
        guard case .rosterReview(let review) = try await NodeSession(global, unlocking).call(call)
        else { return }
        try global.output.show(review) { output in
            for line in review.openCases { output.show(line) }
            guard !review.findings.isEmpty else {
                if !review.openCases.isEmpty { return }
                return output.say(sv: "Inget att åtgärda.", en: "Nothing to see to.")
            }
            var table = Table([
                Phrase(sv: "Läge", en: "State"), Phrase(sv: "Person", en: "Person"),
                Phrase(sv: "Vad", en: "What"), Phrase(sv: "Till", en: "Until"),
            ])
            for finding in review.findings {
                table.add([
                    output.word(finding.kind.phrase), finding.person?.text ?? "–",
                    output.word(rosterPhrase(finding.what)), finding.until?.rfc3339 ?? "–",
                ])
            }
            output.show(table)
        }
    }
}

/// Thirty days: time for a new vetting to be asked for.
private let withinDefaultSeconds: Int64 = 30 * 86_400
