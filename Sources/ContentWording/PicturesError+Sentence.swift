import Labels
package import Pictures
package import Wording

extension PicturesError: Worded {
    package var sentence: Sentence {
        switch self {
        case .documentTooLong(let limit, let found):
            Sentence(
                sv: "Innehållet är \(found) byte; högst \(limit) läses.",
                en: "The content is \(found) bytes; at most \(limit) are read.")
        case .encodingUnsupported(let name):
            Sentence(
                sv: "Teckenkodningen \(name) läses inte; använd UTF-8.",
                en: "The encoding \(name) is not read; use UTF-8.")
        case .encodingInvalid(let offset):
            Sentence(
                sv: "Byte \(offset) är inte giltig text.", en: "Byte \(offset) is not valid text.")
        case .xmlInvalid(let defect, let position):
            Sentence(
                sv: "XML, rad \(position.line) kolumn \(position.column): \(defect).",
                en: "XML, line \(position.line) column \(position.column): \(defect).")
        case .capInvalid(let defect, let path, let position):
            Sentence(
                sv: "CAP, rad \(position.line) kolumn \(position.column), \(path): \(defect).",
                en: "CAP, line \(position.line) column \(position.column), \(path): \(defect).",
                hint: Phrase(
                    sv: "--kind file bär filen som den är, utan att tolka den.",
                    en: "--kind file carries the file as it is, without reading it."))
        case .jsonInvalid(let defect, let path, let offset):
            Sentence(
                sv: "JSON, byte \(offset), \(path): \(defect).",
                en: "JSON, byte \(offset), \(path): \(defect).")
        case .fieldInvalid(let field, let defect):
            Sentence(sv: "Fältet \(field): \(defect).", en: "Field \(field): \(defect).")
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
        }
    }
}
