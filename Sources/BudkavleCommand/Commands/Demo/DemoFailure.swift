import Wording

/// Why the demonstration did not go as it should.
enum DemoFailure: Error, Equatable {
    case programMissing(String)
    case directoryUnusable(String)
    /// A program ended with another code than the story says.
    case ended(command: String, expected: Int32, found: Int32, words: String)
    /// It did not come about in time.
    case waitedInVain(String, seconds: Int)
    case answerUnreadable(command: String)
    /// What was seen is not what was promised.
    case untrue(String)
}

extension DemoFailure: Worded {
    var sentence: Sentence {
        switch self {
        case .programMissing(let name):
            Sentence(
                sv: "\(name) saknas.", en: "\(name) is missing.",
                hint: Phrase(
                    sv: "Bygg allt (make demo) eller kör från arkivets rot.",
                    en: "Build everything (make demo) or run from the repository's root."))
        case .directoryUnusable(let path):
            Sentence(
                sv: "\(path) är inte tom, eller har för långt namn.",
                en: "\(path) is not empty, or its name is too long.")
        case .ended(let command, let expected, let found, let words):
            Sentence(
                sv: "\(command): slutkod \(found), väntad \(expected). \(words)",
                en: "\(command): exit \(found), expected \(expected). \(words)")
        case .waitedInVain(let what, let seconds):
            Sentence(
                sv: "Efter \(seconds) s ännu inte: \(what)",
                en: "After \(seconds) s still not so: \(what)")
        case .answerUnreadable(let command):
            Sentence(
                sv: "Svaret från \(command) går inte att läsa.",
                en: "The answer of \(command) cannot be read.")
        case .untrue(let what):
            Sentence(sv: "Stämmer inte: \(what)", en: "Does not hold: \(what)")
        }
    }
}

extension DemoFailure: Advised {
    var remedy: Remedy {
        switch self {
        case .programMissing, .ended, .answerUnreadable, .untrue: .report
        case .directoryUnusable: .seeHelp
        case .waitedInVain: .tryAgain
        }
    }
}
