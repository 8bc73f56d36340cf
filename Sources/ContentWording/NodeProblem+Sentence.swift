import Carriers
import Envelopes
import Labels
package import Node
package import Wording

extension RelayProblem {
    package var sentence: Sentence {
        switch code {
        case .noConnection: CarrierError.unreachable(.noConnection).advice
        case .timedOut: CarrierError.unreachable(.timedOut).advice
        case .peerUntrusted: CarrierError.unreachable(.peerUntrusted).advice
        case .closedByPeer: CarrierError.unreachable(.closedByPeer).advice
        case .cancelled: CarrierError.unreachable(.cancelled).advice
        case .answerInvalid: CarrierError.answerInvalid(.bodyMalformed).advice
        case .identityInvalid: CarrierError.identityInvalid.advice
        case .addressInvalid:
            Sentence(
                sv: "Reläets adress är ingen https-adress.",
                en: "The relay's address is no https address.",
                hint: Phrase(sv: "Rätta node.yaml.", en: "Correct node.yaml."))
        case .unproven:
            Sentence(
                sv: "Reläet säger sig ha tagit emot, utan en kvittens som håller.",
                en: "The relay says it took it, without a receipt that holds.",
                hint: Phrase(
                    sv: "Meddelandet räknas inte som mottaget; noden försöker igen.",
                    en: "The message does not count as taken; the node tries again."))
        case .revoked:
            Sentence(
                sv: "Reläet är återkallat.", en: "The relay is revoked.",
                hint: Phrase(
                    sv: "Ange ett annat i node.yaml.", en: "Name another in node.yaml."))
        case .clockDiffers:
            ClockWitness.relay("").sentence(secondsAhead: secondsAhead ?? 0)
        case .refused:
            problem?.advice
                ?? Sentence(
                    sv: "Reläet vägrade.", en: "The relay refused.", hint: Remedy.examine.phrase)
        }
    }
}

extension ArrivalDefect {
    package var sentence: Sentence {
        switch code {
        case .damaged, .versionUnknown, .contentInvalid, .slotsInvalid: brokenSentence
        case .keyUnknown, .keyMisused, .signatureInvalid, .createdInFuture, .releaseInvalid:
            signatureSentence
        case .slotMissing:
            Sentence(
                sv: "Det finns inget fack för oss i kuvertet.",
                en: "There is no slot for us in the envelope.", hint: askSender)
        case .keyMissing:
            Sentence(
                sv: "Det är förseglat till en nyckel som noden inte har.",
                en: "It is sealed to a key this node does not have.",
                hint: Phrase(
                    sv: "Nyckeln kan finnas på en annan av aktörens maskiner: budkavle node keys.",
                    en: "The key may be on another of the actor's machines: budkavle node keys."))
        case .keyDestroyed:
            Sentence(
                sv:
                    """
                    Det är förseglat till en nyckel som gick ut \(facts["time"] ?? "–") och sedan \
                    förstördes enligt plan.
                    """,
                en:
                    """
                    It is sealed to a key that ended \(facts["time"] ?? "–") and was then destroyed \
                    on schedule.
                    """,
                hint: Phrase(
                    sv: "Be avsändaren skicka igen: det förseglas då till den nyckel som gäller.",
                    en: "Ask the sender to send again: it is then sealed to the key in use."))
        case .openFailed:
            Sentence(
                sv: "Det gick inte att öppna.", en: "It could not be opened.", hint: askSender)
        case .policyMissing:
            Sentence(
                sv: "Ingen undertecknad policy gällde här.",
                en: "No signed policy was in force here.",
                hint: Phrase(
                    sv: "Be avsändaren skicka igen när policyn finns.",
                    en: "Ask the sender to send again when the policy is there."))
        case .denied:
            Sentence(
                sv: "Nekat av policyn.", en: "Denied by policy.",
                hint: Phrase(
                    sv: "budkavle policy explain säger vad en grind kräver.",
                    en: "budkavle policy explain says what a gate asks."))
        }
    }

    /// It is not whole.
    private var brokenSentence: Sentence {
        switch code {
        case .versionUnknown:
            Sentence(
                sv: "Kuvertet är av version \(fact("version")), som programmet inte känner.",
                en: "The envelope is of version \(fact("version")), unknown to this program.",
                hint: Phrase(sv: "Uppdatera Budkavle.", en: "Update Budkavle."))
        case .contentInvalid:
            Sentence(
                sv: "Innehållet är inte det som avsändaren undertecknade.",
                en: "The content is not what the sender signed.", hint: askSender)
        case .slotsInvalid:
            Sentence(
                sv: "Facken stämmer inte med det undertecknade huvudet.",
                en: "The slots do not fit the signed header.", hint: askSender)
        default:
            Sentence(
                sv: "Kuvertet är skadat.", en: "The envelope is damaged.", hint: askSender)
        }
    }

    /// Who signed it does not hold.
    private var signatureSentence: Sentence {
        switch code {
        case .keyUnknown:
            Sentence(
                sv: "Nyckeln \(fact("key")) finns inte i nodens nyckelregister.",
                en: "The key \(fact("key")) is not in the node's registry.",
                hint: Phrase(
                    sv: "budkavle node sync hämtar ett nyare register.",
                    en: "budkavle node sync fetches a newer registry."))
        case .keyMisused:
            Sentence(
                sv: "Nyckeln \(fact("key")) får inte användas för detta\(misuse.swedish).",
                en: "The key \(fact("key")) may not be used for this\(misuse.english).",
                hint: askSender)
        case .createdInFuture:
            Sentence(
                sv: "Det säger sig vara gjort \(fact("time")), som inte hade varit.",
                en: "It claims to be made at \(fact("time")), which had not been.",
                hint: Phrase(
                    sv: "Kontrollera klockan, här och hos avsändaren.",
                    en: "Check the clock, here and at the sender."))
        case .releaseInvalid:
            Sentence(
                sv: "Frisläppandet av \(fact("person")) håller inte.",
                en: "The release by \(fact("person")) does not hold.", hint: askSender)
        default:
            Sentence(
                sv: "Signaturen av nyckeln \(fact("key")) håller inte.",
                en: "The signature by key \(fact("key")) does not hold.", hint: askSender)
        }
    }

    private var askSender: Phrase {
        Phrase(sv: "Be avsändaren skicka igen.", en: "Ask the sender to send again.")
    }

    private var misuse: Phrase {
        guard let phrase = KeyMisuse(rawValue: fact("misuse"))?.phrase else {
            return Phrase(verbatim: "")
        }
        return Phrase(sv: ": " + phrase.swedish, en: ": " + phrase.english)
    }

    private func fact(_ name: String) -> String { facts[name] ?? "" }
}
