import Labels
package import Pictures
package import Wording

extension PicturesError: Worded {
    package var sentence: Sentence {
        switch self {
        case .documentInvalid(let error):
            error.sentence.hint == nil ? error.sentence.hinting(asFile) : error.sentence
        case .capInvalid(let defect, let path, let position):
            Sentence(
                sv: "CAP, \(position.swedish), \(path): \(defect.phrase.swedish).",
                en: "CAP, \(position.english), \(path): \(defect.phrase.english).",
                hint: asFile)
        case .jsonInvalid(let defect, let path):
            Sentence(
                sv: "JSON, \(path): \(defect.phrase.swedish).",
                en: "JSON, \(path): \(defect.phrase.english).")
        case .geoInvalid(let defect, let path):
            Sentence(
                sv: "GeoJSON, \(path): \(defect.phrase.swedish).",
                en: "GeoJSON, \(path): \(defect.phrase.english).", hint: asFile)
        case .fieldInvalid(let field, let defect):
            Sentence(
                sv: "Fältet \(field): \(defect.phrase.swedish).",
                en: "Field \(field): \(defect.phrase.english).", hint: asFile)
        case .latitudeInvalid(let text):
            Sentence(sv: "”\(text)” är ingen latitud.", en: "“\(text)” is no latitude.")
        case .longitudeInvalid(let text):
            Sentence(sv: "”\(text)” är ingen longitud.", en: "“\(text)” is no longitude.")
        case .mediaTypeInvalid(let text):
            Sentence(sv: "”\(text)” är ingen medietyp.", en: "“\(text)” is no media type.")
        case .fileNameInvalid(let text):
            Sentence(
                sv: "”\(text)” kan inte vara ett filnamn.", en: "“\(text)” cannot be a file name.")
        case .statusDiffers(let stated, let label):
            Sentence(
                sv: "Innehållet säger \(stated.rawValue), etiketten \(label.rawValue).",
                en: "The content says \(stated.rawValue), the label \(label.rawValue).",
                hint: Phrase(
                    sv: "Verkligt, övning och prov får aldrig blandas ihop.",
                    en: "Actual, exercise and test must never be mixed up."))
        case .exportRefused(let format, let obstacle):
            Sentence(
                sv: "Det går inte att skriva som \(format.rawValue): \(obstacle.phrase.swedish).",
                en: "It cannot be written as \(format.rawValue): \(obstacle.phrase.english).",
                hint: Phrase(
                    sv: "--format original ger innehållet som det kom.",
                    en: "--format original gives the content as it came."))
        }
    }
}

/// What to do with content that is not read.
private let asFile = Phrase(
    sv: "--kind file bär filen som den är, utan att tolka den.",
    en: "--kind file carries the file as it is, without reading it.")

extension JSONDefect {
    package var phrase: Phrase {
        switch self {
        case .keyRepeated(let key):
            Phrase(sv: "nyckeln \(key) finns redan", en: "the key \(key) is there already")
        case .keyUnknown(let key):
            Phrase(sv: "nyckeln \(key) är okänd", en: "the key \(key) is unknown")
        case .keyMissing(let key):
            Phrase(sv: "nyckeln \(key) saknas", en: "the key \(key) is missing")
        case .typeUnexpected(let expected):
            Phrase(
                sv: "värdet ska vara av typen \(expected)",
                en: "the value must be of type \(expected)")
        case .valueUnknown(let text):
            Phrase(sv: "värdet ”\(text)” är okänt", en: "the value “\(text)” is unknown")
        case .timeInvalid(let text):
            Phrase(
                sv: "”\(text)” är ingen tid enligt RFC 3339", en: "“\(text)” is no time of RFC 3339"
            )
        case .fieldInvalid(let defect): defect.phrase
        case .coordinateInvalid(let text):
            Phrase(sv: "”\(text)” är ingen plats", en: "“\(text)” is no place")
        }
    }
}

extension FieldDefect {
    package var phrase: Phrase {
        switch self {
        case .empty: Phrase(sv: "texten saknas", en: "the text is missing")
        case .tooLong(let limit, let found):
            Phrase(
                sv: "texten är \(found) byte; högst \(limit) får plats",
                en: "the text is \(found) bytes; at most \(limit) fit")
        case .controlCharacter(let offset):
            Phrase(
                sv: "styrtecknet på byte \(offset) tas inte emot",
                en: "the control character at byte \(offset) is not accepted")
        case .tooMany(let limit):
            Phrase(sv: "fler än \(limit) tas inte emot", en: "more than \(limit) are not accepted")
        }
    }
}
