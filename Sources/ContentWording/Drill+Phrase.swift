import Labels
package import Node
package import Wording

// How a rung did when it was drilled.

extension Drill {
    /// What the rung is called.
    package var name: Phrase { rungName(carrier, rung) }

    /// How many arrived, how fast; and what stood in the way last.
    package var sentence: Sentence {
        let (arrived, all) = (count(.arrived), canaries.count)
        func parts(_ words: [(Canary.Outcome, String)]) -> String {
            words.map { (count($0.0), $0.1) }.filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }
                .joined()
        }
        let time = span.map { " \($0)" } ?? ""
        let why = canaries.last { $0.outcome != .arrived }?.reason
        return Sentence(
            sv: "\(name.swedish): \(arrived) av \(all) framme\(time)"
                + parts([
                    (.lost, "borta på vägen"), (.failed, "inte mottagna"), (.denied, "nekade"),
                    (.waiting, "att bära för hand"),
                ])
                + "." + (why.map { " " + $0.text.swedish } ?? ""),
            en: "\(name.english): \(arrived) of \(all) arrived\(time)"
                + parts([
                    (.lost, "lost on the way"), (.failed, "not taken"), (.denied, "denied"),
                    (.waiting, "to be carried by hand"),
                ])
                + "." + (why.map { " " + $0.text.english } ?? ""), hint: why?.hint)
    }

    /// `(12–48 ms, median 20)`: the fastest, the slowest and the middle one.
    private var span: String? {
        let times = milliseconds
        guard let first = times.first, let last = times.last else { return nil }
        return times.count == 1
            ? "(\(first) ms)" : "(\(first)–\(last) ms, median \(times[times.count / 2]))"
    }
}

extension Drill.Canary {
    /// Why it did not arrive.
    package var reason: Sentence? {
        if let problem = relayProblem { return problem.sentence }
        if let problem = gatewayProblem { return problem.sentence(at: .wis) }
        if let gate = gates.first {
            return Sentence(sv: "\(gate.id): \(gate.sv)", en: "\(gate.id): \(gate.en)")
        }
        if outcome == .waiting {
            return Sentence(
                sv: "Följer med nästa paket till den som namngavs.",
                en: "Goes along with the next bundle to whom was named.",
                hint: Phrase(
                    sv: "budkavle bundle export --status test; ta svarspaketet hem.",
                    en: "budkavle bundle export --status test; take the answer bundle home."))
        }
        guard !missing.isEmpty else { return nil }
        let names = missing.joined(separator: ", ")
        return Sentence(
            sv: "Inte kvitterat av \(names).", en: "Not signed for by \(names).",
            hint: Phrase(
                sv: "Ring och hör om noden är igång och når sitt relä.",
                en: "Call and ask whether the node runs and reaches its relay."))
    }
}

extension StatusReply.DrillDue {
    package var name: Phrase { rungName(carrier, rung) }

    package var phrase: Phrase {
        let days = max(1, everySeconds / 86_400)
        return Phrase(
            sv: "Inte övad i tid: \(name.swedish), "
                + (passed.map { "senast \($0)" } ?? "aldrig")
                + "; policyn begär var \(days):e dygn.",
            en: "Not drilled in time: \(name.english), "
                + (passed.map { "last \($0)" } ?? "never") + "; policy asks for every \(days) days."
        )
    }
}

private func rungName(_ carrier: String, _ rung: String) -> Phrase {
    let kind = CarrierKind(rawValue: carrier)?.phrase ?? Phrase(verbatim: carrier)
    if rung == carrier { return kind }
    return Phrase(sv: "\(kind.swedish) \(rung)", en: "\(kind.english) \(rung)")
}
