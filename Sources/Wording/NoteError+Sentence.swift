package import Notes

extension NoteError: Worded {
    package var sentence: Sentence {
        switch self {
        case .tooLarge(let limit):
            Sentence(
                sv: "Noten är större än \(limit) byte.",
                en: "The note is larger than \(limit) bytes.")
        case .utf8Invalid:
            Sentence(sv: "Noten är inte UTF-8.", en: "The note is not UTF-8.")
        case .controlCharacter(let offset):
            Sentence(
                sv: "Noten har ett styrtecken vid byte \(offset).",
                en: "The note has a control character at byte \(offset).")
        case .textUnterminated:
            Sentence(
                sv: "Notens text slutar inte med radbrytning.",
                en: "The note's text does not end with a line feed.", hint: cutHint)
        case .emptyLineMissing:
            Sentence(
                sv: "Ingen tom rad skiljer notens text från dess underskrifter.",
                en: "No empty line parts the note's text from its signatures.", hint: cutHint)
        case .signaturesMissing:
            Sentence(
                sv: "Noten saknar underskrifter.", en: "The note has no signatures.", hint: cutHint)
        case .signaturesTooMany(let limit):
            Sentence(
                sv: "Noten har fler än \(limit) underskrifter.",
                en: "The note has more than \(limit) signatures.")
        case .signatureLineMalformed(let line):
            Sentence(
                sv: "Rad \(line) är ingen underskriftsrad.",
                en: "Line \(line) is no signature line.", hint: cutHint)
        case .nameInvalid(let text):
            Sentence(
                sv: "”\(text)” är inget giltigt nyckelnamn.", en: "“\(text)” is no valid key name.")
        case .verifierKeyMalformed:
            Sentence(
                sv: "Texten är ingen verifieringsnyckel (namn+id+base64).",
                en: "The text is no verifier key (name+id+base64).")
        case .keyIDMismatch(let name):
            Sentence(
                sv: "Verifieringsnyckeln \(name) har ett id som inte följer av nyckeln.",
                en: "The verifier key \(name) has an id that does not follow from the key.")
        case .authorityIncomplete(let name):
            Sentence(
                sv:
                    """
                    Undertecknaren \(name) behöver en Ed25519-nyckel och en ML-DSA-65-nyckel \
                    av samma namn.
                    """,
                en:
                    """
                    The authority \(name) needs one Ed25519 and one ML-DSA-65 key of the same \
                    name.
                    """
            )
        case .authoritiesOverlap(let name):
            Sentence(
                sv: "Undertecknaren \(name) förekommer två gånger och skulle räknas dubbelt.",
                en: "The authority \(name) occurs twice and would count double.")
        case .thresholdInvalid(let required, let authorities):
            Sentence(
                sv: "\(required) av \(authorities) undertecknare är ingen möjlig tröskel.",
                en: "\(required) of \(authorities) authorities is no possible threshold.")
        case .keysAmbiguous(let name):
            Sentence(
                sv: "Två betrodda nycklar delar namnet \(name) och id.",
                en: "Two trusted keys share the name \(name) and id.")
        case .signatureInvalid(let name):
            Sentence(
                sv:
                    """
                    Underskriften av \(name) stämmer inte: texten är ändrad eller \
                    undertecknad med en annan nyckel.
                    """,
                en:
                    """
                    The signature by \(name) does not hold: the text was altered or signed \
                    with another key.
                    """
            )
        case .signatureMissing:
            Sentence(
                sv: "Ingen betrodd undertecknare har skrivit under.",
                en: "No trusted authority has signed.")
        case .thresholdUnmet(let required, let found):
            Sentence(
                sv: "\(found) av de \(required) underskrifter som krävs finns.",
                en: "\(found) of the \(required) signatures required are there.")
        case .signingFailed(let name):
            Sentence(
                sv: "Nyckeln \(name) kunde inte skriva under.",
                en: "The key \(name) could not sign.")
        }
    }

    private var cutHint: Phrase {
        Phrase(
            sv: "Filen är avkortad eller ingen undertecknad not.",
            en: "The file was cut or is no signed note.")
    }
}
