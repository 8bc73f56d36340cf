package import Carriers
package import Wording

extension GatewayProblem {
    /// What is wrong with the way to WIS, and what to do.
    package var sentence: Sentence {
        switch code {
        case .noConnection:
            Sentence(
                sv: "WIS går inte att nå.", en: "WIS cannot be reached.", hint: Self.goesOn)
        case .timedOut:
            Sentence(
                sv: "WIS svarade inte i tid.", en: "WIS did not answer in time.",
                hint: Self.goesOn)
        case .closedByPeer:
            Sentence(
                sv: "WIS stängde förbindelsen utan svar.",
                en: "WIS closed the connection without an answer.", hint: Self.goesOn)
        case .cancelled:
            Sentence(sv: "Avbrutet.", en: "Cancelled.", hint: Self.goesOn)
        case .failed:
            Sentence(
                sv: "WIS svarade med fel \(status ?? 500).",
                en: "WIS failed with \(status ?? 500).",
                hint: Self.goesOn)
        case .busy:
            Sentence(
                sv: "WIS ber om tid.", en: "WIS asks for time.", hint: Self.goesOn)
        case .lost:
            Sentence(
                sv: "WIS sade sig ha tagit emot, och har det inte.",
                en: "WIS said it took it, and does not have it.", hint: Self.goesOn)
        case .answerInvalid:
            Sentence(
                sv: "WIS svar följer inte den beskrivning vi har.",
                en: "The answer of WIS does not follow the description we have.", hint: Self.goesOn)
        case .peerUntrusted, .tokenRefused, .refused, .contradicted, .addressInvalid,
            .certificateInvalid, .tokenUnusable:
            setUpSentence
        }
    }

    /// What somebody has to see to.
    private var setUpSentence: Sentence {
        switch code {
        case .peerUntrusted:
            Sentence(
                sv: "Den som svarar för WIS visar ett annat certifikat än det som ska gälla.",
                en: "Who answers for WIS shows another certificate than the pinned one.",
                hint: Phrase(
                    sv: "Det kan vara ett angrepp; jämför med filen som node.yaml pekar på.",
                    en: "It may be an attack; compare with the file that node.yaml names."))
        case .tokenRefused:
            Sentence(
                sv: "WIS godtar inte nodens legitimation.", en: "WIS does not accept the token.",
                hint: Phrase(
                    sv: "Lägg en ny i filen som node.yaml pekar på; noden läser den själv.",
                    en: "Put a new one into the file that node.yaml names; no restart is needed."))
        case .refused:
            Sentence(
                sv: "WIS vägrade ta meddelandet (\(status ?? 400)); det går över reläerna.",
                en: "WIS refused the message (\(status ?? 400)); it goes over the relays.",
                hint: Phrase(
                    sv: "Fråga den som sköter WIS varför.", en: "Ask whoever runs WIS why."))
        case .contradicted:
            Sentence(
                sv: "WIS har ett annat innehåll under meddelandets beteckning.",
                en: "WIS holds something else under the message's id.",
                hint: Phrase(
                    sv: "Jämför med budkavle track; det kan vara ändrat i WIS.",
                    en: "Compare with budkavle track; it may have been altered in WIS."))
        case .certificateInvalid:
            Sentence(
                sv: "Certifikatet för WIS går inte att läsa.",
                en: "The certificate for WIS cannot be read.", hint: Self.correct)
        case .tokenUnusable:
            Sentence(
                sv: "Legitimationen för WIS går inte att läsa, eller fler kan läsa den.",
                en: "The token for WIS cannot be read, or others can read it.",
                hint: Phrase(
                    sv: "Filen ska bara vara läsbar för noden: chmod 600.",
                    en: "The file must be readable by the node alone: chmod 600."))
        default:
            Sentence(
                sv: "Adressen till WIS är ingen https-adress.",
                en: "The address of WIS is no https address.", hint: Self.correct)
        }
    }

    private static let goesOn = Phrase(
        sv: "Meddelanden går över reläerna så länge och förs in i WIS efteråt.",
        en: "Messages go over the relays meanwhile and are entered into WIS afterwards.")
    private static let correct = Phrase(
        sv: "Rätta wis i node.yaml.", en: "Correct wis in node.yaml.")
}
