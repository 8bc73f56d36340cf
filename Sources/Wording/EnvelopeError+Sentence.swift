package import Envelopes

extension EnvelopeError: Worded {
    package var sentence: Sentence {
        switch self {
        case .truncated(let offset):
            Sentence(
                sv: "Kuvertet är avkortat: det slutar vid byte \(offset).",
                en: "The envelope is cut short: it ends at byte \(offset).", hint: fetchAgain)
        case .trailingBytes(let offset):
            Sentence(
                sv: "Det finns mer efter kuvertets slut, från byte \(offset).",
                en: "There is more after the end of the envelope, from byte \(offset).",
                hint: fetchAgain)
        case .magicMissing:
            Sentence(
                sv: "Filen är inget kuvert: den börjar inte som ett.",
                en: "The file is no envelope: it does not begin like one.")
        case .versionUnknown(let found):
            Sentence(
                sv: "Kuvertet är av version \(found), som det här programmet inte känner.",
                en: "The envelope is of version \(found), which this program does not know.",
                hint: Phrase(sv: "Uppdatera Budkavle.", en: "Update Budkavle."))
        case .tooLong(let part, let limit):
            Sentence(
                sv: "\(Self.part(part).swedish) är längre än \(limit) byte.",
                en: "\(Self.part(part).english) is longer than \(limit) bytes.")
        case .tooMany(let part, let limit):
            Sentence(
                sv: "Fler än \(limit): \(Self.part(part).swedish).",
                en: "More than \(limit): \(Self.part(part).english).")
        case .malformed(let part):
            Sentence(
                sv: "\(Self.part(part).swedish) går inte att läsa.",
                en: "\(Self.part(part).english) cannot be read.", hint: fetchAgain)
        case .notCanonical(let part, let offset):
            Sentence(
                sv:
                    """
                    \(Self.part(part).swedish) är inte skrivet i sin enda tillåtna form (byte \
                    \(offset)).
                    """,
                en:
                    """
                    \(Self.part(part).english) is not written in its one permitted form (byte \
                    \(offset)).
                    """,
                hint: fetchAgain)
        case .fieldInvalid(let field):
            Sentence(
                sv: "Fältet ”\(field)” saknas eller är utanför sina gränser.",
                en: "The field “\(field)” is missing or outside its limits.")
        case .labelInvalid(let error): error.sentence
        case .nameInvalid(let error): error.sentence
        case .signatureCountWrong(let expected, let found):
            Sentence(
                sv: "Kuvertet har \(found) signaturer; sviten kräver \(expected).",
                en: "The envelope has \(found) signatures; the suite requires \(expected).")
        case .keyUnknown(let key):
            Sentence(
                sv: "Nyckeln \(key) finns inte i nyckelregistret.",
                en: "The key \(key) is not in the registry.",
                hint: Phrase(
                    sv:
                        """
                        Hämta ett nyare register, eller så är kuvertet inte från en \
                        registrerad aktör.
                        """,
                    en: "Fetch a newer registry; or else the envelope is not by a registered actor."
                ))
        case .keyMisused(let key, let misuse):
            Sentence(
                sv: "Nyckeln \(key) får inte användas för detta: \(misuse.phrase.swedish).",
                en: "The key \(key) may not be used for this: \(misuse.phrase.english).")
        case .signatureInvalid(let key):
            Sentence(
                sv: "Signaturen av nyckeln \(key) stämmer inte: kuvertet är ändrat.",
                en: "The signature by key \(key) does not hold: the envelope was altered.",
                hint: fetchAgain)
        case .createdInFuture(let time):
            Sentence(
                sv: "Kuvertet säger sig vara skapat \(time), som ännu inte har varit.",
                en: "The envelope claims to be made at \(time), which has not been yet.",
                hint: Phrase(
                    sv: "Kontrollera klockan, här och hos avsändaren.",
                    en: "Check the clock, here and at the sender."))
        case .slotRootMismatch:
            Sentence(
                sv: "Mottagarnas fack stämmer inte med det undertecknade huvudet.",
                en: "The recipients' slots do not fit the signed header.", hint: fetchAgain)
        case .slotPathInvalid(let index):
            Sentence(
                sv: "Fack \(index) hör inte till det undertecknade huvudet.",
                en: "Slot \(index) does not belong to the signed header.", hint: fetchAgain)
        case .slotsMissing:
            Sentence(sv: "Kuvertet saknar fack.", en: "The envelope has no slots.")
        case .slotRecipientRepeated(let actor):
            Sentence(
                sv: "\(actor) har två fack i samma kuvert.",
                en: "\(actor) has two slots in one envelope.")
        case .releaseInvalid(let person):
            Sentence(
                sv: "Frisläppandet av \(person) stämmer inte.",
                en: "The release by \(person) does not hold.")
        case .contentSizeWrong(let expected, let found):
            Sentence(
                sv: "Innehållet är \(found) byte; huvudet säger \(expected).",
                en: "The content is \(found) bytes; the header says \(expected).", hint: fetchAgain)
        case .contentDigestWrong:
            Sentence(
                sv: "Innehållet är inte det som avsändaren undertecknade.",
                en: "The content is not what the sender signed.", hint: fetchAgain)
        }
    }

    private var fetchAgain: Phrase {
        Phrase(
            sv: "Ingenting har öppnats. Hämta kuvertet på nytt från avsändaren eller ett relä.",
            en: "Nothing was opened. Fetch the envelope again from the sender or a relay.")
    }

    private static func part(_ part: String) -> Phrase {
        parts[part] ?? Phrase(sv: "Delen ”\(part)”", en: "The part “\(part)”")
    }

    private static let parts: [String: Phrase] = [
        "head": Phrase(sv: "Kuvertets huvud", en: "The envelope's head"),
        "header": Phrase(sv: "Det undertecknade huvudet", en: "The signed header"),
        "core": Phrase(sv: "Kuvertets kärna", en: "The envelope's core"),
        "slot": Phrase(sv: "Ett fack", en: "A slot"),
        "slots": Phrase(sv: "fack", en: "slots"),
        "slot path": Phrase(sv: "steg i ett facks väg", en: "steps in a slot's path"),
        "signatures": Phrase(sv: "signaturer", en: "signatures"),
        "releases": Phrase(sv: "frisläppanden", en: "releases"),
        "attachments": Phrase(sv: "bilagor", en: "attachments"),
        "supplement": Phrase(sv: "Tillägget", en: "The supplement"),
    ]
}

extension KeyMisuse {
    /// As the end of a sentence: why the key may not be used.
    package var phrase: Phrase {
        switch self {
        case .actor: Phrase(sv: "den är en annan aktörs", en: "it is another actor's")
        case .level: Phrase(sv: "den gäller en annan nivå", en: "it is for another level")
        case .status:
            Phrase(
                sv: "den gäller en annan status (skarpt, övning, test)",
                en: "it is for another status (actual, exercise, test)")
        case .purpose: Phrase(sv: "den har ett annat ändamål", en: "it is for another purpose")
        case .notYetValid: Phrase(sv: "den gäller inte ännu", en: "it is not valid yet")
        case .expired: Phrase(sv: "dess tid har gått ut", en: "it has expired")
        case .revoked: Phrase(sv: "den är återkallad", en: "it has been revoked")
        }
    }
}
