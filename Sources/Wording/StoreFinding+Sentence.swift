import Identity
package import Storage

extension StoreFinding {
    /// What is wrong, and what to do.
    package var sentence: Sentence {
        switch self {
        case .unreadable(let part, let error):
            Sentence(
                sv: "\(part.phrase.swedish) går inte att läsa: \(error.sentence.text.swedish)",
                en: "\(part.phrase.english) cannot be read: \(error.sentence.text.english)",
                hint: Self.restore)
        case .database(let message):
            Sentence(
                sv: "Databasens egen prövning: \(message).",
                en: "The database's own check: \(message).", hint: Self.restore)
        case .referenceDangling(let table, let row):
            Sentence(
                sv: "Rad \(row) i \(table) hänvisar till något som inte finns.",
                en: "Row \(row) of \(table) refers to something that is not there.",
                hint: Self.restore)
        default: logSentence ?? messageSentence ?? ledgerSentence
        }
    }

    // MARK: The log

    private var logSentence: Sentence? {
        switch self {
        case .entryInvalid(let position):
            Sentence(
                sv: "Plats \(position) har en fil eller ett slag som inte finns.",
                en: "Position \(position) has a lane or kind that does not exist.",
                hint: Self.restore)
        case .partMissing(let position):
            Sentence(
                sv: "Plats \(position) saknar det den ska bära.",
                en: "Position \(position) has not got what it is to carry.", hint: Self.askSender)
        case .entryMissing(let table, let position):
            Sentence(
                sv: "Loggen har ingen plats \(position), men \(table) har en rad för den.",
                en: "The log has no position \(position), but \(table) has a row for it.",
                hint: Self.restore)
        case .positionRepeated(let position):
            Sentence(
                sv: "Plats \(position) finns flera gånger.",
                en: "Position \(position) is there more than once.", hint: Self.restore)
        case .circleInvalid(let circle):
            Sentence(
                sv: "Mottagarkretsen \(circle) saknas eller är skadad.",
                en: "The set of recipients \(circle) is missing or damaged.", hint: Self.restore)
        case .slotsUnreadable(let position):
            Sentence(
                sv: "Facken på plats \(position) går inte att läsa.",
                en: "The slots at position \(position) cannot be read.", hint: Self.askSender)
        case .slotOfStranger(let position):
            Sentence(
                sv: "Plats \(position) har ett fack för någon som inte är mottagare.",
                en: "Position \(position) has a slot for somebody who is no recipient.",
                hint: Self.evidence)
        default: summarySentence
        }
    }

    private var summarySentence: Sentence? {
        switch self {
        case .nameMissing(let position):
            Sentence(
                sv: "Namnregistret saknar plats \(position); samma meddelande kan tas emot en gång "
                    + "till.",
                en:
                    "The index of names lacks position \(position); the same message could be taken "
                    + "once more.", hint: Self.restore)
        case .nameStale(let position):
            Sentence(
                sv: "Namnregistret pekar fel på plats \(position).",
                en: "The index of names points wrongly at position \(position).",
                hint: Self.restore)
        case .nameRepeated(let name):
            Sentence(
                sv: "\(name.hex) finns på två platser i loggen.",
                en: "\(name.hex) is at two positions of the log.", hint: Self.evidence)
        case .tallyWrong(let circle):
            Sentence(
                sv: "Summorna för mottagarkretsen \(circle) stämmer inte med dess poster.",
                en: "The sums of the set of recipients \(circle) are not those of its entries.",
                hint: Self.restore)
        case .markerBeyondEnd(let marker, let value, let end):
            Sentence(
                sv: "Märket \(marker) står på \(value), bortom loggens slut vid \(end).",
                en: "The marker \(marker) stands at \(value), past the end of the log at \(end).",
                hint: Self.restore)
        default: nil
        }
    }

    // MARK: Messages and receipts

