package import Registers
package import Wording

extension RegisterError: Worded {
    package var sentence: Sentence {
        switch self {
        case .numberInvalid(let text):
            Sentence(
                sv: "\(text) är inget registernummer.", en: "\(text) is not a register number.",
                hint: Phrase(
                    sv: "Det skrivs 2026-14, eller exercise-2026-3 för övning.",
                    en: "It is written 2026-14, or exercise-2026-3 for an exercise."))
        case .holderInvalid(let text):
            Sentence(
                sv: "\(text) är ingen innehavare.", en: "\(text) is not a holder.",
                hint: Phrase(
                    sv: "Skriv person:, actor: eller node: och ett namn.",
                    en: "Write person:, actor: or node: and a name."))
        case .textInvalid(let limit):
            Sentence(
                sv: "Det som skrivs i registret är en rad på högst \(limit) byte.",
                en: "What is written into the register is one line of at most \(limit) bytes.")
        case .subjectCopied:
            Sentence(
                sv: "Ämnesraden är meddelandets egen rubrik.",
                en: "The subject line is the message's own subject.",
                hint: Phrase(
                    sv: "Skriv en rad som inte själv är skyddsvärd.",
                    en: "Write a line that is not itself classified."))
        case .levelUnregistered(let level):
            Sentence(
                sv: "Över meddelanden på nivån \(level) förs inget register.",
                en: "No register is kept of messages at level \(level).")
        case .entryUnknown(let text):
            Sentence(
                sv: "Registret har inget \(text).", en: "The register has no \(text).",
                hint: Phrase(
                    sv: "budkavle audit register list visar det som finns.",
                    en: "budkavle audit register list shows what there is."))
        case .inventoryUnknown(let text):
            Sentence(
                sv: "Ingen inventering heter \(text).", en: "No inventory is called \(text).",
                hint: Phrase(
                    sv: "budkavle audit inventory show visar dem som finns.",
                    en: "budkavle audit inventory show lists those there are."))
        case .incidentUnknown(let text):
            Sentence(
                sv: "Ingen incident heter \(text).", en: "No incident is called \(text).",
                hint: Phrase(
                    sv: "budkavle audit incident show visar dem som finns.",
                    en: "budkavle audit incident show lists those there are."))
        case .addresseeWrong, .incidentReported, .incidentUnreported, .incidentClosed:
            incidentSentence
        case .tooMany(let limit):
            Sentence(sv: "Det är fler än \(limit).", en: "There are more than \(limit).")
        case .reviewUnknown(let text):
            Sentence(
                sv: "Ingen logggranskning heter \(text).", en: "No log review is called \(text).",
                hint: Phrase(
                    sv: "budkavle audit review show visar dem som finns.",
                    en: "budkavle audit review show lists those there are."))
        case .stretchInvalid, .stretchGap, .reviewContradicted: stretchSentence
        case .retentionUndecided:
            Sentence(
                sv: "Ingen har beslutat hur länge uppgifter bevaras: policyns levels.yaml är ett "
                    + "exempel.",
                en: "Nobody has decided how long things are kept: the policy's levels.yaml is an "
                    + "example.",
                hint: Phrase(
                    sv: "Gallras kan först när regionen har fastställt och signerat filen.",
                    en: "Disposal is possible once the region has established and signed it."))
        case .disposalEmpty:
            Sentence(
                sv: "Inget kan gallras.", en: "Nothing can be disposed of.",
                hint: Phrase(
                    sv: "budkavle audit disposal plan visar vad som bevaras och varför.",
                    en: "budkavle audit disposal plan shows what is kept and why."))
        case .exemplarUnknown, .exemplarDestroyed, .exemplarMissing, .exemplarNotMissing,
            .exemplarElsewhere, .exemplarInVault, .holderUnchanged, .exemplarNotHers:
            exemplarSentence
        case .partMissing, .partUnwanted, .kindReserved: partSentence
        case .receiptOfAnother, .personNotInRoster, .witnessSame, .officeMissing, .holderUnnamed,
            .counterHolds, .incidentOwn, .supervisorUnproven, .reviewerAdministers:
            personSentence
        case .caveatForbids(let caveat):
            Sentence(
                sv: "Meddelandet lämnar inte valvet: \(caveat.phrase.swedish).",
                en: "The message does not leave the vault: \(caveat.phrase.english).",
                hint: Phrase(
                    sv: "Be den som upprättat det om ett exemplar till.",
                    en: "Ask its originator for another exemplar."))
        case .inventoryClosed:
            Sentence(sv: "Inventeringen är avslutad.", en: "The inventory is closed.")
        case .inventoryEmpty:
            Sentence(sv: "Det finns inget att inventera.", en: "There is nothing to count.")
        case .itemUnknown(let entry, let exemplar):
            Sentence(
                sv: "Inventeringen omfattar inte \(entry):\(exemplar).",
                en: "The inventory does not cover \(entry):\(exemplar).")
        case .inventoryIncomplete(let count):
            Sentence(
                sv: "\(count) exemplar återstår att inventera.",
                en: "\(count) exemplars remain to be counted.")
        }
    }

