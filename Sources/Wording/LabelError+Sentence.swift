package import Labels

extension LabelError: Worded {
    package var sentence: Sentence {
        switch self {
        case .levelUnknown(let text):
            Sentence(
                sv: "”\(text)” är ingen nivå.", en: "“\(text)” is no level.",
                hint: Phrase(
                    sv: "Nivåerna är \(levelNames).", en: "The levels are \(levelNames)."))
        case .statusUnknown(let text):
            Sentence(
                sv: "”\(text)” är ingen status.", en: "“\(text)” is no status.",
                hint: Phrase(
                    sv: "Status är actual (skarpt), exercise (övning) eller test.",
                    en: "The status is actual, exercise or test."))
        case .caveatUnknown(let text):
            Sentence(
                sv: "”\(text)” är inget hanteringsvillkor.", en: "“\(text)” is no caveat.",
                hint: Phrase(
                    sv: "De som finns är \(caveatNames).", en: "Those there are: \(caveatNames)."))
        case .originInvalid(let text):
            Sentence(
                sv: "”\(text)” är ingen landskod.", en: "“\(text)” is no country code.",
                hint: Phrase(
                    sv: "Skriv två versaler enligt ISO 3166-1, som SE.",
                    en: "Write two capitals as in ISO 3166-1, as SE."))
        case .textInvalid(let offset, let expected):
            Sentence(
                sv: "Etiketten går inte att läsa vid byte \(offset): där väntades "
                    + "\(expectedPhrase(expected).swedish).",
                en: "The label cannot be read at byte \(offset): "
                    + "\(expectedPhrase(expected).english) was expected.")
        case .nameInvalid(let error): error.sentence
        case .classWithoutSecrecy:
            Sentence(
                sv: "En säkerhetsskyddsklass kräver att sekretessen anges.",
                en: "A security class requires the secrecy to be stated.",
                hint: Phrase(
                    sv: "Ange lagrummet med --provision, som ”OSL 15:2”.",
                    en: "State the provision with --provision, as “OSL 15:2”."))
        case .provisionInvalid(let text):
            Sentence(
                sv: "”\(text)” går inte att skriva som lagrum.",
                en: "“\(text)” cannot be written as a provision.",
                hint: Phrase(
                    sv: "En rad om 1–\(Secrecy.provisionMaxBytes) byte utan ; | och citattecken.",
                    en:
                        """
                        One line of 1–\(Secrecy.provisionMaxBytes) bytes without ; | and \
                        quotation marks.
                        """
                ))
        case .audienceEmpty, .clauseEmpty:
            Sentence(
                sv: "Läsekretsen är tom, och en tom läsekrets når ingen.",
                en: "The audience is empty, and an empty audience reaches nobody.",
                hint: Phrase(
                    sv: "Alla sägs uttryckligen, med all.",
                    en: "Everybody is said explicitly, with all."))
        case .ownersMissing:
            Sentence(
                sv: "Etiketten saknar informationsägare.", en: "The label names no owner.")
        case .statusesDiffer:
            Sentence(
                sv: "Skarpt, övning och test kan inte läggas ihop.",
                en: "Actual, exercise and test cannot be joined.",
                hint: Phrase(
                    sv: "Gör en bild för var och en.", en: "Make a picture of each."))
        case .originsDiffer(let one, let other):
            Sentence(
                sv: "Delar med olika ursprung (\(one) och \(other)) kan inte läggas ihop.",
                en: "Parts of different origin (\(one) and \(other)) cannot be joined.",
                hint: Phrase(
                    sv: "Vilket ursprung helheten har avgör dess författare (label join --origin).",
                    en: "Which origin the whole has is for its author to say (label join --origin)."
                ))
        case .joinLeavesNobody:
            Sentence(
                sv: "Ingen får se alla delarna på en gång.",
                en: "Nobody may see all parts at once.",
                hint: Phrase(
                    sv: "Ta bort delar eller vidga en dels läsekrets hos dess ägare.",
                    en: "Leave parts out, or have an owner widen a part's audience."))
        case .joinOfNothing:
            Sentence(sv: "Det finns inga delar att lägga ihop.", en: "There are no parts to join.")
        case .tooMany(let part, let limit):
            Sentence(
                sv: "För många: \(part), högst \(limit).", en: "Too many \(part), at most \(limit)."
            )
        }
    }

    /// A field of the text form, as running text names it.
    private func expectedPhrase(_ expected: String) -> Phrase {
        switch expected {
        case "status":
            Phrase(
                sv: "status (actual, exercise(NAMN) eller test)",
                en: "the status (actual, exercise(NAME) or test)")
        case "level": Phrase(sv: "nivån (\(levelNames))", en: "the level (\(levelNames))")
        case "end": Phrase(sv: "slutet", en: "the end")
        case "canonical form":
            Phrase(
                sv: "fälten i sin enda tillåtna form", en: "the one permitted form of the fields")
        case "provision|authority|date":
            Phrase(sv: "lagrum|myndighet|datum", en: "provision|authority|date")
        case "audience", "origin", "owners", "expires": Phrase(verbatim: "\(expected)=")
        default: Phrase(verbatim: expected)
        }
    }

    private var levelNames: String { Level.allCases.map(\.name).joined(separator: ", ") }
    private var caveatNames: String { Caveat.allCases.map(\.rawValue).joined(separator: ", ") }
}
