/// What to do about an error whose own sentence does not say.
package enum Remedy: CaseIterable, Sendable {
    /// What came is not whole or not what it should be.
    case fetchAgain
    /// Who made it must make it anew.
    case askMaker
    /// It may prove that somebody does what may not be done.
    case keepAsEvidence
    /// A text that a person wrote.
    case correctText
    case seeHelp, seeRegistry, seePolicy, seeRing, seeRoster
    /// More than fits: less at a time.
    case divide
    case freeMemory
    case update
    case examine
    case restore
    case tryAgain
    /// The program contradicts itself.
    case report

    package var phrase: Phrase {
        switch self {
        case .fetchAgain:
            Phrase(
                sv:
                    "Hämta det på nytt där det kom ifrån. Håller det inte då heller: behåll det och "
                    + "säg till den som gav det.",
                en: "Fetch it again from where it came. If it does not hold then either: keep it, "
                    + "and tell whoever gave it.")
        case .askMaker:
            Phrase(
                sv: "Be den som gjorde det att göra det på nytt.",
                en: "Ask whoever made it to make it anew.")
        case .keepAsEvidence:
            Phrase(
                sv: "Behåll det, det kan vara bevis, och säg till rotnyckelhållarna.",
                en: "Keep it, it may be evidence, and tell the root holders.")
        case .correctText:
            Phrase(
                sv: "Rätta det; Handbokens Spec-sidor visar hur det skrivs.",
                en: "Correct it; the Handbook's Spec pages show how it is written.")
        case .seeHelp:
            Phrase(
                sv: "Samma kommando med --help säger hur det skrivs.",
                en: "The same command with --help says how it is written.")
        case .seeRegistry:
            Phrase(
                sv: "budkavle registry show visar vad som är registrerat.",
                en: "budkavle registry show lists what is registered.")
        case .seePolicy:
            Phrase(
                sv: "budkavle policy show actors, forums eller levels visar vad policyn har.",
                en: "budkavle policy show actors, forums or levels lists what the policy has.")
        case .seeRing:
            Phrase(
                sv: "Är det rätt ring? budkavle keys show --ring KATALOG visar vad den har.",
                en: "Is it the right ring? budkavle keys show --ring DIR lists what it has.")
        case .seeRoster:
            Phrase(
                sv: "budkavle roster show visar vad förteckningen har.",
                en: "budkavle roster show lists what the roster has.")
        case .divide:
            Phrase(
                sv: "Dela upp det; gränserna står i Handboken.",
                en: "Divide it; the limits stand in the Handbook.")
        case .freeMemory:
            Phrase(
                sv: "Stäng andra program, eller använd en maskin med mer minne.",
                en: "Close other programs, or use a machine with more memory.")
        case .update: Phrase(sv: "Uppdatera Budkavle.", en: "Update Budkavle.")
        case .examine:
            Phrase(
                sv: "budkavle doctor undersöker maskinen och säger vad som är fel.",
                en: "budkavle doctor examines the machine and says what is wrong.")
        case .restore:
            Phrase(
                sv: "Behåll filen som den är och återläs en säkerhetskopia.",
                en: "Keep the file as it is and restore a backup.")
        case .tryAgain: Phrase(sv: "Försök igen.", en: "Try again.")
        case .report:
            Phrase(
                sv: "Det ska inte kunna hända. Spara felet (--json) och säg till den som gav dig "
                    + "programmet.",
                en: "This should not be possible. Save the error (--json) and tell whoever gave "
                    + "you the program.")
        }
    }
}

/// An error of which it is always said what to do.
package protocol Advised: Worded {
    /// For where ``Worded/sentence`` has no hint of its own. The switches that give it are over every
    /// case, so a new case without one does not compile.
    var remedy: Remedy { get }
}

extension Advised {
    /// The sentence, with what to do.
    package var advice: Sentence {
        sentence.hint == nil ? sentence.hinting(remedy.phrase) : sentence
    }
}
