import Identity
import Labels
package import Node
package import Wording

extension NodeError: Worded {
    package var sentence: Sentence {
        switch self {
        case .sealing(let error): error.sentence
        case .alreadyExists, .notANode, .notRunning, .configurationInvalid, .ringLacks,
            .keyMissing, .nodeUnregistered, .relayUnregistered, .vaultCorrupt, .vaultMissing,
            .inUse, .clockDiffers:
            setupSentence
        default: messageSentence
        }
    }

    /// The node itself is not as it must be.
    private var setupSentence: Sentence {
        switch self {
        case .alreadyExists(let path):
            Sentence(
                sv: "\(path) finns redan.", en: "\(path) exists already.",
                hint: Phrase(sv: "Välj en ny katalog.", en: "Choose a new directory."))
        case .notANode(let path):
            Sentence(
                sv: "\(path) är ingen nod.", en: "\(path) is no node.",
                hint: Phrase(
                    sv: "Ange --node eller BUDKAVLE_NODE, eller skapa den: budkavle node init.",
                    en: "Give --node or BUDKAVLE_NODE, or make it: budkavle node init."))
        case .inUse(let path, let process):
            Sentence(
                sv: "Noden i \(path) används redan av \(user(process).swedish).",
                en: "The node in \(path) is in use by \(user(process).english).",
                hint: Phrase(
                    sv: "Kommandon går genom den nod som körs; stoppa den innan en ny startas.",
                    en: "Commands go through the node that runs; stop it before starting another."))
        case .clockDiffers(let relay, let seconds):
            ClockWitness.relay(relay.text).sentence(secondsAhead: seconds)
        case .notRunning(let path):
            Sentence(
                sv: "Noden i \(path) körs inte.", en: "The node in \(path) is not running.",
                hint: Phrase(
                    sv: "Starta den: budkavle node run.", en: "Start it: budkavle node run."))
        case .configurationInvalid(let path, let field):
            Sentence(
                sv: "\(path): \(field) går inte att läsa.", en: "\(path): \(field) cannot be read.")
        case .ringLacks(let purpose):
            Sentence(
                sv: "Nyckelringen saknar denna maskins nyckel för \(purpose).",
                en: "The key ring lacks this machine's key for \(purpose).")
        case .keyMissing(let purpose, let level, let status):
            Sentence(
                sv: "Noden har ingen \(purpose)-nyckel för \(level) \(status.phrase.swedish).",
                en: "The node has no \(purpose) key for \(level) \(status.phrase.english).",
                hint: Phrase(
                    sv: "Nivån hanteras kanske på en annan av aktörens maskiner.",
                    en: "The level may be handled on another of the actor's machines."))
        case .nodeUnregistered(let node, let actor):
            Sentence(
                sv: "Registret känner inte noden \(node) hos \(actor) med dessa nycklar.",
                en: "The registry does not know node \(node) of \(actor) with these keys.",
                hint: Phrase(
                    sv: "Registrera den (budkavle registry add node), eller ta rätt nyckelring.",
                    en: "Register it (budkavle registry add node), or take the right ring."))
        case .relayUnregistered(let url):
            Sentence(
                sv: "Registret har inget relä på \(url).",
                en: "The registry has no relay at \(url).",
                hint: Phrase(
                    sv: "budkavle registry show visar dem som finns.",
                    en: "budkavle registry show lists those there are."))
        case .vaultCorrupt(let table):
            Sentence(
                sv: "En rad i valvet (\(table)) går inte att läsa; noden startar inte på det.",
                en: "A row of the vault (\(table)) cannot be read; the node does not start on it.",
                hint: Phrase(
                    sv: "Återläs en säkerhetskopia av hela nodens katalog.",
                    en: "Restore a backup of the whole node directory."))
        case .vaultMissing(let path):
            Sentence(
                sv: "Nodens valv \(path) saknas, och med det allt den tagit emot och skickat.",
                en: "The node's vault \(path) is missing, and with it all the node took and sent.",
                hint: Phrase(
                    sv: "Återläs en säkerhetskopia av hela katalogen, annars gör noden på nytt: "
                        + "budkavle node init.",
                    en: "Restore a backup of the whole directory, else make the node anew: "
                        + "budkavle node init."))
        default: messageSentence
        }
    }