    private var messageSentence: Sentence? {
        switch self {
        case .envelopeUnreadable(let position, let defect):
            Sentence(
                sv: "Kuvertet på plats \(position) går inte att läsa (\(defect)).",
                en: "The envelope at position \(position) cannot be read (\(defect)).",
                hint: Self.askSender)
        case .envelopeOfOtherName(let position, let found):
            Sentence(
                sv: "Kuvertet på plats \(position) är ett annat än posten säger: \(found.hex).",
                en: "The envelope at position \(position) is another than its entry says: "
                    + "\(found.hex).", hint: Self.askSender)
        case .columnContradicts(let position, let column):
            Sentence(
                sv: "Plats \(position): \(column) stämmer inte med det undertecknade huvudet.",
                en: "Position \(position): \(column) is not what the signed header says.",
                hint: Self.evidence)
        case .contentWrong(let position, let message):
            Sentence(
                sv: "Innehållet i \(message.hex) på plats \(position) är inte det avsändaren "
                    + "undertecknade.",
                en: "The content of \(message.hex) at position \(position) is not what the sender "
                    + "signed.", hint: Self.askSender)
        case .slotInvalid(let position, let recipient, let defect):
            Sentence(
                sv: "Facket för \(recipient) på plats \(position) hör inte till meddelandet "
                    + "(\(defect)).",
                en: "The slot of \(recipient) at position \(position) is not of the message "
                    + "(\(defect)).", hint: Self.askSender)
        case .signatureWrong(let position, let message, let defect):
            Sentence(
                sv: "Underskriften på \(message.hex) på plats \(position) håller inte (\(defect)).",
                en: "The signature of \(message.hex) at position \(position) does not hold "
                    + "(\(defect)).", hint: Self.askSender)
        case .receiptWrong(let position):
            Sentence(
                sv: "Kvittensen på plats \(position) är skadad.",
                en: "The receipt at position \(position) is damaged.", hint: Self.askSender)
        default: againstEachOther
        }
    }

    private var againstEachOther: Sentence? {
        switch self {
        case .messageUnrecorded(let position, let message):
            Sentence(
                sv:
                    "Ingen post i liggaren säger att \(message.hex) på plats \(position) togs emot.",
                en: "No record of the ledger says that \(message.hex) at position \(position) was "
                    + "accepted.", hint: Self.evidence)
        case .messageLost(let message, let record):
            Sentence(
                sv: "Post \(record) i liggaren säger att \(message.hex) togs emot, men det finns "
                    + "inte.",
                en:
                    "Record \(record) of the ledger says that \(message.hex) was accepted, but it is "
                    + "not there.", hint: Self.askSender)
        case .messageContradictsRecord(let position, let record, let part):
            Sentence(
                sv: "Plats \(position) och post \(record) i liggaren säger olika: \(part).",
                en: "Position \(position) and record \(record) of the ledger disagree: \(part).",
                hint: Self.evidence)
        case .receiptUnrecorded(let position):
            Sentence(
                sv: "Ingen post i liggaren svarar mot kvittensen på plats \(position).",
                en: "No record of the ledger answers to the receipt at position \(position).",
                hint: Self.evidence)
        case .receiptLost(let receipt, let record):
            Sentence(
                sv:
                    "Post \(record) i liggaren nämner kvittensen \(receipt.hex), men den finns inte.",
                en:
                    "Record \(record) of the ledger names the receipt \(receipt.hex), but it is not "
                    + "there.", hint: Self.askSender)
        default: ofBlob
        }
    }

    private var ofBlob: Sentence? {
        switch self {
        case .blobWrong(let message, let blob):
            Sentence(
                sv: "Bilagan \(blob.hex) är inte den som \(message.hex) nämner.",
                en: "The attachment \(blob.hex) is not the one that \(message.hex) names.",
                hint: Self.askSender)
        case .blobStray(let name):
            Sentence(
                sv: "Inget meddelande nämner bilagan \(name).",
                en: "No message names the attachment \(name).",
                hint: Phrase(
                    sv: "Reläet tar bort den när det startas nästa gång.",
                    en: "The relay removes it when it is started next."))
        case .blobLost(let message, let blob, let record):
            Sentence(
                sv: "Post \(record) i liggaren säger att bilagan \(blob.hex) till "
                    + "\(message.hex) togs emot, men den finns inte.",
                en: "Record \(record) of the ledger says that the attachment \(blob.hex) of "
                    + "\(message.hex) was taken, but it is not there.", hint: Self.askSender)
        default: nil
        }
    }

