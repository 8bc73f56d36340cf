package import Sealing
package import Wording

// What only the actor's side can say: the relay links neither Sealing nor this room.

extension SealingError: Worded {
    package var sentence: Sentence {
        switch self {
        case .openFailed:
            Sentence(
                sv: "Kuvertet gick inte att öppna med den här nyckelringen.",
                en: "The envelope could not be opened with this ring.",
                hint: Phrase(
                    sv:
                        """
                        Det är förseglat till någon annan, till en nyckel som är bytt, eller \
                        ändrat på vägen.
                        """,
                    en:
                        """
                        It is sealed to somebody else, to a key that was replaced, or was \
                        altered on the way.
                        """
                ))
        case .keyUnusable(let key, let misuse):
            Sentence(
                sv: "Nyckeln \(key) får inte användas: \(misuse.phrase.swedish).",
                en: "The key \(key) may not be used: \(misuse.phrase.english).")
        case .keyMissing(let actor):
            Sentence(
                sv: "\(actor) har ingen användbar nyckel för den här nivån och statusen.",
                en: "\(actor) has no usable key for this level and status.",
                hint: Phrase(
                    sv: "Aktören registrerar en ny med budkavle keys rotate.",
                    en: "The actor registers a new one with budkavle keys rotate."))
        case .noRecipients:
            Sentence(
                sv: "Det finns ingen att försegla till.", en: "There is nobody to seal to.")
        case .recipientRepeated(let actor):
            Sentence(sv: "\(actor) nämns två gånger.", en: "\(actor) is named twice.")
        case .slotMissing(let actor):
            Sentence(
                sv: "Kuvertet har inget fack för \(actor).",
                en: "The envelope has no slot for \(actor).",
                hint: Phrase(
                    sv: "Be avsändaren om ett tillägg, om \(actor) ska ha det.",
                    en: "Ask the sender for a supplement if \(actor) should have it."))
        case .contentHeadInvalid(let field):
            Sentence(
                sv:
                    """
                    Innehållets \(field == "file name" ? "filnamn" : "mediatyp") går inte att \
                    skriva i kuvertet.
                    """,
                en: "The content's \(field) cannot be written into the envelope.",
                hint: Phrase(
                    sv:
                        """
                        Inga styrtecken, ingen sökväg, ingen inledande punkt, högst \
                        \(ContentDescription.fieldMaxBytes) byte.
                        """,
                    en:
                        """
                        No control characters, no path, no leading dot, at most \
                        \(ContentDescription.fieldMaxBytes) bytes.
                        """
                ))
        case .envelopeInvalid(let error): error.sentence
        case .tokenFailed(let error): error.sentence
        case .primitiveFailed:
            Sentence(
                sv: "Kryptobiblioteket vägrade.", en: "The cryptographic library refused.")
        }
    }
}
