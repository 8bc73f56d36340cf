import ArgumentParser
import Speaking
import Wording

/// What can go wrong at the command line itself.
enum CommandError: Error, Equatable {
    /// Denied, and every gate has been told already.
    case denied
    /// Failed, and everything has been told already.
    case told(ExitStatus)
    case optionMissing(String)
    case optionsExclude(String, String)
    case valueInvalid(option: String, text: String)
    case numberOutside(option: String, least: Int, most: Int)
    case passphraseUnavailable
    case passphrasesDiffer
    case unknown(concept: String, name: String)
    case ambiguous(prefix: String, count: Int)
}

extension CommandError: Ending {
    var status: ExitStatus {
        switch self {
        case .denied: .denied
        case .told(let status): status
        case .optionMissing, .optionsExclude, .valueInvalid, .numberOutside, .unknown, .ambiguous,
            .passphrasesDiffer:
            .usage
        case .passphraseUnavailable: .configuration
        }
    }

    /// For `validate()`, whose errors the argument parser tells with the usage of the command.
    var ofUsage: ValidationError { ValidationError(sentence.text[.ofProcess]) }

    /// Nothing more is to be said.
    var isTold: Bool {
        switch self {
        case .denied, .told: true
        default: false
        }
    }
}

extension CommandError: Worded {
    var sentence: Sentence {
        switch self {
        case .denied: Sentence(sv: "Nekat av policyn.", en: "Denied by policy.")
        case .told: Sentence(sv: "Misslyckades.", en: "Failed.")
        case .optionMissing(let option):
            Sentence(sv: "\(option) saknas.", en: "\(option) is missing.")
        case .optionsExclude(let one, let other):
            Sentence(
                sv: "\(one) och \(other) kan inte användas tillsammans.",
                en: "\(one) and \(other) cannot be used together.")
        case .valueInvalid(let option, let text):
            Sentence(
                sv: "”\(text)” går inte att använda för \(option).",
                en: "“\(text)” cannot be used for \(option).")
        case .numberOutside(let option, let least, let most):
            Sentence(
                sv: "\(option) tar ett tal från \(least) till \(most).",
                en: "\(option) takes a number from \(least) to \(most).")
        case .passphraseUnavailable:
            Sentence(
                sv: "Lösenordet går inte att fråga efter: ingen terminal.",
                en: "The passphrase cannot be asked for: there is no terminal.",
                hint: Phrase(
                    sv: "Använd --key-file i skript.", en: "Use --key-file in scripts."))
        case .passphrasesDiffer:
            Sentence(sv: "Lösenorden är olika.", en: "The passphrases differ.")
        case .unknown(let concept, let name):
            Sentence(
                sv: "Det finns inte \(conceptPhrase(concept).swedish) med namnet \(name).",
                en: "There is not \(conceptPhrase(concept).english) named \(name).")
        case .ambiguous(let prefix, let count):
            Sentence(
                sv: "\(prefix) passar på \(count); skriv fler tecken.",
                en: "\(prefix) matches \(count); write more characters.")
        }
    }
}

extension CommandError: Advised {
    var remedy: Remedy {
        switch self {
        case .denied, .told: .seePolicy
        case .optionMissing, .optionsExclude, .valueInvalid, .numberOutside, .ambiguous: .seeHelp
        case .passphraseUnavailable: .seeHelp
        case .passphrasesDiffer: .tryAgain
        case .unknown: .seeRegistry
        }
    }
}
