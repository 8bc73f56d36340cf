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

extension GapLine {
    package var counters: String { first == last ? "\(first)" : "\(first)–\(last)" }

    package var phrase: Phrase {
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
