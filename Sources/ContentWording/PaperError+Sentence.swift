package import Paper
package import Sheets
package import Wording

extension SheetError: Worded {
    package var sentence: Sentence {
        switch self {
        case .empty:
            Sentence(sv: "Det finns inget att skriva ut.", en: "There is nothing to print.")
        case .tooLarge(let limit, let found):
            Sentence(
                sv: "\(found) byte är mer än ett ark bär; gränsen är \(limit).",
                en: "\(found) bytes are more than a sheet carries; the limit is \(limit).",
                hint: Phrase(
                    sv: "Ta en annan väg: relä, eller fil på usb.",
                    en: "Take another way: a relay, or a file on USB."))
        case .partForeign:
            Sentence(
                sv: "Koden hör inte till något ark från budkavle.",
                en: "The code is of no sheet that budkavle printed.")
        case .partInvalid:
            Sentence(
                sv: "En kod är märkt som vår men dess tal kan inte stämma.",
                en: "A code bears our mark, but its numbers cannot be.")
        case .partOfOther(let sheet, let expected):
            Sentence(
                sv: "Bilderna visar två ark: \(expected.text) och \(sheet.text).",
                en: "The pictures show two sheets: \(expected.text) and \(sheet.text).",
                hint: Phrase(
                    sv: "Läs in ett ark i taget; namnet står på varje sida.",
                    en: "Read one sheet at a time; its name stands on every page."))
        case .partContradicts(let number):
            Sentence(
                sv: "Kod \(number) finns två gånger, med olika innehåll.",
                en: "Code \(number) is there twice, with different content.")
        case .incomplete(let missing, let count):
            Sentence(
                sv: "Koder saknas av \(count). Någon av dessa behövs: \(numbers(missing)).",
                en: "Codes are missing of \(count). Some of these are needed: \(numbers(missing)).",
                hint: Phrase(
                    sv: "Ta nya bilder av dem och läs in alla bilder tillsammans.",
                    en: "Take new pictures of them and read all pictures together."))
        case .damaged(let sheet):
            Sentence(
                sv: "Alla koder finns, men de ger inte det som arket \(sheet.text) bar.",
                en: "All codes are there, but do not make what sheet \(sheet.text) carried.")
        }
    }

    private func numbers(_ missing: [Int]) -> String {
        missing.map(String.init).joined(separator: ", ")
    }
}

extension PaperError: Worded {
    package var sentence: Sentence {
        switch self {
        case .codeTooLong(let bytes):
            Sentence(
                sv: "\(bytes) tecken är mer än en QR-kod bär.",
                en: "\(bytes) characters are more than one QR code holds.")
        case .programMissing(let name, let package):
            Sentence(
                sv: "Programmet \(name) finns inte på maskinen.",
                en: "The program \(name) is not on this machine.",
                hint: Phrase(
                    sv: "I Debian: apt-get install \(package).",
                    en: "In Debian: apt-get install \(package)."))
        case .programFailed(let name, let status):
            Sentence(
                sv: "Programmet \(name) misslyckades (\(status)).",
                en: "The program \(name) failed (\(status)).")
        case .pictureUnsupported(let path):
            Sentence(
                sv: "\(path) är varken PNG eller JPEG.", en: "\(path) is neither PNG nor JPEG.",
                hint: Phrase(
                    sv: "Spara bilden i något av de formaten.",
                    en: "Save the picture in one of those formats."))
        case .pictureUnreadable(let path):
            Sentence(
                sv: "\(path) går inte att läsa som bild.",
                en: "\(path) cannot be read as a picture.")
        case .nothingFound:
            Sentence(
                sv: "Ingen kod från ett ark syns i bilderna.",
                en: "No code of a sheet is seen in the pictures.",
                hint: Phrase(
                    sv: "Fotografera rakt framifrån, i gott ljus, med kodens vita kant.",
                    en: "Photograph straight on, in good light, with the code's white rim."))
        }
    }
}

extension SheetError: Advised {
    package var remedy: Remedy {
        switch self {
        case .empty, .partForeign: .seeHelp
        case .tooLarge: .divide
        case .partInvalid, .partContradicts, .damaged, .incomplete, .partOfOther: .fetchAgain
        }
    }
}

extension PaperError: Advised {
    package var remedy: Remedy {
        switch self {
        case .codeTooLong: .report
        case .programMissing, .programFailed: .examine
        case .pictureUnsupported, .pictureUnreadable, .nothingFound: .fetchAgain
        }
    }
}
