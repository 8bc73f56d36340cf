package import Carriers

extension CarrierError: Worded {
    package var sentence: Sentence {
        switch self {
        case .unreachable(let why): why.sentence
        case .refused(let problem):
            Sentence(
                sv: "Reläet svarade \(problem.status): \(problem.title).",
                en: "The relay answered \(problem.status): \(problem.title).")
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
                hint: Phrase(sv: "https://värd:port", en: "https://host:port"))
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
            Sentence(sv: "Reläet går inte att nå.", en: "The relay cannot be reached.")
        case .timedOut:
            Sentence(sv: "Reläet svarade inte i tid.", en: "The relay did not answer in time.")
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
                    sv: "Är nodens certifikat registrerat och inte återkallat?",
                    en: "Is the node's certificate registered and not revoked?"))
        case .cancelled: Sentence(sv: "Avbrutet.", en: "Cancelled.")
        }
    }
}