    private var incidentSentence: Sentence {
        switch self {
        case .addresseeWrong(let addressee):
            Sentence(
                sv: "Incidenten ska till \(addressee.phrase.swedish), och inte till någon annan.",
                en: "The incident is for \(addressee.phrase.english), and for nobody else.",
                hint: Phrase(
                    sv: "Ange --to \(addressee.rawValue) när den har underrättats.",
                    en: "Give --to \(addressee.rawValue) once they have been told."))
        case .incidentReported(let id):
            Sentence(sv: "\(id) är redan anmäld.", en: "\(id) has been reported already.")
        case .incidentUnreported(let id):
            Sentence(
                sv: "\(id) är inte anmäld, och avslutas inte före det.",
                en: "\(id) is not reported, and is not closed before that.",
                hint: Phrase(
                    sv: "budkavle audit incident report antecknar att den är det.",
                    en: "budkavle audit incident report records that it is."))
        case .incidentClosed(let id):
            Sentence(sv: "\(id) är avslutad.", en: "\(id) is closed.")
        default: stretchSentence
        }
    }

    private var stretchSentence: Sentence {
        switch self {
        case .stretchInvalid(let start, let end, let size):
            Sentence(
                sv: "Ingen sträcka går från post \(start) till \(end) i en liggare på \(size).",
                en: "No stretch goes from entry \(start) until \(end) in a ledger of \(size).",
                hint: Phrase(
                    sv: "Den slutar efter sin början, och högst där liggaren slutar.",
                    en: "It ends after it begins, and at most where the ledger ends."))
        case .stretchGap(let reviewed, let start):
            Sentence(
                sv: "Posterna från \(reviewed) till \(start) har ingen granskat.",
                en: "Nobody has reviewed the entries from \(reviewed) until \(start).",
                hint: Phrase(
                    sv: "Börja senast vid \(reviewed), eller utelämna --from.",
                    en: "Begin at \(reviewed) or before, or leave out --from."))
        case .reviewContradicted(let size):
            Sentence(
                sv: "De första \(size) posterna är inte de som granskades.",
                en: "The first \(size) entries are not those that were reviewed.",
                hint: Phrase(
                    sv: "Rör inget: behåll nodens katalog som bevis, och kalla "
                        + "säkerhetsskyddschefen.",
                    en: "Touch nothing: keep the node's directory as evidence, and call the "
                        + "security chief."))
        default: exemplarSentence
        }
    }

    private var exemplarSentence: Sentence {
        switch self {
        case .exemplarDestroyed(let number):
            Sentence(
                sv: "Exemplar \(number) är förstört.", en: "Exemplar \(number) is destroyed.")
        case .exemplarMissing(let number):
            Sentence(
                sv: "Exemplar \(number) saknas.", en: "Exemplar \(number) is missing.",
                hint: Phrase(
                    sv: "Är det återfunnet antecknas found först.",
                    en: "If it has been found, record found first."))
        case .exemplarNotMissing(let number):
            Sentence(
                sv: "Exemplar \(number) saknas inte.", en: "Exemplar \(number) is not missing.")
        case .exemplarElsewhere(let number, let actor):
            Sentence(
                sv: "Exemplar \(number) finns hos \(actor), som själv svarar för det.",
                en: "Exemplar \(number) is with \(actor), who answers for it there.")
        case .exemplarInVault(let number):
            Sentence(
                sv: "Exemplar \(number) ligger i valvet och lämnas inte vidare.",
                en: "Exemplar \(number) lies in the vault and is not handed on.",
                hint: Phrase(
                    sv: "budkavle inbox print eller inbox open gör ett eget exemplar.",
                    en: "budkavle inbox print or inbox open makes an exemplar of its own."))
        case .holderUnchanged(let number):
            Sentence(
                sv: "Exemplar \(number) finns redan där.",
                en: "Exemplar \(number) is there already.")
        case .exemplarNotHers(let number):
            Sentence(
                sv: "Exemplar \(number) är inte hos den som tar ut bilagorna.",
                en: "Exemplar \(number) is not with whoever takes the attachments out.")
        case .exemplarUnknown(let number):
            Sentence(
                sv: "Exemplar \(number) finns inte.", en: "There is no exemplar \(number).")
        default: partSentence
        }
    }

