package import Wording

/// A gateway of others, as sentences call it.
package enum Gateway: String, CaseIterable, Sendable {
    case wis, mailto, sms, siem

    /// Within a sentence.
    package var name: Phrase {
        switch self {
        case .wis: Phrase(verbatim: "WIS")
        case .mailto: Phrase(sv: "e-postservern", en: "the mail server")
        case .sms: Phrase(sv: "sms-växeln", en: "the SMS gateway")
        case .siem: Phrase(verbatim: "SIEM")
        }
    }

    /// What happens while it is away.
    var meanwhile: Phrase {
        switch self {
        case .wis:
            Phrase(
                sv: "Meddelanden går över reläerna så länge och förs in i WIS efteråt.",
                en: "Messages go over the relays meanwhile and are entered into WIS afterwards.")
        case .siem:
            Phrase(
                sv: "Liggaren behåller allt, och det sänds när SIEM tar emot igen.",
                en: "The ledger keeps everything, and it is sent once the SIEM takes it again.")
        case .mailto, .sms:
            Phrase(
                sv: "Noden försöker igen; meddelandena ligger i inkorgen. Säg till på annat sätt.",
                en: "The node tries again; the messages are in the inbox. Tell people otherwise.")
        }
    }

    /// What became of the one thing it refused.
    var afterRefusal: Phrase {
        switch self {
        case .wis: Phrase(sv: "det går över reläerna", en: "it goes over the relays")
        case .mailto, .sms, .siem:
            Phrase(sv: "det prövas inte igen", en: "it is not tried again")
        }
    }

    /// Where it is set up.
    var setting: String {
        switch self {
        case .wis: "wis"
        case .mailto: "alerts.mail"
        case .sms: "alerts.sms"
        case .siem: "syslog"
        }
    }
}
