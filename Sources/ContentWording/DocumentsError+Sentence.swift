package import Documents
package import Wording

extension DocumentsError: Worded {
    package var sentence: Sentence {
        switch self {
        case .tooLong(let limit, let found):
            Sentence(
                sv: "Innehållet är \(found) byte; högst \(limit) läses.",
                en: "The content is \(found) bytes; at most \(limit) are read.")
        case .encodingUnsupported(let name):
            Sentence(
                sv: "Teckenkodningen \(name) läses inte; använd UTF-8.",
                en: "The encoding \(name) is not read; use UTF-8.")
        case .encodingContradicted(let name):
            Sentence(
                sv: "Dokumentet säger sig vara \(name), men dess första byte säger annat.",
                en: "The document says it is \(name), but its first bytes say otherwise.")
        case .encodingInvalid(let offset):
            Sentence(
                sv: "Byte \(offset) är inte giltig text.", en: "Byte \(offset) is not valid text.")
        case .xmlInvalid(let defect, let position):
            Sentence(
                sv: "XML, \(position.swedish): \(defect.phrase.swedish).",
                en: "XML, \(position.english): \(defect.phrase.english).")
        case .jsonInvalid(let defect, let position):
            Sentence(
                sv: "JSON, \(position.swedish): \(defect.phrase.swedish).",
                en: "JSON, \(position.english): \(defect.phrase.english).")
        case .jsonTooDeep(let limit, let path):
            Sentence(
                sv: "JSON, \(path): fler än \(limit) nivåer läses inte.",
                en: "JSON, \(path): more than \(limit) levels are not read.")
        case .xmlUnwritable(let scalar, let element):
            Sentence(
                sv: "Texten i \(element) har tecknet U+\(hex(scalar)), som XML inte kan bära.",
                en: "The text of \(element) has the character U+\(hex(scalar)), which XML cannot "
                    + "carry.")
        case .memoryExhausted:
            Sentence(
                sv: "Minnet räckte inte för att läsa dokumentet.",
                en: "There was not enough memory to read the document.")
        }
    }
}

/// As character tables write it: four digits at least.
private func hex(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

extension TextPosition {
    var swedish: String { "rad \(line) kolumn \(column)" }
    var english: String { "line \(line) column \(column)" }
}

extension XMLDefect {
    package var phrase: Phrase {
        switch self {
        case .doctypeForbidden:
            Phrase(
                sv: "en dokumenttyp (DOCTYPE) tas inte emot",
                en: "a document type (DOCTYPE) is not accepted")
        case .entityUndefined:
            Phrase(sv: "entiteten är inte definierad", en: "the entity is not defined")
        case .characterForbidden:
            Phrase(
                sv: "referensen är till ett tecken som XML inte tillåter",
                en: "the reference is to a character that XML does not allow")
        case .versionUnsupported(let version):
            Phrase(
                sv: "XML \(version) läses inte, bara 1.0",
                en: "XML \(version) is not read, only 1.0"
            )
        case .declarationInvalid:
            Phrase(sv: "XML-deklarationen är felaktig", en: "the XML declaration is wrong")
        case .syntax: Phrase(sv: "tecknet kan inte stå här", en: "the character cannot stand here")
        case .endMissing: Phrase(sv: "slutet saknas", en: "the end is missing")
        case .contentAfterRoot:
            Phrase(
                sv: "efter rotelementet får inget stå", en: "nothing may follow the root element")
        case .tagMismatched(let expected):
            Phrase(
                sv: "sluttaggen är inte den för \(expected)",
                en: "the end tag is not that of \(expected)")
        case .attributeRepeated:
            Phrase(sv: "attributet finns redan", en: "the attribute is there already")
        case .prefixUnbound:
            Phrase(sv: "prefixet har ingen namnrymd", en: "the prefix has no namespace")
        case .namespaceInvalid:
            Phrase(
                sv: "namnrymden får inte deklareras så",
                en: "the namespace may not be declared like this")
        case .tooDeep(let limit):
            Phrase(
                sv: "fler än \(limit) element i varandra läses inte",
                en: "more than \(limit) elements in each other are not read")
        case .tooManyElements(let limit):
            Phrase(
                sv: "fler än \(limit) element läses inte",
                en: "more than \(limit) elements are not read")
        case .tooManyAttributes(let limit):
            Phrase(
                sv: "fler än \(limit) attribut på ett element läses inte",
                en: "more than \(limit) attributes of one element are not read")
        case .nameTooLong(let limit):
            Phrase(
                sv: "namn över \(limit) byte läses inte",
                en: "names beyond \(limit) bytes are not read")
        case .namespaceTooLong(let limit):
            Phrase(
                sv: "namnrymder över \(limit) byte läses inte",
                en: "namespaces beyond \(limit) bytes are not read")
        case .markupTooLong(let limit):
            Phrase(
                sv: "taggar och kommentarer över \(limit) byte läses inte",
                en: "tags and comments beyond \(limit) bytes are not read")
        case .other(let code):
            Phrase(
                sv: "läsaren Expat gav felkod \(code)", en: "the reader Expat gave error \(code)")
        }
    }
}

extension JSONSyntaxDefect {
    package var phrase: Phrase {
        switch self {
        case .syntax:
            Phrase(sv: "det som slutar här passar inte", en: "what ends here does not fit")
        case .endMissing: Phrase(sv: "slutet saknas", en: "the end is missing")
        case .contentAfterValue:
            Phrase(sv: "efter värdet får inget stå", en: "nothing may follow the value")
        case .keyRepeated: Phrase(sv: "nyckeln finns redan", en: "the key is there already")
        case .nulForbidden:
            Phrase(sv: "tecknet \\u0000 tas inte emot", en: "the character \\u0000 is not accepted")
        case .numberTooLarge: Phrase(sv: "talet är för stort", en: "the number is too large")
        case .other(let code):
            Phrase(
                sv: "läsaren Jansson gav felkod \(code)",
                en: "the reader Jansson gave error \(code)")
        }
    }
}