    /// Who has the directory.
    private func user(_ process: Int32?) -> Phrase {
        process.map { Phrase(verbatim: "process \($0)") }
            ?? Phrase(sv: "en annan process", en: "another process")
    }

    /// What was asked cannot be done.
    private var messageSentence: Sentence {
        switch self {
        case .policyMissing:
            Sentence(
                sv: "Ingen undertecknad policy gäller här: allt nekas.",
                en: "No signed policy is in force here: everything is denied.",
                hint: Phrase(
                    sv: "budkavle node sync hämtar den från reläet.",
                    en: "budkavle node sync fetches it from the relay."))
        case .actorUnknown(let actor):
            Sentence(
                sv: "Registret känner inte aktören \(actor).",
                en: "The registry does not know actor \(actor).")
        case .levelUnknown(let level):
            Sentence(
                sv: "Policyn har inga regler för nivån \(level).",
                en: "The policy has no rules for level \(level).")
        case .recipientsMissing:
            Sentence(
                sv: "Ingen mottagare är angiven.", en: "No recipient is given.",
                hint: Phrase(sv: "--audience eller --to.", en: "--audience or --to."))
        case .exerciseUnclear(let underWay):
            Sentence(
                sv: underWay.isEmpty
                    ? "Ingen övning pågår." : "Flera övningar pågår, och ingen är angiven.",
                en: underWay.isEmpty
                    ? "No exercise is under way."
                    : "Several exercises are under way, and none is given.",
                hint: underWay.isEmpty
                    ? Phrase(
                        sv: "budkavle exercise open undertecknar en.",
                        en: "budkavle exercise open signs one.")
                    : Phrase(
                        verbatim: "--exercise " + underWay.map(\.text).joined(separator: " | ")))
        case .messageUnknown(let text):
            Sentence(
                sv: "Inget meddelande passar på ”\(text)”.",
                en: "No message matches “\(text)”.",
                hint: Phrase(
                    sv: "Minst åtta tecken av det id som listan visar.",
                    en: "At least eight characters of the id the list shows."))
        case .quarantined(let id):
            Sentence(
                sv:
                    """
                    \(id.hex.prefix(16)) är satt i karantän: det kom under en nyckel som då kan ha \
                    varit i andra händer.
                    """,
                en:
                    """
                    \(id.hex.prefix(16)) is in quarantine: it came under a key that may have been in \
                    other hands by then.
                    """,
                hint: Phrase(
                    sv: "Handla inte efter det. Fråga avsändaren en annan väg vad som stämmer.",
                    en: "Do not act on it. Ask the sender by another way what is right."))
        case .messageAmbiguous(let text, let count):
            Sentence(
                sv: "”\(text)” passar på \(count) meddelanden; skriv fler tecken.",
                en: "“\(text)” matches \(count) messages; write more characters.")
        case .bodyTooLong(let limit, let found):
            Sentence(
                sv: "Innehållet är \(found) byte; noden tar högst \(limit).",
                en: "The content is \(found) bytes; the node takes at most \(limit).",
                hint: Phrase(
                    sv: "Skicka filen som bilaga, av vilken storlek som helst: --attach.",
                    en: "Send the file as an attachment, of any size: --attach."))
        case .mediaTypeFixed(let found):
            Sentence(
                sv: "Innehållet är \(found); --media-type gäller bara filer.",
                en: "The content is \(found); --media-type is for files alone.",
                hint: Phrase(
                    sv: "Utelämna den, eller bär innehållet som fil: --kind file.",
                    en: "Leave it out, or carry the content as a file: --kind file."))
        case .expiryTooLate(let latest):
            Sentence(
                sv: "Giltighetstiden får sluta senast \(latest) för nivån.",
                en: "For this level it may expire at \(latest) at the latest.")
        case .releaseInvalid(let person):
            Sentence(
                sv: "Frisläppningen av \(person) håller inte.",
                en: "The release by \(person) does not hold.")
        case .releaseNotAwaited(let id):
            Sentence(
                sv: "\(id) väntar inte på frisläppning.", en: "\(id) does not await release.")
        case .outboxFull(let limit):
            Sentence(
                sv: "Utkorgen är full (\(limit)).", en: "The outbox is full (\(limit)).")
        case .alreadyFinal(let state):
            Sentence(
                sv: "Det går inte längre: \(state.phrase.swedish).",
                en: "It is too late: \(state.phrase.english).",
                hint: Phrase(
                    sv: "Skicka ett nytt som ersätter det: budkavle send --supersedes.",
                    en: "Send one that replaces it: budkavle send --supersedes."))
        case .personDenied, .functionNeedsPerson, .releaserNotInRoster, .releasersSame:
            personSentence
        default: parcelSentence
        }
    }

