import Identity
import Labels
package import Node
package import Wording

// Which way messages go now, why, and what people do meanwhile.

extension StatusReply {
    /// Whether messages go by themselves, and over what.
    package var headline: Sentence {
        switch rung {
        case .relay:
            Sentence(
                sv: "väg relä \(relay ?? "–"): det svarar.",
                en: "rung relay \(relay ?? "–"): it answers.")
        case .untried:
            Sentence(
                sv: "reläerna är inte prövade sedan noden öppnades.",
                en: "the relays have not been tried since the node was opened.",
                hint: Phrase(
                    sv: "budkavle node sync prövar dem.", en: "budkavle node sync tries them."))
        case .wis:
            Sentence(
                sv: "väg WIS: inget relä svarar. Öppna bilder och underrättelser till alla går "
                    + "dit; allt annat behåller utkorgen.",
                en: "rung WIS: no relay answers. Open pictures and notices to everybody go "
                    + "there; the outbox keeps everything else.", hint: Self.routinesBelow)
        case .none where relays.isEmpty:
            Sentence(
                sv: "noden har inget relä: allt går för hand.",
                en: "the node has no relay: everything goes by hand.", hint: Self.routinesBelow)
        case .none:
            Sentence(
                sv: "ingen väg går av sig själv: inget relä svarar; utkorgen behåller allt och "
                    + "försöker igen.",
                en: "no rung works by itself: no relay answers; the outbox keeps everything and "
                    + "tries again.", hint: Self.routinesBelow)
        }
    }

    private static let routinesBelow = Phrase(
        sv: "Rutinen för varje nivå står nedan.", en: "The routine for each level stands below.")

    /// Which way messages go now; levels that go the same way for the same reason, and for which
    /// people do the same, are told together.
    package var waysInForce: [WayInForce] {
        var groups: [[InForce]] = []
        for line in inForce {
            if let last = groups.last?.last, last.isTold(with: line) {
                groups[groups.count - 1].append(line)
            } else {
                groups.append([line])
            }
        }
        return groups.compactMap { lines in
            lines.first.map {
                WayInForce(
                    phrase: phrase(of: lines, like: $0), routine: $0.routine,
                    lastRoutine: $0.lastRoutine)
            }
        }
    }

    private func phrase(of lines: [InForce], like first: InForce) -> Phrase {
        let levels = lines.map { (try? Level($0.level))?.phrase ?? Phrase(verbatim: $0.level) }
        let rung = first.rung.map(named) ?? Phrase(sv: "ingen väg", en: "no way")
        let (since, why) = (since(first), why(first))
        return Phrase(
            sv: levels.map(\.swedish).joined(separator: ", ")
                + ": \(rung.swedish) \(since.swedish)\(why.swedish).",
            en: levels.map(\.english).joined(separator: ", ")
                + ": \(rung.english) \(since.english)\(why.english)."
        ).capitalised
    }

    /// What was before that, a node that has just been opened does not know.
    private func since(_ line: InForce) -> Phrase {
        line.since <= opened
            ? Phrase(
                sv: "sedan noden öppnades \(opened)", en: "since the node was opened \(opened)")
            : Phrase(sv: "sedan \(line.since)", en: "since \(line.since)")
    }

    private func why(_ line: InForce) -> Phrase {
        var reasons = line.passedOver.map { rung -> Phrase in
            let (name, since) = (named(rung), rungs.first { $0.rung == rung }?.since)
            return Phrase(
                sv: "\(name.swedish) är borta" + (since.map { " sedan \($0)" } ?? ""),
                en: "\(name.english) is away" + (since.map { " since \($0)" } ?? ""))
        }
        if rungs.first(where: { $0.rung == line.rung })?.state == .untried {
            reasons.append(Phrase(sv: "inte prövad ännu", en: "not tried yet"))
        }
        return Phrase(
            sv: reasons.map { "; " + $0.swedish }.joined(),
            en: reasons.map { "; " + $0.english }.joined())
    }

    private func named(_ rung: String) -> Phrase {
        rungs.first { $0.rung == rung }?.name ?? Phrase(verbatim: rung)
    }
}

extension StatusReply.InForce {
    fileprivate func isTold(with other: Self) -> Bool {
        var like = other
        like.level = level
        return like == self
    }
}

/// A way messages of some levels go, and what people do meanwhile.
package struct WayInForce: Sendable {
    /// The levels, the way, since when and why.
    package let phrase: Phrase
    /// Step by step, in policy's own words; `nil` where it has none.
    package let routine: [String]?
    /// Where a way that people serve does not work either; `nil` where messages go by themselves.
    package let lastRoutine: [String]?

    package static let routineTitle = Phrase(sv: "Rutin:", en: "Routine:")
    package static let lastRoutineTitle = Phrase(
        sv: "Om inte heller det går:", en: "If that does not work either:")
    package static let routineMissing = Phrase(
        sv: "Policyn har ingen rutin för detta. Vid sidan om: budkavle bundle på USB, kurir, "
            + "telefon.",
        en: "Policy has no routine for this. Beside it: budkavle bundle on USB, courier, "
            + "telephone.")
}

extension StatusReply.RungLine {
    /// What the rung is called.
    package var name: Phrase {
        if let gateway = Gateway(rawValue: rung) { return gateway.name }
        return CarrierKind(rawValue: carrier)?.phrase ?? Phrase(verbatim: rung)
    }

    /// What stands in the way, where something does.
    package var problemSentence: Sentence? {
        problem?.sentence(at: Gateway(rawValue: rung) ?? .wis)
    }
}

extension StatusReply.RungLine.State {
    package var phrase: Phrase {
        switch self {
        case .up: Phrase(sv: "i bruk", en: "in use")
        case .down: Phrase(sv: "borta", en: "away")
        case .untried: Phrase(sv: "ej prövad", en: "untried")
        case .byHand: Phrase(sv: "för hand", en: "by hand")
        }
    }
}
