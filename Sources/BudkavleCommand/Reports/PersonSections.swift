import ContentWording
import Identity
import Labels
import Node
import Registers
import Wording

/// What a report of a person has beside the others: the exemplars that are hers, and where the
/// register names her.
struct PersonSections {
    let person: ReportReply.Person

    var pseudonyms: String { person.pseudonyms.map(\.text).joined(separator: ", ") }

    func html(in language: Language) -> String {
        htmlSection(
            Self.holds,
            person.holdings.isEmpty
                ? Self.nothing(in: language)
                : htmlTable(Self.holdingHeadings, holdingRows(in: language), language), language)
            + htmlSection(
                Self.named,
                person.acts.isEmpty
                    ? Self.nothing(in: language)
                    : htmlTable(Self.actHeadings, actRows(in: language), language), language)
    }

    func holdingRows(in language: Language) -> [[String]] {
        person.holdings.map { holding in
            [
                "\(holding.entry):\(holding.exemplar)", holding.level,
                StatusKind(rawValue: holding.status)?.phrase[language] ?? holding.status,
                holding.state.phrase[language], holding.since.rfc3339,
                (holding.isReceipted ? Self.yes : Self.no)[language],
            ]
        }
    }

    private func actRows(in language: Language) -> [[String]] {
        person.acts.map { act in
            [
                act.time.rfc3339, "\(act.entry):\(act.exemplar)", act.event.phrase[language],
                act.parts.map { $0.phrase[language] }.joined(separator: ", "),
            ]
        }
    }

    static let holdingHeadings = [
        Phrase(sv: "Exemplar", en: "Exemplar"), Phrase(sv: "Nivå", en: "Level"),
        Phrase(sv: "Status", en: "Status"), Phrase(sv: "Läge", en: "State"),
        Phrase(sv: "Sedan", en: "Since"), Phrase(sv: "Kvitterat", en: "Receipted"),
    ]
    private static let actHeadings = [
        Phrase(sv: "När", en: "When"), Phrase(sv: "Exemplar", en: "Exemplar"),
        Phrase(sv: "Händelse", en: "Event"), Phrase(sv: "Personen", en: "The person"),
    ]
    private static let holds = Phrase(sv: "Exemplar hos personen nu", en: "Exemplars held now")
    private static let named = Phrase(
        sv: "Där exemplarregistret nämner personen",
        en: "Where the register of exemplars names the person")
    private static let (yes, no) = (Phrase(sv: "ja", en: "yes"), Phrase(sv: "nej", en: "no"))

    private static func nothing(in language: Language) -> String {
        "<p>\(Phrase(sv: "Inga.", en: "None.")[language])</p>"
    }
}

extension ReportReply.Person.Act.Part {
    var phrase: Phrase {
        switch self {
        case .recorded: Phrase(sv: "antecknade det", en: "recorded it")
        case .holder: Phrase(sv: "fick exemplaret", en: "got the exemplar")
        case .named:
            Phrase(sv: "såg, kvitterade eller övervakade", en: "saw, receipted or supervised")
        case .decided: Phrase(sv: "beslutade", en: "decided")
        }
    }
}
