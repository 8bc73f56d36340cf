package import ForeignLabels
import Labels
package import Wording

extension ForeignLabelError: Worded {
    package var sentence: Sentence {
        switch self {
        case .documentInvalid(let error): error.sentence
        case .textNotUTF8:
            Sentence(
                sv: "Etiketten är inte giltig text i UTF-8.",
                en: "The label is no valid text in UTF-8.", hint: form)
        case .textInvalid(let error):
            Sentence(
                sv: "Som textrad: \(error.sentence.text.swedish)",
                en: "As a line of text: \(error.sentence.text.english)", hint: form)
        case .formatForeign(let format):
            Sentence(
                sv: "Det är \(format.phrase.swedish); det läses inte som etikett.",
                en: "It is \(format.phrase.english); that is not read as a label.",
                hint: form)
        case .labelInvalid(let defect, let path, let position):
            Sentence(
                sv: "STANAG 4774, \(position.swedish), \(path): \(defect.phrase.swedish).",
                en: "STANAG 4774, \(position.english), \(path): \(defect.phrase.english).")
        }
    }

    /// What is read as a label, with an example.
    private var form: Phrase {
        let line =
            "actual; oppen; audience=all; origin=SE; owners=sos-alarm; expires=2027-01-01T00:00:00Z"
        return Phrase(
            sv: "En etikett är en rad som ”\(line)”, eller originatorConfidentialityLabel (STANAG "
                + "4774).",
            en: "A label is a line such as “\(line)”, or originatorConfidentialityLabel (STANAG "
                + "4774).")
    }
}

extension LabelFormat {
    package var phrase: Phrase {
        switch self {
        case .stanagAlternative:
            Phrase(
                sv: "en alternativ etikett enligt STANAG 4774",
                en: "an alternative label of STANAG 4774")
        case .stanagMetadata:
            Phrase(
                sv: "en etikett för metadata enligt STANAG 4774",
                en: "a label for metadata of STANAG 4774")
        case .stanagBinding:
            Phrase(sv: "en bindning enligt STANAG 4778", en: "a binding of STANAG 4778")
        case .xmppSecurityLabel:
            Phrase(sv: "en etikett i XMPP (XEP-0258)", en: "a label in XMPP (XEP-0258)")
        case .spiffingLabel:
            Phrase(sv: "en etikett i spiffings XML", en: "a label in the XML of spiffing")
        case .spiffingClearance:
            Phrase(
                sv: "en behörighet i spiffings XML", en: "a clearance in the XML of spiffing")
        case .policyInformation:
            Phrase(sv: "en säkerhetspolicy (SPIF)", en: "a security policy (SPIF)")
        case .essXML:
            Phrase(sv: "en ESS-etikett (RFC 2634) som XML", en: "an ESS label (RFC 2634) as XML")
        case .essBER:
            Phrase(sv: "en ESS-etikett (RFC 2634) i BER", en: "an ESS label (RFC 2634) in BER")
        }
    }
}

extension ForeignLabelDefect {
    package var phrase: Phrase {
        switch self {
        case .elementMissing(let name): Phrase(sv: "\(name) saknas", en: "\(name) is missing")
        case .elementUnexpected(let name):
            Phrase(sv: "\(name) kan inte stå här", en: "\(name) cannot stand here")
        case .textUnexpected:
            Phrase(
                sv: "här får ingen text stå, bara element", en: "no text may be here, only elements"
            )
        case .textMissing: Phrase(sv: "texten saknas", en: "the text is missing")
        case .tokenTooLong(let limit, let found):
            Phrase(
                sv: "texten är \(found) byte; högst \(limit) läses",
                en: "the text is \(found) bytes; at most \(limit) are read")
        case .attributeMissing(let name):
            Phrase(sv: "attributet \(name) saknas", en: "the attribute \(name) is missing")
        case .attributeUnknown(let name):
            Phrase(sv: "attributet \(name) är okänt", en: "the attribute \(name) is unknown")
        case .valueUnknown(let text):
            Phrase(
                sv: "”\(text)” finns inte i standardens lista",
                en: "“\(text)” is not in the standard's list")
        case .timeInvalid(let text):
            Phrase(
                sv: "”\(text)” är ingen tid med tidszon", en: "“\(text)” is no time with an offset")
        case .tooMany(let limit):
            Phrase(sv: "fler än \(limit) läses inte", en: "more than \(limit) are not read")
        case .partNotCarried(let name):
            Phrase(
                sv: "våra etiketter har ingen plats för \(name)",
                en: "our labels have no room for \(name)")
        case .policyForeign(let name):
            Phrase(
                sv: "vad nivåerna enligt policyn \(name) motsvarar är inte överenskommet",
                en: "what levels under the policy \(name) correspond to is not agreed")
        case .equivalenceNotInForce(let name):
            Phrase(
                sv: "avtalet om vad nivåerna enligt policyn \(name) motsvarar gäller inte nu",
                en: "the agreement on what levels under the policy \(name) correspond to is not "
                    + "in force")
        case .classificationUnknown(let text):
            Phrase(sv: "”\(text)” är ingen nivå", en: "“\(text)” is no level")
        case .categoryUnknown(let name):
            Phrase(sv: "kategorin \(name) är okänd", en: "the category \(name) is unknown")
        case .categoryRepeated(let name):
            Phrase(sv: "kategorin \(name) finns redan", en: "the category \(name) is there already")
        case .categoryTypeWrong(let type):
            Phrase(
                sv: "kategorin ska vara \(type.rawValue)",
                en: "the category must be \(type.rawValue)")
        case .categoryMissing(let name):
            Phrase(sv: "kategorin \(name) saknas", en: "the category \(name) is missing")
        case .valuesWrong(let expected, let found):
            Phrase(
                sv: "kategorin har \(found) värden, inte \(expected)",
                en: "the category has \(found) values, not \(expected)")
        case .secrecyInvalid(let text):
            Phrase(
                sv: "”\(text)” är inte lagrum|myndighet|datum",
                en: "“\(text)” is not provision|authority|date")
        case .levelContradicted(let level):
            Phrase(
                sv: "sekretessmarkeringarna ger nivån \(level.name)",
                en: "the secrecy markings give the level \(level.name)")
        case .label(let error):
            Phrase(
                sv: error.sentence.text.swedish.clause, en: error.sentence.text.english.clause)
        }
    }
}

extension String {
    /// A sentence as a part of another.
    fileprivate var clause: String { hasSuffix(".") ? String(dropLast()) : self }
}
