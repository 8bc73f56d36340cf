package import Primitives

extension TokenError: Worded {
    package var sentence: Sentence {
        switch self {
        case .uriInvalid:
            Sentence(
                sv: "Det är ingen PKCS#11-adress som säger vilken bärare och vilken modul.",
                en: "That is no PKCS #11 URI that says which token and which module.",
                hint: Phrase(
                    sv: "Som pkcs11:token=NAMN?module-path=/usr/lib/softhsm/libsofthsm2.so.",
                    en: "Such as pkcs11:token=NAME?module-path=/usr/lib/softhsm/libsofthsm2.so."))
        case .uriHoldsPIN:
            Sentence(
                sv: "En PIN får inte stå i adressen, som sparas och visas.",
                en: "A PIN must not be in the URI, which is stored and shown.",
                hint: Phrase(
                    sv: "Ta bort den; den frågas efter, eller läses ur filen i BUDKAVLE_PIN_FILE.",
                    en: "Remove it; it is asked for, or read from the file in BUDKAVLE_PIN_FILE."))
        case .moduleUnavailable(let path):
            Sentence(
                sv: "Modulen \(path) går inte att ladda.", en: "The module \(path) does not load.",
                hint: Phrase(
                    sv: "Är tillverkarens PKCS#11-modul installerad där?",
                    en: "Is the vendor's PKCS #11 module installed there?"))
        case .away(let token):
            Sentence(
                sv: "\(token) är inte i någon läsare.", en: "\(token) is in no reader.",
                hint: Phrase(sv: "Sätt i det och gör om.", en: "Insert it and try again."))
        case .ambiguous(let token, let count):
            Sentence(
                sv: "\(token) passar på \(count) som är isatta.",
                en: "\(token) fits \(count) that are inserted.",
                hint: Phrase(
                    sv: "Ange serial= också; pkcs11-tool -L visar dem.",
                    en: "Give serial= too; pkcs11-tool -L lists them."))
        case .pinIncorrect(let token):
            Sentence(
                sv: "Fel PIN för \(token).", en: "Wrong PIN for \(token).",
                hint: Phrase(
                    sv: "Efter några fel låser det sig; se efter innan du försöker igen.",
                    en: "After some wrong ones it locks itself; check before trying again."))
        case .pinLocked(let token):
            Sentence(
                sv: "PIN för \(token) är låst efter för många fel.",
                en: "The PIN of \(token) is locked after too many wrong ones.",
                hint: Phrase(
                    sv: "Den som förvaltar korten låser upp det med SO-PIN eller PUK.",
                    en: "Whoever administers the cards unlocks it by SO PIN or PUK."))
        case .mechanismMissing(let mechanism, let token):
            Sentence(
                sv: "\(token) kan inte \(mechanism).", en: "\(token) does not know \(mechanism).",
                hint: Phrase(
                    sv: "Det behövs ett som kan Ed25519; pkcs11-tool -M visar vad det kan.",
                    en: "One that knows Ed25519 is needed; pkcs11-tool -M lists what it can."))
        case .keyMissing(let token):
            Sentence(
                sv: "Nyckeln finns inte i \(token).", en: "The key is not in \(token).",
                hint: Phrase(
                    sv: "Är det rätt kort? pkcs11-tool -O visar vad det har.",
                    en: "Is it the right card? pkcs11-tool -O lists what it has."))
        case .keysSeveral(let token):
            Sentence(
                sv: "\(token) har flera nycklar.", en: "\(token) has several keys.",
                hint: Phrase(
                    sv: "Säg vilken med id= eller object= i adressen.",
                    en: "Say which by id= or object= in the URI."))
        case .keyMayLeave(let token):
            Sentence(
                sv: "Nyckeln i \(token) kan ha varit utanför det, eller kan tas ut.",
                en: "The key in \(token) may have been outside of it, or may be taken out.",
                hint: Phrase(
                    sv: "Gör en ny där: registry add person --token.",
                    en: "Make another there: registry add person --token."))
        case .signatureInvalid(let token):
            Sentence(
                sv: "Det som \(token) svarade är ingen signatur av nyckeln.",
                en: "What \(token) answered is no signature of the key.")
        case .refused(let function, let code):
            Sentence(
                sv: "Kortet vägrade: \(function) gav \(code).",
                en: "The token refused: \(function) gave \(code).")
        }
    }
}