    // MARK: The ledger

    private var ledgerSentence: Sentence {
        switch self {
        case .recordMissing(let first, let last):
            Sentence(
                sv: "Liggaren saknar post \(first)–\(last).",
                en: "The ledger lacks records \(first)–\(last).", hint: Self.evidence)
        case .recordRewritten(let number):
            Sentence(
                sv: "Post \(number) i liggaren är ändrad: den ger inte sitt löv i trädet.",
                en: "Record \(number) of the ledger was changed: it does not give its leaf of the "
                    + "tree.", hint: Self.evidence)
        case .recordHalfErased(let number):
            Sentence(
                sv: "Post \(number) i liggaren är halvt utplånad.",
                en: "Record \(number) of the ledger is half erased.", hint: Self.evidence)
        case .factsUnreadable(let number):
            Sentence(
                sv: "Post \(number) i liggaren följer inte formatet.",
                en: "Record \(number) of the ledger does not keep the format.",
                hint: Self.evidence)
        case .tileWrong(let level, let number):
            Sentence(
                sv: "Plattan \(level)/\(number) stämmer inte med posterna.",
                en: "Tile \(level)/\(number) is not that of the records.", hint: Self.evidence)
        case .tileMissing(let level, let number):
            Sentence(
                sv: "Plattan \(level)/\(number) saknas.", en: "Tile \(level)/\(number) is missing.",
                hint: Self.restore)
        case .tileSurplus(let level, let number):
            Sentence(
                sv: "Plattan \(level)/\(number) hör till poster som inte finns.",
                en: "Tile \(level)/\(number) is of records that are not there.",
                hint: Self.evidence)
        default: checkpointSentence
        }
    }

    private var checkpointSentence: Sentence {
        switch self {
        case .checkpointUnreadable(let size):
            Sentence(
                sv: "Kontrollpunkten för \(size) poster går inte att läsa.",
                en: "The checkpoint of \(size) records cannot be read.", hint: Self.evidence)
        case .checkpointUnsigned(let size):
            Sentence(
                sv: "Kontrollpunkten för \(size) poster är inte undertecknad av det här reläet.",
                en: "The checkpoint of \(size) records is not signed by this relay.",
                hint: Self.evidence)
        case .checkpointContradicts(let size):
            Sentence(
                sv: "De första \(size) posterna är inte de som undertecknades.",
                en: "The first \(size) records are not those that were signed.",
                hint: Self.evidence)
        case .ledgerTruncated(let size, let signed):
            Sentence(
                sv: "Liggaren har \(size) poster, men \(signed) har undertecknats.",
                en: "The ledger has \(size) records, but \(signed) were signed.",
                hint: Self.evidence)
        default:
            Sentence(
                sv: "Något stämmer inte: \(code).", en: "Something is wrong: \(code).")
        }
    }

    // MARK: What to do

    private static let restore = Phrase(
        sv: "Stoppa reläet, spara katalogen som bevis och lägg tillbaka en säkerhetskopia.",
        en: "Stop the relay, keep the directory as evidence and put a backup back.")
    private static let askSender = Phrase(
        sv: "Be avsändaren skicka det igen; reläet kan inte återskapa det. Pröva disken.",
        en: "Ask the sender to send it again; the relay cannot make it anew. Test the disk.")
    private static let evidence = Phrase(
        sv: "Spara katalogen som bevis och jämför med en granskares sparade kontrollpunkt.",
        en: "Keep the directory as evidence and compare with a checkpoint an auditor has saved.")
}

extension StorePart {
    fileprivate var phrase: Phrase {
        switch self {
        case .file: Phrase(sv: "Filen", en: "The file")
        case .integrity: Phrase(sv: "Databasen", en: "The database")
        case .log: Phrase(sv: "Loggens tabeller", en: "The log's tables")
        case .ledger: Phrase(sv: "Liggaren", en: "The ledger")
        case .envelopes: Phrase(sv: "Kuverten", en: "The envelopes")
        case .checkpoints: Phrase(sv: "Kontrollpunkterna", en: "The checkpoints")
        }
    }
}
