package import Carriers

extension Problem: Worded {
    package var sentence: Sentence {
        guard let kind else {
            return Sentence(
                sv: "Reläet svarade \(status), av ett skäl som programmet inte känner.",
                en: "The relay answered \(status), for a reason this program does not know.",
                hint: Phrase(sv: "Uppdatera Budkavle.", en: "Update Budkavle."))
        }
        let told = kind.told(about: defect)
        let facts = facts
        return Sentence(
            Phrase(sv: told.text.swedish + facts, en: told.text.english + facts),
            hint: told.hint)
    }

    /// Whom it is about and which gates failed: names that read alike in both languages.
    private var facts: String {
        let gates = (failed ?? []).map { "\($0.id) (\($0.basis))" }.joined(separator: ", ")
        let limit = limit.map { "\($0.name) \($0.value)" } ?? ""
        let parts = [recipient ?? "", gates, defect ?? "", limit].filter { !$0.isEmpty }
        return parts.isEmpty ? "" : " [" + parts.joined(separator: ": ") + "]"
    }
}

extension Problem.Kind {
    /// - Parameter defect: what was wrong with what was sent.
    fileprivate func told(about defect: String?) -> Sentence {
        switch self {
        // The one defect that the sender's clock alone makes.
        case .envelopeInvalid where defect == "createdInFuture":
            Sentence(
                sv: "Kuvertet säger sig vara gjort i framtiden.",
                en: "The envelope claims to be made in the future.",
                hint: Phrase(
                    sv: "Ställ den här maskinens klocka, och sänd på nytt: budkavle doctor.",
                    en: "Set this machine's clock, and send anew: budkavle doctor."))
        case .denied, .notYours, .nodeCeiling, .peerUnknown: refusal
        case .rateLimited, .overloaded, .stopping, .viewMissing, .storeFull, .storeUnavailable,
            .internalError:
            passing
        default: flaw
        }
    }

    /// The caller may not.
    private var refusal: Sentence {
        switch self {
        case .denied:
            Sentence(
                sv: "Reläet nekar enligt policyn.", en: "The relay denies it by policy.",
                hint: Phrase(
                    sv: "budkavle policy explain säger vad en grind kräver.",
                    en: "budkavle policy explain says what a gate asks."))
        case .notYours:
            Sentence(
                sv: "Meddelandet är inte den här aktörens.",
                en: "The message is not this actor's.")
        case .nodeCeiling:
            Sentence(
                sv: "Noden är inte registrerad för nivån.",
                en: "The node is not registered for the level.",
                hint: Phrase(
                    sv: "Använd en nod med högre tak: budkavle registry show.",
                    en: "Use a node with a higher ceiling: budkavle registry show."))
        default:
            Sentence(
                sv: "Reläet känner inte nodens certifikat.",
                en: "The relay does not know the node's certificate.",
                hint: Phrase(
                    sv: "Kontrollera att noden är registrerad och att reläet har det registret.",
                    en: "Check that the node is registered and that the relay has that registry."))
        }
    }

    /// It may go later without anybody changing the request.
    private var passing: Sentence {
        switch self {
        case .rateLimited:
            Sentence(
                sv: "Noden frågar mer än reläet tar emot på en sekund.",
                en: "The node asks for more than the relay takes in a second.", hint: byItself)
        case .storeUnavailable:
            Sentence(
                sv: "Reläets lager går inte att skriva till just nu.",
                en: "The relay's store cannot be written to just now.",
                hint: Phrase(
                    sv: "Säg till den som sköter reläet.", en: "Tell whoever runs the relay."))
        case .overloaded:
            Sentence(
                sv: "Reläet har för mycket att göra just nu.",
                en: "The relay has too much to do just now.", hint: byItself)
        case .stopping:
            Sentence(
                sv: "Reläet håller på att stanna.", en: "The relay is stopping.", hint: byItself)
        case .viewMissing:
            Sentence(
                sv: "Reläet har inget register eller ingen policy som gäller.",
                en: "The relay has no registry or policy in force.",
                hint: Phrase(
                    sv: "Säg till den som sköter reläet.", en: "Tell whoever runs the relay."))
        case .storeFull:
            Sentence(
                sv: "Reläets lager är fullt.", en: "The relay's store is full.",
                hint: Phrase(
                    sv: "Säg till den som sköter reläet.", en: "Tell whoever runs the relay."))
        default:
            Sentence(
                sv: "Reläet misslyckades.", en: "The relay failed.",
                hint: Phrase(sv: "Reläets logg säger varför.", en: "The relay's log says why."))
        }
    }

    private var byItself: Phrase {
        Phrase(sv: "Noden försöker igen av sig själv.", en: "The node tries again by itself.")
    }

    /// What was sent is not as it must be.
    private var flaw: Sentence {
        switch self {
        case .cursorInvalid:
            Sentence(
                sv: "Läsmärket är inte ett som reläet har gett noden.",
                en: "The cursor is not one the relay gave this node.")
        case .notFound:
            Sentence(sv: "Reläet har inget sådant.", en: "The relay has nothing there.")
        case .tooLarge:
            Sentence(
                sv: "Det är mer än reläet tar emot.", en: "It is more than the relay takes.")
        case .envelopeInvalid:
            Sentence(
                sv: "Reläet kan inte verifiera kuvertet.",
                en: "The relay cannot verify the envelope.",
                hint: Phrase(
                    sv: "Har reläet samma register som noden? Annars är kuvertet skadat.",
                    en: "Has the relay the same registry as the node? Else the envelope is damaged."
                ))
        case .expired:
            Sentence(sv: "Meddelandets tid har gått ut.", en: "The message has expired.")
        case .receiptInvalid:
            Sentence(
                sv: "Reläet kan inte verifiera kvittensen.",
                en: "The relay cannot verify the receipt.")
        case .mediaTypeUnsupported:
            Sentence(
                sv: "Reläet tar inte emot det formatet.", en: "The relay does not take that format."
            )
        case .offsetWrong, .rangeInvalid, .blobInvalid: flawOfBlob
        default:
            Sentence(
                sv: "Reläet förstod inte begäran.", en: "The relay did not understand the request.",
                hint: Phrase(
                    sv: "Nod och relä kan vara av olika version.",
                    en: "Node and relay may be of different versions."))
        }
    }

    private var flawOfBlob: Sentence {
        switch self {
        case .offsetWrong:
            Sentence(
                sv: "Reläet har kommit till ett annat ställe i bilagan.",
                en: "The relay has come to another place in the attachment.", hint: byItself)
        case .rangeInvalid:
            Sentence(
                sv: "Bilagan har inget på det stället.",
                en: "The attachment has nothing at that place.")
        default:
            Sentence(
                sv: "Bilagan som kom är inte den som meddelandet nämner; reläet kastade den.",
                en: "The attachment that came is not the one the message names; the relay "
                    + "dropped it.", hint: byItself)
        }
    }
}
