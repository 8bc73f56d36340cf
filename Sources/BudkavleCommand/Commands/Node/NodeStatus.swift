import ArgumentParser
import Carriers
import ContentWording
import Handover
import Identity
import Labels
import Node
import Speaking
import Wording

struct NodeStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: spoken(
            sv: "Vilken väg som gäller och varför, och vad som väntar.",
            en: "Which rung is in force and why, and what waits."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(.status)
        guard case .status(let status) = reply else { return }
        try global.output.show(status) { output in
            output.say(status.headline.prefixed("\(status.actor)/\(status.node)"))
            var relays = Table([
                Phrase(sv: "Relä", en: "Relay"), Phrase(sv: "Adress", en: "Address"),
                Phrase(sv: "Senast nått", en: "Last reached"),
                Phrase(sv: "Fel", en: "Problem"),
            ])
            for relay in status.relays {
                let reached = relay.lastReached?.rfc3339 ?? "–"
                relays.add([
                    relay.id, relay.url, reached,
                    relay.problem.map { output.word($0.sentence.text) } ?? "",
                ])
            }
            output.show(relays)
            for relay in status.relays {
                guard let hint = relay.problem?.sentence.hint else { continue }
                output.say(
                    sv: "\(relay.id): \(hint.swedish)", en: "\(relay.id): \(hint.english)")
            }
            output.show(rungTable(status.rungs, output))
            for rung in status.rungs {
                guard let problem = rung.problemSentence else { continue }
                output.say(problem.prefixed(output.word(rung.name)))
            }
            if let siem = status.syslog {
                output.say(siem.phrase)
                if let problem = siem.problem { output.say(problem.sentence(at: .siem)) }
            }
            for way in status.waysInForce { output.say(way) }
            if status.publications > 0 {
                output.say(
                    sv: "I WIS, utan underskrift vi känner: \(status.publications).",
                    en: "In WIS, without a signature we know: \(status.publications).")
            }
            let version = status.policyVersion.map(String.init) ?? "–"
            let fresh = status.freshnessIssued?.rfc3339 ?? "–"
            output.say(
                sv: "Policy version \(version), färskhetsbevis \(fresh).",
                en: "Policy version \(version), freshness note \(fresh).")
            for mode in status.modes {
                output.say(mode.phrase)
                for limit in mode.tightens { output.say(limit.phrase) }
            }
            output.say(
                sv: "Kö \(status.queued), väntar på frisläppning \(status.awaitingRelease), "
                    + "olästa \(status.unread), avvisade \(status.refused.count).",
                en: "Queued \(status.queued), awaiting release \(status.awaitingRelease), "
                    + "unread \(status.unread), refused \(status.refused.count).")
            if status.queued + status.unread > 0 { output.show(laneTable(status.lanes, output)) }
            for gap in status.gaps {
                output.say(
                    sv: "Saknas: \(gap.phrase.swedish)", en: "Missing: \(gap.phrase.english)")
            }
            for heard in status.heard where heard.isQuiet {
                output.say(heard.quietPhrase)
            }
            if let first = status.keysDue.first {
                output.say(
                    sv: "Nycklar att byta: \(status.keysDue.count), den första går ut "
                        + "\(first.until) (\(first.purpose) \(first.owner)).",
                    en: "Keys to renew: \(status.keysDue.count), the first ends \(first.until) "
                        + "(\(first.purpose) \(first.owner)).")
            }
            if let review = status.logReview, review.isOverdue {
                output.say(review.overdueSentence)
            }
            for due in status.drillsDue { output.say(due.phrase) }
            for finding in status.evidence {
                output.say(
                    sv: "Bevis: \(finding.name), från \(finding.from), \(finding.found)",
                    en: "Evidence: \(finding.name), from \(finding.from), \(finding.found)")
            }
            for refused in status.refused.suffix(refusedShownMax) {
                tell(refused, output)
            }
        }
    }
}

extension StatusReply.ModeInForce {
    fileprivate var phrase: Phrase {
        let phrase = Phrase.modeInForce(name, mode, for: status)
        guard let until else { return phrase }
        return Phrase(
            sv: "\(phrase.swedish.dropLast()), till \(until).",
            en: "\(phrase.english.dropLast()), until \(until).")
    }
}

/// The ladder, the first way first.
private func rungTable(_ rungs: [StatusReply.RungLine], _ output: Output) -> Table {
    var table = Table([
        Phrase(sv: "Väg", en: "Rung"), Phrase(sv: "Läge", en: "State"),
        Phrase(sv: "Sedan", en: "Since"), Phrase(sv: "Högst", en: "Up to"),
        Phrase(sv: "Förs in efteråt", en: "Entered later"),
    ])
    for rung in rungs {
        let ceiling = rung.ceiling.flatMap { try? Level($0) }
        table.add([
            output.word(rung.name), output.word(rung.state.phrase),
            rung.since?.rfc3339 ?? "–", ceiling.map { output.word($0.phrase) } ?? "–",
            rung.owed > 0 ? String(rung.owed) : "",
        ])
    }
    return table
}

/// What waits, lane by lane.
private func laneTable(_ lanes: [StatusReply.Lane], _ output: Output) -> Table {
    var table = Table([
        Phrase(sv: "Brådska", en: "Precedence"), Phrase(sv: "Kö", en: "Queued"),
        Phrase(sv: "Olästa", en: "Unread"),
    ])
    for lane in lanes {
        table.add([
            output.word(precedencePhrase(lane.precedence)), String(lane.queued),
            String(lane.unread),
        ])
    }
    return table
}

/// From whom, why, and every gate that failed with its reason.
func tell(_ refused: RefusedLine, _ output: Output) {
    let from = refused.originator.isEmpty ? "–" : refused.originator
    let id = refused.id.prefix(idShownCharacters)
    let sentence = refused.reason.sentence
    output.say(
        Sentence(
            sv: "Avvisat \(id) från \(from): \(sentence.text.swedish)",
            en: "Refused \(id) from \(from): \(sentence.text.english)", hint: sentence.hint))
    for gate in refused.gates {
        output.say(
            sv: "  \(gate.id) (\(gate.basis)): \(gate.sv)",
            en: "  \(gate.id) (\(gate.basis)): \(gate.en)")
    }
}

private let refusedShownMax = 10
