import ArgumentParser
import Foundation
import Identity
import Labels
import Policies
import Regions
import Speaking
import Wording

/// `policy matrix`: who may originate and read what, in each mode.
struct PolicyMatrix: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "matrix",
        abstract: spoken(
            sv: "Visar vem som får upprätta och ta del av vad, i varje läge.",
            en: "Shows who may originate and read what, in each mode."),
        discussion: spoken(
            sv: """
                U betyder att aktören får upprätta för någon den delar ett forum med, T att den \
                får ta del av något därifrån. Nycklar, registrering och färskhet förutsätts vara \
                i ordning: det är policyn som visas, inte dagsläget. Vad ett läge skärper står där.
                """,
            en: """
                O means that the actor may originate for somebody it shares a forum with, R that it \
                may read something from there. Keys, registration and freshness are taken to be in \
                order: this shows the policy, not today's state. What a mode tightens stands with it.
                """))

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, html, csv }

    @Argument(
        help: ArgumentHelp(
            sv: "Policyns katalog, eller ett policypaket.",
            en: "The policy's directory, or a bundle.",
            value: .directoryOrFile), completion: .file())
    var policy = "Policies"

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "actual, exercise eller test.", en: "actual, exercise or test.", value: .status))
    var status: StatusKind = .actual

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Bara detta läge; upprepas.", en: "This mode alone; may be repeated.", value: .name)
    )
    var mode: [ModeID] = []

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Tidpunkten. Annars nu.", en: "The moment. Else now.", value: .time))
    var at: Timestamp?

    @Option(name: .long, help: ArgumentHelp(sv: "text, html eller csv.", en: "text, html or csv."))
    var format: Format = .text

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let policy = try Policy.compile(files: PolicySources(at: policy).policyFiles)
        for id in mode where policy.modes[id] == nil {
            throw CommandError.unknown(concept: ModeConcept.word, name: id.text)
        }
        let (now, usual) = (at ?? .now, AccessMatrix(of: policy, status: status, at: at ?? .now))
        let modes = mode.isEmpty ? policy.modesInOrder.map(\.id) : mode
        let page = MatrixPage(
            policy: policy, status: status, levels: usual.levels,
            modes: modes.map { id in
                // Only what tightens something needs an answer of its own.
                let isTighter = policy.modes[id]?.limits.isEmpty == false
                let matrix =
                    isTighter
                    ? AccessMatrix(of: policy, status: status, in: id, at: now) : usual
                return ModeMatrix(id, of: policy, in: matrix)
            })
        try output.show(page.document) { output in
            switch format {
            case .text: page.show(output)
            // For files: nothing in them is taken out for a terminal's sake.
            case .html: Terminal.write(page.html(in: output.language) + "\n", to: STDOUT_FILENO)
            case .csv: Terminal.write(page.csv + "\r\n", to: STDOUT_FILENO)
            }
        }
    }
}
