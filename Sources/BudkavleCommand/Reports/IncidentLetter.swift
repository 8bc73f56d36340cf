import ContentWording
import Foundation
import Identity
import Registers
import Wording

/// An incident as a document for whoever is to be told; it names no content and no personal name.
struct IncidentLetter {
    private let incident: Incident

    init(_ incident: Incident) { self.incident = incident }

    func text(in language: Language) -> String {
        let lines = facts(in: language) + steps(in: language)
        let width = lines.map { $0.0[language].count }.max() ?? 0
        let body = lines.map { name, value in
            name[language].padding(toLength: width + 2, withPad: " ", startingAt: 0) + value
        }
        return (body + ["", Self.rule[language], ""]).joined(separator: "\n")
    }

    private func facts(in language: Language) -> [(Phrase, String)] {
        [
            (Phrase(sv: "Incident", en: "Incident"), incident.id.text),
            (Phrase(sv: "Till", en: "To"), incident.addressee.phrase[language]),
            (Phrase(sv: "Vad", en: "What"), incident.kind.phrase[language]),
            (Phrase(sv: "Nivå", en: "Level"), incident.level),
            (Phrase(sv: "Status", en: "Status"), incident.entry.status.phrase[language]),
            (Phrase(sv: "Registernummer", en: "Register number"), incident.entry.text),
            (Phrase(sv: "Exemplar", en: "Exemplar"), "\(incident.exemplar)"),
            (Phrase(sv: "Innehavare", en: "Holder"), incident.holder.text),
            (Phrase(sv: "Upptäckt", en: "Found"), incident.found.rfc3339),
            (Phrase(sv: "Upptäckt av", en: "Found by"), incident.foundBy.text),
            (Phrase(sv: "Vid inventering", en: "In inventory"), incident.inventory?.text ?? "–"),
            (Phrase(sv: "Iakttagelse", en: "Observation"), incident.remark),
            (Phrase(sv: "Läge", en: "State"), incident.state.phrase[language]),
        ]
    }

    /// What has been done about it, once it has.
    private func steps(in language: Language) -> [(Phrase, String)] {
        let reported: [(Phrase, String)] =
            incident.report.map {
                [
                    (Phrase(sv: "Anmäld", en: "Reported"), "\($0.time), \($0.by)"),
                    (Phrase(sv: "Referens", en: "Reference"), $0.reference),
                ]
            } ?? []
        let closed: [(Phrase, String)] =
            incident.closing.map {
                [
                    (Phrase(sv: "Avslutad", en: "Closed"), "\($0.time), \($0.by)"),
                    (Phrase(sv: "Slutsats", en: "Finding"), $0.finding),
                ]
            } ?? []
        return reported + closed
    }

    /// SäkF (2021:955) 2:4–5.
    private static let rule = Phrase(
        sv: """
            En säkerhetshotande händelse anmäls skyndsamt till den mottagare som står ovan, och inte \
            dessutom till den civila myndigheten för it-incidenter (SäkF 2:4–5).
            """,
        en: """
            A security incident is reported without delay to the addressee above, and not to the \
            civil agency for IT incidents besides (SäkF 2:4–5).
            """)
}
