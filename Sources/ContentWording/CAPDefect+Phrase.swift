package import Pictures
package import Wording

extension CAPDefect {
    package var phrase: Phrase {
        switch self {
        case .namespaceUnknown(let name):
            Phrase(
                sv: "namnrymden ”\(name)” är varken CAP 1.1 eller 1.2",
                en: "the namespace “\(name)” is neither CAP 1.1 nor 1.2")
        case .rootUnexpected(let name):
            Phrase(sv: "roten är \(name), inte alert", en: "the root is \(name), not alert")
        case .wrapperRefused(let count):
            Phrase(
                sv: "filen har \(count) meddelanden; skicka dem ett och ett",
                en: "the file has \(count) alerts; send them one by one")
        case .distributionRefused(let count):
            Phrase(
                sv: "filen är en EDXL-sändning med \(count) meddelanden; skicka dem ett och ett",
                en: "the file is an EDXL distribution with \(count) alerts; send them one by one")
        case .elementMissing(let name): Phrase(sv: "\(name) saknas", en: "\(name) is missing")
        case .elementRepeated(let name):
            Phrase(sv: "\(name) står mer än en gång", en: "\(name) is there more than once")
        case .elementUnexpected(let name):
            Phrase(
                sv: "här får inte \(name) stå, bara text", en: "no \(name) may be here, only text")
        case .textUnexpected:
            Phrase(
                sv: "här får ingen text stå, bara element", en: "no text may be here, only elements"
            )
        case .textMissing: Phrase(sv: "texten saknas", en: "the text is missing")
        case .textTooLong(let limit, let found):
            Phrase(
                sv: "texten är \(found) byte; högst \(limit) läses",
                en: "the text is \(found) bytes; at most \(limit) are read")
        case .tooMany(let name, let limit):
            Phrase(
                sv: "fler än \(limit) \(name) läses inte",
                en: "more than \(limit) \(name) are not read")
        case .valueUnknown(let text):
            Phrase(
                sv: "”\(text)” finns inte i standardens lista",
                en: "“\(text)” is not in the standard's list")
        case .polygonTooShort(let count):
            Phrase(
                sv: "en polygon med \(count) punkter; minst fyra krävs",
                en: "a polygon of \(count) points; at least four are needed")
        case .polygonOpen:
            Phrase(
                sv: "polygonen slutar inte där den börjar",
                en: "the polygon does not end where it begins")
        case .timeInvalid(let text):
            Phrase(
                sv: "”\(text)” är ingen tid av formen 2026-11-23T06:10:00+01:00",
                en: "“\(text)” is no time of the form 2026-11-23T06:10:00+01:00")
        case .numberInvalid(let text):
            Phrase(sv: "”\(text)” är inget tal", en: "“\(text)” is no number")
        case .languageInvalid(let text):
            Phrase(
                sv: "”\(text)” är ingen språkkod som sv-SE",
                en: "“\(text)” is no language code like sv-SE")
        case .uriInvalid(let text):
            Phrase(sv: "”\(text)” är ingen webbadress", en: "“\(text)” is no web address")
        case .identifierInvalid(let text):
            Phrase(
                sv: "”\(text)” har blanksteg, komma, < eller &",
                en: "“\(text)” has a space, a comma, < or &")
        case .referenceInvalid(let text):
            Phrase(
                sv: "”\(text)” är inte avsändare,beteckning,tid",
                en: "“\(text)” is not sender,identifier,time")
        case .circleInvalid(let text):
            Phrase(
                sv: "”\(text)” är ingen cirkel av formen latitud,longitud radie",
                en: "“\(text)” is no circle of the form latitude,longitude radius")
        case .coordinatesInvalid(let text):
            Phrase(
                sv: "”\(text)” är ingen punkt av formen latitud,longitud",
                en: "“\(text)” is no point of the form latitude,longitude")
        }
    }
}

extension CAPRemark {
    /// What a rewritten alert does not repeat of the document it was read from.
    package var phrase: Phrase {
        switch self {
        case .orderDiffers(let path):
            Phrase(
                sv: "\(path): delarna stod i annan ordning än standardens.",
                en: "\(path): the parts stood in another order than the standard's.")
        case .elementUnknown(let path):
            Phrase(
                sv: "\(path): okänt i standarden, inte med.",
                en: "\(path): unknown to the standard, left out.")
        case .elementEmpty(let path):
            Phrase(sv: "\(path): tomt, inte med.", en: "\(path): empty, left out.")
        case .signatureNotVerified:
            Phrase(
                sv: "meddelandets egen signatur är inte med och är inte kontrollerad.",
                en: "the message's own signature is left out and was not verified.")
        }
    }
}
