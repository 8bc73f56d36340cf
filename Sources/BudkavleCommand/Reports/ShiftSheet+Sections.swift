import ContentWording
import Identity
import Labels
import Node
import Wording

extension ShiftSheet {
    /// A list with its title, for paper and for a terminal.
    struct Section {
        let title: Phrase
        let headings: [Phrase]
        let rows: [[Phrase]]
    }

    /// What is not done with, the most pressing first.
    var sections: [Section] {
        [underway, overdue, cases, quiet, gaps, unread, rungs, drills, keys]
    }

    /// What was looked for and not found: whoever takes over is to know that somebody looked.
    var nothing: Phrase {
        let titles = sections.filter(\.rows.isEmpty).map(\.title)
        return Phrase(
            sv: "Inget under: " + titles.map(\.swedish).joined(separator: " · ") + ".",
            en: "Nothing under: " + titles.map(\.english).joined(separator: " · ") + ".")
    }

    private var underway: Section {
        Section(
            title: Phrase(sv: "Skickat men inte framme", en: "Sent and not arrived"),
            headings: [
                Self.precedence, Self.level, Phrase(sv: "Skickat", en: "Sent"),
                Phrase(sv: "Läge", en: "State"), Phrase(sv: "Saknas hos", en: "Missing at"),
                Self.message,
            ],
            rows: shift.underway.map { message in
                [
                    precedencePhrase(message.precedence), level(message.level, message.status),
                    Phrase(verbatim: message.created.rfc3339), message.state.phrase,
                    missing(at: message), short(message.id),
                ]
            })
    }

    /// Everybody's names where they are few.
    private func missing(at message: ShiftReply.Underway) -> Phrase {
        let names = message.missing.prefix(Self.namesMax).joined(separator: ", ")
        let rest = message.missing.count - Self.namesMax
        let (count, all) = (message.missing.count, message.recipients)
        return Phrase(
            sv: "\(count) av \(all): \(names)" + (rest > 0 ? " och \(rest) till" : ""),
            en: "\(count) of \(all): \(names)" + (rest > 0 ? " and \(rest) more" : ""))
    }

    private var overdue: Section {
        Section(
            title: Phrase(
                sv: "Kvittenser som borde ha kommit", en: "Receipts that should have come"),
            headings: OverdueReply.headings, rows: shift.overdue?.rows ?? [])
    }

    private var cases: Section {
        Section(
            title: Phrase(sv: "Öppna ärenden", en: "Open cases"),
            headings: [
                Phrase(sv: "Ärende", en: "Case"), Phrase(sv: "Namn", en: "Name"), Self.level,
                Phrase(sv: "Sedan", en: "Since"),
            ],
            rows: shift.cases.map { line in
                [
                    line.kind.phrase, Phrase(verbatim: line.name), level(line.level),
                    Phrase(verbatim: line.since.rfc3339),
                ]
            })
    }

    private var quiet: Section {
        Section(
            title: Phrase(
                sv: "Tysta (det kan finnas nytt som inte når hit)",
                en: "Quiet (there may be news that does not get here)"),
            headings: [
                Self.actor, Self.level, Phrase(sv: "Hördes senast", en: "Last heard"),
            ],
            rows: shift.node.heard.filter(\.isQuiet).map { heard in
                [
                    Phrase(verbatim: heard.originator), level(heard.level, heard.status),
                    Phrase(verbatim: heard.said.rfc3339),
                ]
            })
    }

    private var gaps: Section {
        Section(
            title: Phrase(sv: "Saknas i det som kommit", en: "Missing in what has come"),
            headings: [Self.actor, Self.level, Phrase(sv: "Nummer", en: "Numbers")],
            rows: shift.node.gaps.map { gap in
                [
                    Phrase(verbatim: gap.originator), level(gap.level, gap.status),
                    Phrase(verbatim: gap.counters),
                ]
            })
    }

