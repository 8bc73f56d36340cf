package import Wording

/// What the argument parser says of a command line it could not read.
///
/// The parser has its sentences in English alone and its errors for itself, so they are read back
/// from the sentences; a test makes the parser say every one of them.
package enum ParserComplaint: Error, Equatable {
    case commandUnknown(String, meant: String?, program: String)
    case optionUnknown(String, meant: String?)
    /// It stands before the command it belongs to.
    case optionMisplaced(String, command: String)
    case valueMissing(option: String)
    case valueUnwanted(option: String, text: String)
    case argumentsUnexpected(String)
    case argumentMissing(String)
    case valueInvalid(text: String, argument: String, permitted: [String])
    case subcommandMissing
    case optionMalformed(String)
    /// Said by a command's own validation, in the language of the process already.
    case own(String)

    package init(_ message: String) {
        if let match = message.firstMatch(
            of: /^Unknown option '(.+?)'(?:\. Did you mean '(.+?)'\?)?$/)
        {
            self = .optionUnknown(String(match.1), meant: match.2.map(String.init))
        } else if let match = message.firstMatch(of: /^Missing value for '(.+)'$/) {
            self = .valueMissing(option: String(match.1))
        } else if let match = message.firstMatch(
            of: /^The option '(.+?)' does not take any value, but '(.*)' was specified\.$/)
        {
            self = .valueUnwanted(option: String(match.1), text: String(match.2))
        } else if let match = message.firstMatch(
            of: /^(?:Unexpected argument|\d+ unexpected arguments:) '(.*)'$/)
        {
            self = .argumentsUnexpected(String(match.1.replacing("', '", with: " ")))
        } else if let match = message.firstMatch(
            of: /^Missing (?:expected argument|one of:) '(.+)'$/)
        {
            self = .argumentMissing(String(match.1.replacing("', '", with: " ")))
        } else if let complaint = Self.invalidValue(message) {
            self = complaint
        } else if message == "Missing required subcommand." {
            self = .subcommandMissing
        } else if let match = message.firstMatch(of: /^Invalid option: (.+)$/) {
            self = .optionMalformed(String(match.1))
        } else {
            self = .own(message)
        }
    }

    private static func invalidValue(_ message: String) -> ParserComplaint? {
        guard
            let match = message.prefixMatch(of: /The value '(.*?)' is invalid for '(.+?)'/)
        else { return nil }
        let permitted = message[match.range.upperBound...].matches(of: /(?:'|  - )([^'\n]+)'?/)
        return .valueInvalid(
            text: String(match.1), argument: String(match.2),
            permitted: permitted.map { String($0.1) })
    }
}

extension ParserComplaint: Ending {
    package var status: ExitStatus { .usage }
}

extension ParserComplaint: Worded {
    package var sentence: Sentence {
        switch self {
        case .commandUnknown(let word, let meant, let program):
            Sentence(
                sv: "Kommandot \(word) finns inte.", en: "There is no command \(word).",
                hint: meant.map { Phrase(sv: "Menades \($0)?", en: "Is \($0) meant?") }
                    ?? Phrase(
                        sv: "\(program) --help visar alla kommandon.",
                        en: "\(program) --help lists every command."))
        case .optionUnknown(let name, let meant):
            Sentence(
                sv: "Valet \(name) finns inte.", en: "There is no option \(name).",
                hint: meant.map { Phrase(sv: "Menades \($0)?", en: "Is \($0) meant?") } ?? seeHelp)
        case .optionMisplaced(let name, let command):
            Sentence(
                sv: "\(name) står före kommandot det hör till.",
                en: "\(name) stands before the command it belongs to.",
                hint: Phrase(
                    sv: "Skriv det efter: \(command) \(name) …",
                    en: "Write it behind: \(command) \(name) …"))
        case .valueMissing(let option):
            Sentence(
                sv: "\(option) saknar sitt värde.", en: "\(option) lacks its value.", hint: seeHelp)
        case .valueUnwanted(let option, let text):
            Sentence(
                sv: "\(option) tar inget värde, men fick ”\(text)”.",
                en: "\(option) takes no value, but “\(text)” was given.",
                hint: Phrase(sv: "Skriv bara \(option).", en: "Write \(option) alone."))
        case .argumentsUnexpected(let text):
            Sentence(
                sv: "”\(text)” var inte väntat.", en: "“\(text)” was not expected.", hint: seeHelp)
        case .argumentMissing(let name):
            Sentence(sv: "\(name) saknas.", en: "\(name) is missing.", hint: seeHelp)
        case .valueInvalid(let text, let argument, let permitted):
            Sentence(
                sv: "”\(text)” går inte att använda för \(argument).",
                en: "“\(text)” cannot be used for \(argument).",
                hint: permitted.isEmpty
                    ? seeHelp
                    : Phrase(
                        sv: "Skriv något av \(permitted.joined(separator: ", ")).",
                        en: "Write one of \(permitted.joined(separator: ", "))."))
        case .subcommandMissing:
            Sentence(sv: "Kommandot är inte helt.", en: "The command is not whole.", hint: seeHelp)
        case .optionMalformed(let text):
            Sentence(
                sv: "\(text) är inget val.", en: "\(text) is no option.", hint: seeHelp)
        case .own(let message): Sentence(Phrase(verbatim: message), hint: seeHelp)
        }
    }

    private var seeHelp: Phrase { remedy.phrase }
}

extension ParserComplaint: Advised {
    package var remedy: Remedy { .seeHelp }
}