    private var partSentence: Sentence {
        switch self {
        case .partMissing(let kind, let part):
            Sentence(
                sv: "Händelsen \(kind.phrase.swedish) kräver \(part.phrase.swedish).",
                en: "The event \(kind.phrase.english) needs \(part.phrase.english).")
        case .partUnwanted(let kind, let part):
            Sentence(
                sv: "Händelsen \(kind.phrase.swedish) har ingen \(part.phrase.swedish).",
                en: "The event \(kind.phrase.english) has no \(part.phrase.english).")
        case .kindReserved(let kind):
            Sentence(
                sv: "Händelsen \(kind.phrase.swedish) antecknar noden själv.",
                en: "The event \(kind.phrase.english) is recorded by the node itself.")
        default: personSentence
        }
    }

    private var personSentence: Sentence {
        switch self {
        case .receiptOfAnother(let person):
            Sentence(
                sv: "\(person) har inte exemplaret och kan inte kvittera det.",
                en: "\(person) does not have the exemplar and cannot receipt for it.")
        case .personNotInRoster(let person):
            Sentence(
                sv: "\(person) finns inte i aktörens förteckning, eller har slutat.",
                en: "\(person) is not in the actor's roster, or has left.")
        case .witnessSame(let person):
            Sentence(
                sv: "\(person) kan inte bevittna sin egen handling.",
                en: "\(person) cannot witness her own act.")
        case .officeMissing(let office, let person):
            Sentence(
                sv: "\(person) har inte funktionen \(office.rawValue).",
                en: "\(person) does not hold the function \(office.rawValue).",
                hint: Phrase(
                    sv: "Funktionen ges med budkavle roster add --function.",
                    en: "The function is given by budkavle roster add --function."))
        case .counterHolds(let person):
            Sentence(
                sv: "\(person) har själv det som ska inventeras.",
                en: "\(person) has what is to be counted.",
                hint: Phrase(
                    sv: "Inventering görs av någon annan än innehavaren.",
                    en: "An inventory is made by somebody else than the holder."))
        case .incidentOwn(let person):
            Sentence(
                sv: "\(person) hade själv det som incidenten gäller.",
                en: "\(person) had what the incident is about.",
                hint: Phrase(
                    sv: "Någon annan med funktionen gör det.",
                    en: "Somebody else who holds the function does it."))
        case .supervisorUnproven(let person):
            Sentence(
                sv: "\(person) har inte loggat in för att ha övervakat förstöringen.",
                en: "\(person) has not signed in for having supervised the destruction.",
                hint: Phrase(
                    sv: "Ange --named och --named-password-file, eller svara på frågan.",
                    en: "Give --named and --named-password-file, or answer when asked."))
        case .reviewerAdministers(let person, let office):
            Sentence(
                sv: "\(person) är eller var \(office.rawValue) medan posterna skrevs, och "
                    + "granskar inte loggen.",
                en: "\(person) holds or held \(office.rawValue) while the entries were written, "
                    + "and does not review the log.",
                hint: Phrase(
                    sv: "Loggen granskas av någon som inte administrerar systemet.",
                    en: "The log is reviewed by somebody who does not administer the system."))
        default:
            Sentence(
                sv: "Ett exemplar av skarpt material har en innehavare med namn.",
                en: "An exemplar of actual material has a holder with a name.",
                hint: Phrase(sv: "Logga in med --person.", en: "Sign in with --person."))
        }
    }
}
