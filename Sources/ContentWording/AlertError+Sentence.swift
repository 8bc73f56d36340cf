package import Node
package import Wording

extension AlertError: Worded {
    package var sentence: Sentence {
        switch self {
        case .addressInvalid(let text):
            Sentence(
                sv: "\(text) är ingen adress för notiser.",
                en: "\(text) is no address for alerts.",
                hint: Phrase(
                    sv: "Skriv en enda: mailto:tib@solna.se eller sms:+46701234567.",
                    en: "Write a single one: mailto:tib@solna.se or sms:+46701234567."))
        case .channelMissing(let scheme):
            Sentence(
                sv: "Noden har ingen väg till \(scheme):-adresser.",
                en: "The node has no way to \(scheme): addresses.",
                hint: Phrase(
                    sv: "Ställ in den under alerts i node.yaml och starta om noden.",
                    en: "Set it up under alerts in node.yaml and restart the node."))
        case .functionUnknown(let function):
            Sentence(
                sv: "Ingen i förteckningen har funktionen \(function).",
                en: "Nobody in the roster has the function \(function).")
        case .subscriptionUnknown(let text):
            Sentence(
                sv: "Ingen får notiser under \(text).", en: "Nobody is told under \(text).",
                hint: Phrase(
                    sv: "budkavle alerts list visar dem som finns.",
                    en: "budkavle alerts list shows those there are."))
        case .alreadySubscribed(let id):
            Sentence(
                sv: "Funktionen får redan notiser på den adressen (\(id)).",
                en: "The function is told at that address already (\(id)).",
                hint: Phrase(
                    sv: "Ta bort först: budkavle alerts remove \(id).",
                    en: "Remove it first: budkavle alerts remove \(id)."))
        case .tooMany(let limit):
            Sentence(
                sv: "Högst \(limit) adresser får notiser.",
                en: "At most \(limit) addresses are told.",
                hint: Phrase(
                    sv: "Använd en gemensam adress per funktion.",
                    en: "Use one address for a function."))
        }
    }
}
