package import Keystore

extension KeystoreError: Worded {
    package var sentence: Sentence {
        switch self {
        case .malformed(let line, let expected):
            Sentence(
                sv: "Nyckelringens rad \(line) går inte att läsa: där väntades \(expected).",
                en: "Line \(line) of the key ring cannot be read: \(expected) was expected.")
        case .keyFileMalformed(let line, let expected):
            Sentence(
                sv: "Nyckelfilens rad \(line) går inte att läsa: där väntades \(expected).",
                en: "Line \(line) of the key file cannot be read: \(expected) was expected.",
                hint: Phrase(
                    sv: "Är det rätt fil? En nyckelfil börjar med ”budkavle-key-file v1”.",
                    en: "Is it the right file? A key file begins with “budkavle-key-file v1”."))
        case .tooLarge(let limit):
            Sentence(
                sv: "Nyckelringen är större än \(limit) byte.",
                en: "The key ring is larger than \(limit) bytes.")
        case .unlockFailed:
            Sentence(
                sv: "Nyckelringen öppnades inte: fel lösenord eller fel nyckelfil.",
                en: "The key ring did not open: wrong passphrase or wrong key file.")
        case .unlockUnavailable:
            Sentence(
                sv: "Nyckelringen öppnas inte på det sättet.",
                en: "The key ring is not opened that way.",
                hint: Phrase(
                    sv: "Prova --key-file FIL, eller låt bli det för att få frågan om lösenord.",
                    en: "Try --key-file FILE, or leave it out to be asked for the passphrase."))
        case .altered:
            Sentence(
                sv: "Nyckelringen är ändrad sedan dess ägare skrev den.",
                en: "The key ring was altered since its owner wrote it.",
                hint: Phrase(
                    sv: "Använd den inte; ta fram säkerhetskopian och utred vad som hänt.",
                    en: "Do not use it; fetch the backup and find out what happened."))
        case .unlocksInvalid:
            Sentence(
                sv: "Nyckelringen måste ha ett sätt att öppnas, eller ett av varje slag.",
                en: "The key ring must have one way to open it, or one of each kind.")
        case .passwordCostRefused:
            Sentence(
                sv:
                    """
                    Lösenordsberäkningen i filen är utanför gränserna eller får inte plats i \
                    minnet.
                    """,
                en: "The file's password cost is outside the limits or does not fit into memory.")
        case .keyUnknown:
            Sentence(
                sv: "Nyckeln finns inte i ringen.", en: "The key is not in the ring.")
        case .keyTwice:
            Sentence(
                sv: "Nyckeln finns redan i ringen.", en: "The key is in the ring already.")
        case .ownerUnfit:
            Sentence(
                sv: "En nyckel med det ändamålet kan inte ha den ägaren.",
                en: "A key of that purpose cannot have that owner.")
        case .validityEmpty:
            Sentence(
                sv: "Nyckelns giltighet är tom.", en: "The key's validity is empty.")
        case .secretLengthInvalid(let found):
            Sentence(
                sv: "Den privata nyckeln är \(found) byte, vilket ingen sådan nyckel är.",
                en: "The private key is \(found) bytes, which no such key is.")
        case .keyMismatch:
            Sentence(
                sv: "Den privata nyckeln är inte den som ringen säger.",
                en: "The private key is not the one the ring says.")
        case .tooManyKeys(let limit):
            Sentence(
                sv: "Ringen har fler än \(limit) nycklar.",
                en: "The ring has more than \(limit) keys.",
                hint: Phrase(
                    sv: "Förstör utgångna med budkavle keys destroy.",
                    en: "Destroy expired ones with budkavle keys destroy."))
        case .shareMalformed(let line, let expected):
            Sentence(
                sv: "Nyckelandelens rad \(line) går inte att läsa: där väntades \(expected).",
                en: "Line \(line) of the key share cannot be read: \(expected) was expected.",
                hint: Phrase(
                    sv: "Den kan vara felskriven eller skadad; ta en annan andel.",
                    en: "It may be miscopied or damaged; take another share."))
        case .sharingInvalid(let countMax):
            Sentence(
                sv: "En nyckel delas i 2–\(countMax) andelar, varav minst två ska behövas.",
                en: "A key is split into 2–\(countMax) shares, of which at least two are needed.")
        case .sharesTooFew(let found, let needed):
            Sentence(
                sv: "\(found) andelar räcker inte; det behövs \(needed).",
                en: "\(found) shares are not enough; \(needed) are needed.")
        case .sharesUnrelated:
            Sentence(
                sv: "Andelarna hör inte till den här säkerhetskopian, eller inte ihop.",
                en: "The shares do not belong to this backup, or not together.",
                hint: Phrase(
                    sv: "Varje säkerhetskopia har andelar för sig; rad 2 i en andel säger vilken.",
                    en: "Each backup has shares of its own; line 2 of a share says which."))
        case .keyInToken:
            Sentence(
                sv: "Nyckeln är i ett kort och går inte att ta ut.",
                en: "The key is in a token and cannot be taken out.")
        case .tokenClosed(let token):
            Sentence(
                sv: "Ingen finns här som kan ge PIN för \(token).",
                en: "Nobody is here to give the PIN of \(token).",
                hint: Phrase(
                    sv: "I skript läses den ur filen som BUDKAVLE_PIN_FILE nämner.",
                    en: "In scripts it is read from the file that BUDKAVLE_PIN_FILE names."))
        case .token(let error): error.sentence
        }
    }
}
