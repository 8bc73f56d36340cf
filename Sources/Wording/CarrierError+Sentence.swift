package import Carriers

extension CarrierError: Worded {
    package var sentence: Sentence {
        switch self {
        case .unreachable(let why): why.sentence
        case .refused(let problem): problem.sentence
        case .answerInvalid:
            Sentence(
                sv: "Reläets svar följer inte protokollet.",
                en: "The relay's answer does not follow the protocol.")
        case .identityInvalid:
            Sentence(
                sv: "Certifikatet eller dess nyckel går inte att använda.",
                en: "The certificate or its key cannot be used.")
        case .addressInvalid(let text):
            Sentence(
                sv: "”\(text)” är ingen https-adress.", en: "“\(text)” is no https address.",
                hint: Phrase(
                    sv: "Skriv https://värd:port (utan väg).",
                    en: "Write https://host:port (no path)."))
        case .frameInvalid:
            Sentence(
                sv: "En ram i reläets ström är trasig.", en: "A frame of the relay's is broken.")
        }
    }
}

extension Unreachable {
    fileprivate var sentence: Sentence {
        switch self {
        case .noConnection:
            Sentence(
                sv: "Reläet går inte att nå.", en: "The relay cannot be reached.",
                hint: Phrase(
                    sv: "Är nätet uppe, och reläet igång? Det som väntar sänds när det svarar.",
                    en: "Is the network up, and the relay running? What waits goes when it answers."
                ))
        case .timedOut:
            Sentence(
                sv: "Reläet svarade inte i tid.", en: "The relay did not answer in time.",
                hint: Phrase(
                    sv: "Noden försöker igen av sig själv; dröjer det, ring den som sköter reläet.",
                    en: "The node tries again by itself; if it lasts, call whoever runs the relay.")
            )
        case .peerUntrusted:
            Sentence(
                sv: "Den som svarar visar ett annat certifikat än det registrerade.",
                en: "Who answers shows another certificate than the registered one.",
                hint: Phrase(
                    sv: "Det kan vara ett angrepp; jämför med budkavle registry show.",
                    en: "It may be an attack; compare with budkavle registry show."))
        case .closedByPeer:
            Sentence(
                sv: "Reläet stängde förbindelsen utan svar.",
                en: "The relay closed the connection without an answer.",
                hint: Phrase(
                    sv: "Kontrollera att nodens certifikat är registrerat och inte återkallat.",
                    en: "Check that the node's certificate is registered and not revoked."))
        case .cancelled: Sentence(sv: "Avbrutet.", en: "Cancelled.")
        }
    }
}