    private var unread: Section {
        Section(
            title: Phrase(
                sv: "Oläst här, och i kö härifrån", en: "Unread here, and queued from here"),
            headings: [
                Self.precedence, Phrase(sv: "Olästa", en: "Unread"), Phrase(sv: "Kö", en: "Queued"),
            ],
            rows: shift.node.lanes.filter { $0.unread + $0.queued > 0 }.map { lane in
                [
                    precedencePhrase(lane.precedence), Phrase(verbatim: "\(lane.unread)"),
                    Phrase(verbatim: "\(lane.queued)"),
                ]
            })
    }

    private var rungs: Section {
        Section(
            title: Phrase(sv: "Alla vägar", en: "All rungs"),
            headings: [
                Phrase(sv: "Väg", en: "Rung"), Phrase(sv: "Läge", en: "State"),
                Phrase(sv: "Sedan", en: "Since"), Phrase(sv: "Fel", en: "Problem"),
            ],
            rows: shift.node.rungs.map { rung in
                [
                    rung.name, rung.state.phrase, Phrase(verbatim: rung.since?.rfc3339 ?? "–"),
                    rung.problemSentence?.text ?? Phrase(verbatim: ""),
                ]
            }
                + shift.node.relays.map { relay in
                    [
                        Phrase(verbatim: relay.id),
                        relay.isUp && relay.problem == nil
                            ? StatusReply.RungLine.State.up.phrase
                            : StatusReply.RungLine.State.down.phrase,
                        Phrase(
                            sv: relay.lastReached.map { "senast nått \($0)" } ?? "inte nått",
                            en: relay.lastReached.map { "last reached \($0)" } ?? "not reached"),
                        relay.problem?.sentence.text ?? Phrase(verbatim: ""),
                    ]
                })
    }

    private var drills: Section {
        Section(
            title: Phrase(sv: "Inte övat i tid", en: "Not drilled in time"),
            headings: [
                Phrase(sv: "Väg", en: "Rung"), Phrase(sv: "Senast övad", en: "Last drilled"),
            ],
            rows: shift.node.drillsDue.map { due in
                [due.name, Phrase(verbatim: due.passed?.rfc3339 ?? "–")]
            })
    }

    private var keys: Section {
        Section(
            title: Phrase(sv: "Nycklar att byta", en: "Keys to renew"),
            headings: [
                Phrase(sv: "Går ut", en: "Ends"), Phrase(sv: "Ägare", en: "Owner"),
                Phrase(sv: "Ändamål", en: "Purpose"),
            ],
            rows: shift.node.keysDue.map { key in
                [
                    Phrase(verbatim: key.until.rfc3339), Phrase(verbatim: key.owner),
                    Phrase(verbatim: key.purpose),
                ]
            })
    }

    private func level(_ name: String, _ status: String? = nil) -> Phrase {
        let level = (try? Level(name))?.phrase ?? Phrase(verbatim: name)
        guard let status else { return level }
        let kind = StatusKind(rawValue: status)?.phrase ?? Phrase(verbatim: status)
        return Phrase(
            sv: "\(level.swedish), \(kind.swedish)", en: "\(level.english), \(kind.english)")
    }

    private func short(_ id: String) -> Phrase {
        Phrase(verbatim: String(id.prefix(idShownCharacters)))
    }

    /// More would make a page of one message.
    private static let namesMax = 8
    private static let precedence = Phrase(sv: "Brådska", en: "Precedence")
    private static let level = Phrase(sv: "Nivå", en: "Level")
    private static let actor = Phrase(sv: "Aktör", en: "Actor")
    private static let message = Phrase(sv: "Meddelande", en: "Message")
}

extension ShiftReply.OpenCase.Kind {
    var phrase: Phrase {
        switch self {
        case .breakGlass:
            Phrase(sv: "break-glass att granska", en: "break-glass to be reviewed")
        case .inventory: Phrase(sv: "inventering pågår", en: "inventory under way")
        case .inventoryOverdue:
            Phrase(sv: "inventering skulle ha gjorts", en: "inventory overdue")
        case .incident: Phrase(sv: "incident att avsluta", en: "incident to be closed")
        }
    }
}
