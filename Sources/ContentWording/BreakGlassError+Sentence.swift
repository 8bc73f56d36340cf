package import Rosters
package import Wording

extension BreakGlassError: Worded {
    package var sentence: Sentence {
        switch self {
        case .minutesOutside(let least, let most):
            Sentence(
                sv: "Glaset bryts för \(least) till \(most) minuter.",
                en: "The glass is broken for \(least) to \(most) minutes.")
        case .textInvalid(let limit):
            Sentence(
                sv: "Ett skäl eller en slutsats är en rad på högst \(limit) byte.",
                en: "A reason or finding is one line of at most \(limit) bytes.")
        case .recipientsWrong(let most):
            Sentence(
                sv: "Mottagarna är en till \(most) aktörer.",
                en: "The recipients are one to \(most) actors.")
        case .recipientHasIt(let actor):
            Sentence(
                sv: "\(actor) har meddelandet redan.", en: "\(actor) has the message already.")
        case .caveatForbids(let caveat):
            Sentence(
                sv: "Meddelandet får inte föras vidare: \(caveat.phrase.swedish).",
                en: "The message may not be passed on: \(caveat.phrase.english).",
                hint: Phrase(
                    sv: "Be den som upprättat det att själv skicka det.",
                    en: "Ask its originator to send it."))
        case .opaqueCargo:
            Sentence(
                sv: "Det som en godkänd produkt har förseglat kan inte föras vidare så här.",
                en: "What an approved product has sealed cannot be passed on in this way.",
                hint: Phrase(
                    sv: "Be den som upprättat det att själv skicka det.",
                    en: "Ask its originator to send it."))
        case .personsTooFew(let found, let required):
            Sentence(
                sv: "Det krävs \(required) olika människor; här är \(found).",
                en: "It takes \(required) different humans; here is \(found).")
        case .personNotInRoster(let person):
            Sentence(
                sv: "\(person) finns inte i aktörens förteckning.",
                en: "\(person) is not in the actor's roster.")
        case .signatureInvalid(let person):
            Sentence(
                sv: "Underskriften av \(person) håller inte.",
                en: "The signature of \(person) does not hold.")
        case .statementOutdated(let time):
            Sentence(
                sv: "Det undertecknades \(time), inte nu.", en: "It was signed \(time), not now.")
        case .caseUnknown(let text):
            Sentence(
                sv: "Inget fall heter \(text).", en: "No case is called \(text).",
                hint: Phrase(
                    sv: "budkavle break-glass show visar dem som finns.",
                    en: "budkavle break-glass show lists those there are."))
        case .alreadyClosed:
            Sentence(sv: "Granskningen är stängd.", en: "The review is closed.")
        case .reviewerInvolved(let person):
            Sentence(
                sv: "\(person) var med om det och kan inte granska det.",
                en: "\(person) was part of it and cannot review it.")
        }
    }
}
