package import Primitives

extension PrimitivesError: Worded {
    package var sentence: Sentence {
        switch self {
        case .lengthInvalid(let expected, let found):
            Sentence(
                sv: "Fel längd: \(expected) byte väntades, \(found) kom.",
                en: "Wrong length: \(expected) bytes expected, \(found) found.")
        case .keyInvalid:
            Sentence(
                sv: "Nyckeln har rätt längd men är ingen nyckel.",
                en: "The key has the right length but is no key.")
        case .openFailed:
            Sentence(
                sv: "Gick inte att öppna: fel nyckel, eller så är innehållet ändrat.",
                en: "Could not be opened: the key is wrong or the content was altered.")
        case .streamFinished:
            Sentence(
                sv: "Strömmen är avslutad; mer kan inte läggas till.",
                en: "The stream is finished; nothing can be added.")
        case .chunkLimitReached:
            Sentence(
                sv: "Innehållet är större än en nyckel får försegla.",
                en: "The content is larger than one key may seal.",
                hint: Phrase(sv: "Dela filen.", en: "Split the file."))
        case .contextTooLong(let found):
            Sentence(
                sv: "Signaturens sammanhang är \(found) byte; högst 255 går.",
                en: "The signature's context is \(found) bytes; at most 255 fit.")
        case .passwordCostOutsideLimits(let operations, let memory):
            Sentence(
                sv:
                    """
                    Filens krav på lösenordsberäkningen (\(operations) varv, \(memory) KiB) \
                    är utanför gränserna.
                    """,
                en:
                    """
                    The file's password cost (\(operations) passes, \(memory) KiB) is outside \
                    the limits.
                    """,
                hint: Phrase(
                    sv: "Filen är skadad eller gjord för att överbelasta.",
                    en: "The file is damaged or made to overload."))
        case .memoryUnavailable(let memory):
            Sentence(
                sv: "Minnet räcker inte: \(memory) KiB behövs för lösenordet.",
                en: "Not enough memory: the passphrase needs \(memory) KiB.",
                hint: Phrase(
                    sv: "Stäng något annat och försök igen.", en: "Close something and try again."))
        case .callFailed(let function):
            Sentence(
                sv: "Kryptobiblioteket vägrade (\(function)).",
                en: "The cryptographic library refused (\(function)).")
        }
    }
}

extension MerkleError: Worded {
    package var sentence: Sentence {
        Sentence(
            sv: "Beviset stämmer inte med loggens rot.",
            en: "The proof does not fit the log's root.")
    }
}
