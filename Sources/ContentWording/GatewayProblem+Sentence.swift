package import Carriers
package import Wording

extension GatewayProblem {
    /// What is wrong with the way to a gateway, and what to do.
    package func sentence(at gateway: Gateway) -> Sentence {
        let name = gateway.name.capitalised
        func passing(sv swedish: String, en english: String) -> Sentence {
            Sentence(
                sv: "\(name.swedish) \(swedish).", en: "\(name.english) \(english).",
                hint: gateway.meanwhile)
        }
        return switch code {
        case .noConnection: passing(sv: "går inte att nå", en: "cannot be reached")
        case .timedOut: passing(sv: "svarade inte i tid", en: "did not answer in time")
        case .closedByPeer:
            passing(
                sv: "stängde förbindelsen utan svar",
                en: "closed the connection without an answer")
        case .cancelled: Sentence(sv: "Avbrutet.", en: "Cancelled.", hint: gateway.meanwhile)
        case .failed:
            passing(sv: "svarade med fel \(status ?? 500)", en: "failed with \(status ?? 500)")
        case .busy: passing(sv: "ber om tid", en: "asks for time")
        case .lost:
            passing(
                sv: "sade sig ha tagit emot, och har det inte",
                en: "said it took it, and does not have it")
        case .answerInvalid:
            passing(
                sv: "svarar inte enligt den beskrivning vi har",
                en: "does not answer by the description we have")
        case .peerUntrusted, .tokenRefused, .refused, .contradicted, .addressInvalid,
            .certificateInvalid, .tokenUnusable, .encryptionMissing, .programMissing:
            setUpSentence(at: gateway)
        }
    }

    /// What somebody has to see to.
    private func setUpSentence(at gateway: Gateway) -> Sentence {
        let (name, start) = (gateway.name, gateway.name.capitalised)
        let correct = Phrase(
            sv: "Rätta \(gateway.setting) i node.yaml.",
            en: "Correct \(gateway.setting) in node.yaml.")
        return switch code {
        case .peerUntrusted:
            Sentence(
                sv: "Den som svarar för \(name.swedish) visar ett annat certifikat än det som ska "
                    + "gälla.",
                en: "Who answers for \(name.english) shows another certificate than the pinned "
                    + "one.",
                hint: Phrase(
                    sv: "Det kan vara ett angrepp; jämför med filen som node.yaml pekar på.",
                    en: "It may be an attack; compare with the file that node.yaml names."))
        case .tokenRefused:
            Sentence(
                sv: "\(start.swedish) godtar inte nodens legitimation.",
                en: "\(start.english) does not accept the node's credentials.",
                hint: Phrase(
                    sv: "Lägg en ny i filen som node.yaml pekar på; noden läser den själv.",
                    en: "Put new ones into the file that node.yaml names; no restart is needed."))
        case .refused:
            Sentence(
                sv: "\(start.swedish) vägrade ta meddelandet (\(status ?? 400)); "
                    + "\(gateway.afterRefusal.swedish).",
                en: "\(start.english) refused the message (\(status ?? 400)); "
                    + "\(gateway.afterRefusal.english).",
                hint: Phrase(
                    sv: "Fråga den som sköter \(name.swedish) varför.",
                    en: "Ask whoever runs \(name.english) why."))
        case .contradicted:
            Sentence(
                sv: "\(start.swedish) har ett annat innehåll under meddelandets beteckning.",
                en: "\(start.english) holds something else under the message's id.",
                hint: Phrase(
                    sv: "Jämför med budkavle track; det kan vara ändrat där.",
                    en: "Compare with budkavle track; it may have been altered there."))
        case .certificateInvalid:
            Sentence(
                sv: "Certifikatet för \(name.swedish) går inte att läsa.",
                en: "The certificate for \(name.english) cannot be read.", hint: correct)
        case .tokenUnusable:
            Sentence(
                sv: "Legitimationen för \(name.swedish) går inte att läsa, eller fler kan läsa "
                    + "den.",
                en: "The credentials for \(name.english) cannot be read, or others can read them.",
                hint: Phrase(
                    sv: "Filen ska bara vara läsbar för noden: chmod 600.",
                    en: "The file must be readable by the node alone: chmod 600."))
        case .encryptionMissing:
            Sentence(
                sv: "\(start.swedish) erbjuder ingen kryptering, och utan den sänds inget.",
                en: "\(start.english) offers no encryption, and without it nothing is sent.",
                hint: Phrase(
                    sv: "Be den som sköter \(name.swedish) slå på STARTTLS.",
                    en: "Ask whoever runs \(name.english) to turn STARTTLS on."))
        case .programMissing:
            Sentence(
                sv: "Programmet curl, som talar med \(name.swedish), går inte att köra.",
                en: "The program curl, which speaks to \(name.english), cannot be run.",
                hint: Phrase(
                    sv: "I Debian: apt-get install curl.", en: "In Debian: apt-get install curl."))
        default:
            Sentence(
                sv: "Adresserna för \(name.swedish) är inte som de ska vara.",
                en: "The addresses for \(name.english) are not as they must be.", hint: correct)
        }
    }
}
