import ArgumentParser
import Identity
import Node
import Wording

struct NodeStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Vilken väg som gäller och varför, och vad som väntar.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        let reply = try await NodeSession(global, unlocking).call(.status)
        guard case .status(let status) = reply else { return }
        try global.output.show(status) { output in
            output.say(
                sv: "\(status.actor)/\(status.node): väg \(status.rung). \(status.why)",
                en: "\(status.actor)/\(status.node): rung \(status.rung). \(status.why)")
            var relays = Table([
                Phrase(sv: "Relä", en: "Relay"), Phrase(sv: "Adress", en: "Address"),
                Phrase(sv: "Senast nått", en: "Last reached"),
                Phrase(sv: "Fel", en: "Problem"),
            ])
            for relay in status.relays {
                let reached = relay.lastReachedMs.map { Timestamp(ms: $0).rfc3339 } ?? "–"
                relays.add([relay.id, relay.url, reached, relay.problem ?? ""])
            }
            output.show(relays)
            let version = status.policyVersion.map(String.init) ?? "–"
            let fresh = status.freshnessIssuedMs.map { Timestamp(ms: $0).rfc3339 } ?? "–"
            output.say(
                sv: "Policy version \(version), färskhetsbevis \(fresh).",
                en: "Policy version \(version), freshness note \(fresh).")
            output.say(
                sv: "Kö \(status.queued), väntar på frisläppning \(status.awaitingRelease), "
                    + "olästa \(status.unread), avvisade \(status.refused.count).",
                en: "Queued \(status.queued), awaiting release \(status.awaitingRelease), "
                    + "unread \(status.unread), refused \(status.refused.count).")
            for gap in status.gaps {
                output.say(sv: "Saknas: \(gap)", en: "Missing: \(gap)")
            }
            for refused in status.refused.suffix(refusedShownMax) {
                let gates = refused.gates.map { "\($0.id) (\($0.basis))" }.joined(separator: ", ")
                output.say(
                    sv: "Avvisat från \(refused.originator): \(refused.reason) \(gates)",
                    en: "Refused from \(refused.originator): \(refused.reason) \(gates)")
            }
        }
    }
}

private let refusedShownMax = 10
