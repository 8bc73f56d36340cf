import ArgumentParser
import ContentWording
import Foundation
import Identity
import Labels
import Node
import Registers
import Speaking
import Wording

struct AuditRegisterList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: spoken(
            sv: "Registret, och efter det de meddelanden som väntar på registratorn.",
            en: "The register, and after it the messages that wait for the registrator."))

    enum Format: String, CaseIterable, ExpressibleByArgument { case text, csv }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Bara denna status: actual, exercise eller test.",
            en: "This status alone: actual, exercise or test.", value: .status))
    var status: StatusKind?
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "text, eller csv med en rad per exemplar.",
            en: "text, or csv with a line for each exemplar."))
    var format: Format = .text

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(register: .list(nil))
        guard case .lines(let all) = reply else { return }
        let lines = all.filter { status == nil || $0.status == status?.rawValue }
        try global.output.show(lines) { output in
            if format == .csv { return Terminal.write(csv(of: lines), to: STDOUT_FILENO) }
            if lines.isEmpty {
                return output.say(sv: "Registret är tomt.", en: "The register is empty.")
            }
            output.show(table(of: lines, output))
            let waiting = lines.count { $0.subject == nil }
            if waiting > 0 {
                output.say(
                    sv: "\(waiting) saknar ämnesrad (audit register enter).",
                    en: "\(waiting) have no subject line (audit register enter).")
            }
        }
    }

    private func table(of lines: [RegisterLine], _ output: Output) -> Table {
        var table = Table([
            Phrase(sv: "Nr", en: "No."), Phrase(sv: "Datum", en: "Date"),
            Phrase(sv: "Från/till", en: "From/to"), Phrase(sv: "Nivå", en: "Level"),
            Phrase(sv: "Meddelande", en: "Message"), Phrase(sv: "Deras nr", en: "Their no."),
            Phrase(sv: "Bil.", en: "Encl."), Phrase(sv: "Exemplar", en: "Exemplars"),
            Phrase(sv: "Ämne", en: "Subject"),
        ])
        for line in lines {
            let parties = line.parties.map(\.text).joined(separator: ", ")
            table.add([
                line.number?.text ?? "–", String(line.dated.rfc3339.prefix(10)),
                "\(output.word(line.direction.phrase)) \(parties)", line.level,
                String(line.message.hex.prefix(idShownCharacters)), line.theirNumber ?? "–",
                "\(line.enclosures)", "\(line.exemplars.count { $0.state == .held })",
                line.subject ?? "–",
            ])
        }
        return table
    }

    private func csv(of lines: [RegisterLine]) -> String {
        let heading = [
            "number", "status", "level", "message", "direction", "parties", "dated", "their-number",
            "enclosures", "subject", "exemplar", "kind", "source", "made", "holder", "held-since",
            "state", "receipted-by", "shown-to",
        ]
        let rows = lines.flatMap { line in
            let head = [
                line.number?.text ?? "", line.status, line.level, line.message.hex,
                line.direction.rawValue, line.parties.map(\.text).joined(separator: " "),
                line.dated.rfc3339, line.theirNumber ?? "", "\(line.enclosures)",
                line.subject ?? "",
            ]
            let copies = line.exemplars.map { copy in
                [
                    "\(copy.number)", copy.kind.rawValue, copy.source.map { "\($0)" } ?? "",
                    copy.made.rfc3339, copy.holder.text, copy.heldSince.rfc3339,
                    copy.state.rawValue, copy.receiptedBy?.text ?? "",
                    copy.shownTo.map(\.text).joined(separator: " "),
                ]
            }
            let none = [[String](repeating: "", count: heading.count - head.count)]
            return (copies.isEmpty ? none : copies).map { head + $0 }
        }
        return csvText([heading] + rows)
    }
}