    /// Who is there, or who releases, is not as it must be.
    private var personSentence: Sentence {
        switch self {
        case .personDenied(let gates):
            Sentence(
                sv: "Nekat för den som är vid noden. "
                    + gates.map { "\($0.id) (\($0.basis)): \($0.sv)" }.joined(separator: " "),
                en: "Denied to whoever is at the node. "
                    + gates.map { "\($0.id) (\($0.basis)): \($0.en)" }.joined(separator: " "))
        case .functionNeedsPerson(let function):
            Sentence(
                sv: "Bakom funktionen \(function) ska stå en person.",
                en: "A person must stand behind the function \(function).",
                hint: Phrase(
                    sv: "Säg vem: --person. budkavle roster show visar vem som innehar den.",
                    en: "Say who: --person. budkavle roster show tells who holds it."))
        case .releaserNotInRoster(let person):
            Sentence(
                sv: "\(person) finns inte i aktörens förteckning.",
                en: "\(person) is not in the actor's roster.",
                hint: Phrase(
                    sv: "budkavle roster show visar dem som finns.",
                    en: "budkavle roster show lists those there are."))
        case .releasersSame(let person, let other):
            Sentence(
                sv: "\(person) och \(other) är samma människa, så ingen andra person.",
                en: "\(person) and \(other) are one human, so no second person.",
                hint: Phrase(
                    sv: "Låt någon annan frisläppa.", en: "Have somebody else release it."))
        default: parcelSentence
        }
    }

    private var parcelSentence: Sentence {
        switch self {
        case .bundleStatusUnclear(let waiting):
            Sentence(
                sv: "Meddelanden av flera statusar väntar, och en bunt tar en.",
                en: "Messages of several statuses wait, and a bundle takes one.",
                hint: Phrase(
                    sv: "Ange --status: \(waiting.map(\.rawValue).joined(separator: ", ")).",
                    en: "Give --status: \(waiting.map(\.rawValue).joined(separator: ", "))."))
        case .bundleUnanswerable(let path):
            Sentence(
                sv: "Inget i \(path) är importerat här; det finns inget att kvittera.",
                en: "Nothing in \(path) is imported here; there is nothing to answer.",
                hint: Phrase(
                    sv: "Först budkavle bundle import.", en: "First budkavle bundle import."))
        case .attachmentUnusable(let path):
            Sentence(
                sv: "\(path) kan inte bifogas: det är ingen fil, eller en tom.",
                en: "\(path) cannot be attached: it is no file, or an empty one.")
        case .attachmentChanged(let path):
            Sentence(
                sv: "\(path) ändrades medan den lästes; inget är skickat.",
                en: "\(path) changed while it was read; nothing was sent.")
        case .attachmentBesideOpaque:
            Sentence(
                sv: "Det som en godkänd produkt har förseglat skickas utan bilagor.",
                en: "What an approved product has sealed is sent without attachments.",
                hint: Phrase(
                    sv: "Lägg filerna i det som den godkända produkten förseglar.",
                    en: "Put the files into what the approved product seals."))
        case .attachmentsTooMany(let limit):
            Sentence(
                sv: "Ett meddelande har högst \(limit) bilagor.",
                en: "A message has at most \(limit) attachments.")
        default: Sentence(sv: "Noden kan inte.", en: "The node cannot.")
        }
    }
}
