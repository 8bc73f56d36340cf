import Identity
import Labels
package import Node
package import Wording

// What a node answers with, as people read it.

extension SentDelivery.State {
    package var phrase: Phrase {
        switch self {
        case .awaitingRelease: Phrase(sv: "väntar på frisläppning", en: "awaits release")
        case .queued, .waiting: Phrase(sv: "i utkorgen", en: "in the outbox")
        case .accepted: Phrase(sv: "mottaget av relä", en: "accepted by a relay")
        case .published: Phrase(sv: "infört i WIS", en: "published in WIS")
        case .delivered: Phrase(sv: "framme", en: "delivered")
        case .denied: Phrase(sv: "nekat av relä", en: "denied by a relay")
        case .rejected: Phrase(sv: "avvisat av relä", en: "rejected by a relay")
        case .expired: Phrase(sv: "tiden gick ut", en: "expired")
        case .cancelled: Phrase(sv: "avbrutet", en: "cancelled")
        }
    }
}

extension StatusReply.Rung {
    /// Which rung is in force, why, and what to do when it is the last.
    package func sentence(over relay: String?) -> Sentence {
        switch self {
        case .relay:
            Sentence(
                sv: "väg relä \(relay ?? "–"): det svarar.",
                en: "rung relay \(relay ?? "–"): it answers.")
        case .untried:
            Sentence(
                sv: "vägen är inte prövad sedan noden öppnades.",
                en: "the rung has not been tried since the node was opened.",
                hint: Phrase(
                    sv: "budkavle node sync prövar den.", en: "budkavle node sync tries it."))
        case .none:
            Sentence(
                sv: "ingen väg: inget relä svarar; utkorgen behåller allt och försöker igen.",
                en: "no rung: no relay answers; the outbox keeps everything and tries again.",
                hint: Phrase(
                    sv: "Använd rutinen vid sidan om: budkavle bundle på USB, kurir, telefon.",
                    en: "Use the routine beside it: budkavle bundle on USB, courier, telephone."))
        }
    }
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

extension TrackReply.Way {
    /// How far the message has come this way.
    package var phrase: Phrase {
        let name = rung == "wis" ? Phrase(sv: "WIS", en: "WIS") : Phrase(sv: "Relä", en: "Relay")
        let late = isLate ? Phrase(sv: ", sent", en: ", late") : Phrase(sv: "", en: "")
        let time = at?.rfc3339 ?? "–"
        return switch state {
        case .asked:
            Phrase(
                sv: "\(name.swedish): ska dit\(late.swedish).",
                en: "\(name.english): is to go there\(late.english).")
        case .arrived:
            Phrase(
                sv: "\(name.swedish): framme \(time)\(late.swedish).",
                en: "\(name.english): there since \(time)\(late.english).")
        case .refused:
            Phrase(
                sv: "\(name.swedish): avvisat \(time).",
                en: "\(name.english): refused \(time).")
        }
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

extension StatusReply {
    /// Which way messages go now, level by level; levels that go the same way for the same reason are
    /// told together.
    package var waysInForce: [Phrase] {
        var groups: [[InForce]] = []
        for line in inForce {
            if let last = groups.last?.last, last.rung == line.rung, last.since == line.since,
                last.passedOver == line.passedOver
            {
                groups[groups.count - 1].append(line)
            } else {
                groups.append([line])
            }
        }
        return groups.map(way)
    }

    private func way(of lines: [InForce]) -> Phrase {
        guard let first = lines.first else { return Phrase(sv: "", en: "") }
        let levels = lines.map { (try? Level($0.level))?.phrase ?? Phrase(verbatim: $0.level) }
        let rung = first.rung.map(named) ?? Phrase(sv: "ingen väg", en: "no way")
        let passed = first.passedOver.map(named)
        let why: Phrase =
            passed.isEmpty
            ? Phrase(sv: "", en: "")
            : Phrase(
                sv: "; \(passed.map(\.swedish).joined(separator: ", ")) är borta",
                en: "; \(passed.map(\.english).joined(separator: ", ")) is away")
        return Phrase(
            sv: levels.map(\.swedish).joined(separator: ", ")
                + ": \(rung.swedish) sedan \(first.since)\(why.swedish).",
            en: levels.map(\.english).joined(separator: ", ")
                + ": \(rung.english) since \(first.since)\(why.english).")
    }

    private func named(_ rung: String) -> Phrase {
        rungs.first { $0.rung == rung }?.name ?? Phrase(verbatim: rung)
    }
}

extension GapLine {
    package var phrase: Phrase {
        let counters = first == last ? "\(first)" : "\(first)–\(last)"
        let status = StatusKind(rawValue: status)?.phrase ?? Phrase(verbatim: status)
        return Phrase(
            sv: "\(originator) \(level) \(status.swedish): \(counters)",
            en: "\(originator) \(level) \(status.english): \(counters)")
    }
}

extension HeardLine {
    /// Of one that is quiet: nobody knows whether there is nothing new.
    package var quietPhrase: Phrase {
        let status = StatusKind(rawValue: status)?.phrase ?? Phrase(verbatim: status)
        return Phrase(
            sv: "Tyst: \(originator) \(level) \(status.swedish), hördes senast \(said). "
                + "Det kan finnas nytt som inte når hit.",
            en: "Quiet: \(originator) \(level) \(status.english), last heard \(said). "
                + "There may be news that does not get here.")
    }
}

/// What a list shows of a message: cargo that an approved product has sealed has no subject here, and
/// what is for persons who have signed in keeps its own to itself.
package func subjectPhrase(_ subject: String, isOpaque: Bool, isWithheld: Bool) -> Phrase {
    if isOpaque { return Phrase(sv: "Förseglad försändelse", en: "Sealed consignment") }
    if isWithheld { return Phrase(sv: "(visas efter inloggning)", en: "(shown after sign-in)") }
    return Phrase(verbatim: subject)
}

extension InboxMessage {
    /// The content as a person reads it.
    package var reading: Phrase {
        guard let text else {
            return Phrase(
                sv: "Förseglad av godkänd produkt; öppnas där.",
                en: "Sealed by an approved product; opened there.")
        }
        return Phrase(sv: text.sv, en: text.en)
    }
}
