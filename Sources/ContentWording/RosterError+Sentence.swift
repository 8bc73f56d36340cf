package import Rosters
package import Wording

extension RosterError: Worded {
    package var sentence: Sentence {
        switch self {
        case .personUnknown(let person):
            Sentence(
                sv: "Förteckningen känner inte \(person).",
                en: "The roster does not know \(person).",
                hint: Phrase(
                    sv: "En ny person antecknas med --name.",
                    en: "A new person is recorded with --name."))
        case .nobodyCalled(let text):
            Sentence(
                sv: "Ingen i förteckningen har pseudonymen eller namnet \(text).",
                en: "Nobody in the roster has the pseudonym or the name \(text).",
                hint: Phrase(
                    sv: "budkavle roster show visar dem som finns.",
                    en: "budkavle roster show lists those there are."))
        case .personLeft(let person, let time):
            Sentence(
                sv: "\(person) har slutat, \(time), och pseudonymen tas inte i bruk igen.",
                en: "\(person) left, \(time), and the pseudonym is not taken up again.",
                hint: Phrase(
                    sv: "Den som kommer tillbaka får en ny pseudonym.",
                    en: "Whoever comes back gets a new pseudonym."))
        case .nameInvalid:
            Sentence(
                sv: "Ett namn är en rad på högst \(RosterPerson.nameMaxBytes) byte.",
                en: "A name is one line of at most \(RosterPerson.nameMaxBytes) bytes.")
        case .nameFixed(let person):
            Sentence(
                sv: "\(person) är någon annan: en pseudonym hör till en människa för gott.",
                en: "\(person) is somebody else: a pseudonym belongs to one human for good.")
        case .validityEmpty:
            Sentence(sv: "--from ska vara före --until.", en: "--from must be before --until.")
        case .nothingToRecord:
            Sentence(
                sv: "Det finns inget att ändra.", en: "There is nothing to change.")
        case .tooMany(let limit):
            Sentence(
                sv: "Högst \(limit) behov och funktioner.",
                en: "At most \(limit) needs and functions.")
        case .passwordTooShort(let least):
            Sentence(
                sv: "Lösenordet ska ha minst \(least) tecken.",
                en: "The password must have at least \(least) characters.")
        case .passwordUncomputable:
            Sentence(
                sv: "Minnet räcker inte för att räkna på lösenordet.",
                en: "There is not memory enough to compute with the password.")
        case .codeEnrolled(let person):
            Sentence(
                sv: "\(person) har redan en dosa för engångskoder.",
                en: "\(person) has a device for one-time codes already.",
                hint: Phrase(
                    sv: "Återkalla den först (roster code withdraw \(person)).",
                    en: "Withdraw it first (roster code withdraw \(person))."))
        case .codeMissing(let person):
            Sentence(
                sv: "\(person) har ingen dosa för engångskoder.",
                en: "\(person) has no device for one-time codes.")
        case .codeSecretInvalid(let least, let most):
            Sentence(
                sv: "Dosans hemlighet ska vara base32 av \(least)–\(most) byte.",
                en: "The device's secret must be base32 of \(least) to \(most) bytes.")
        case .tokenEnrolled(let person):
            Sentence(
                sv: "\(person) har redan ett kort.", en: "\(person) has a token already.",
                hint: Phrase(
                    sv: "Återkalla det först (roster token withdraw \(person)).",
                    en: "Withdraw it first (roster token withdraw \(person))."))
        case .tokenMissing(let person):
            Sentence(sv: "\(person) har inget kort.", en: "\(person) has no token.")
        case .tokenUnproven(let person):
            Sentence(
                sv: "Kortets nyckel är inte den som registret har för \(person).",
                en: "The token's key is not the one that the registry has of \(person).",
                hint: Phrase(
                    sv: "Gör och registrera den med registry add person --token, och låt noden "
                        + "hämta registret (node sync).",
                    en: "Make and register it by registry add person --token, and let the node "
                        + "fetch the registry (node sync)."))
        case .signInRefused:
            Sentence(
                sv: "Inloggningen godtogs inte.", en: "The sign-in was not accepted.",
                hint: Phrase(
                    sv: "Namn, lösenord, engångskod (--code) eller kort (--token) stämmer inte "
                        + "eller saknas, koden är använd, eller försöken är för många; efter tre måste man vänta, "
                        + "längre för varje gång.",
                    en: "Name, password, one-time code (--code) or token (--token) is wrong or "
                        + "missing, the code is used up, or there were too many attempts; after three there is a pause, "
                        + "longer each time."))
        }
    }
}
