import Identity
package import Storage

extension StorageError: Worded {
    package var sentence: Sentence {
        switch self {
        case .inUse(let path, let process):
            Sentence(
                sv: "\(path) används redan av \(user(process).swedish).",
                en: "\(path) is in use by \(user(process).english).",
                hint: Phrase(
                    sv: "Stoppa den först; en katalog har en nod eller ett relä i taget.",
                    en: "Stop it first; a directory has one node or relay at a time."))
        case .cannotOpen(let path):
            Sentence(sv: "\(path) går inte att öppna.", en: "\(path) cannot be opened.")
        case .journalUnreadable(let path):
            Sentence(
                sv: "\(path) har en journal, som inte går att läsa på en skrivskyddad disk.",
                en: "\(path) has a journal, which cannot be read on a read-only disk.",
                hint: Phrase(
                    sv: "Kopiera filen och \(path)-wal till en annan disk och pröva kopian.",
                    en: "Copy the file and \(path)-wal to another disk and check the copy."))
        case .notAStore(let path):
            Sentence(sv: "\(path) är inget lager.", en: "\(path) is no store.")
        case .newer(let found, let known):
            Sentence(
                sv: "Lagret är av version \(found); programmet känner \(known).",
                en: "The store is of version \(found); the program knows \(known).",
                hint: Phrase(sv: "Uppdatera Budkavle.", en: "Update Budkavle."))
        case .older(let found, let oldest):
            Sentence(
                sv: "Lagret är av version \(found), från före den första utgåvan; programmet "
                    + "läser \(oldest) och senare.",
                en: "The store is of version \(found), from before the first release; the program "
                    + "reads \(oldest) and later.",
                hint: Phrase(
                    sv: "Läs ut det med det gamla programmet (inbox export) och gör noden på nytt.",
                    en: "Read it out with the old program (inbox export) and make the node anew."))
        case .isBackup(let path, let madeAt, let size):
            Sentence(
                sv: "\(path) är en säkerhetskopia från \(madeAt.rfc3339) med \(size) poster i "
                    + "liggaren; ett relä kan ha undertecknat mer sedan dess.",
                en: "\(path) is a backup from \(madeAt.rfc3339) with \(size) records of the "
                    + "ledger; a relay may have signed more since.",
                hint: Phrase(
                    sv: "Flytta undan den; budkavle-relay restore tar den i bruk och säger det i "
                        + "liggaren.",
                    en: "Move it away; budkavle-relay restore takes it in use and says so in the "
                        + "ledger."))
        case .closed: Sentence(sv: "Lagret är stängt.", en: "The store is closed.")
        case .full:
            Sentence(
                sv: "Disken är full; inget togs emot.", en: "The disk is full; nothing was taken.",
                hint: Phrase(sv: "Frigör plats och försök igen.", en: "Free space and try again."))
        case .readOnly:
            Sentence(sv: "Disken går inte att skriva till.", en: "The disk is read-only.")
        case .corrupt: Sentence(sv: "Lagret är skadat.", en: "The store is damaged.")
        case .inputOutput(let code):
            Sentence(
                sv: "Disken svarade med fel \(code).", en: "The disk answered with error \(code).")
        default: requestSentence
        }
    }

    /// Who has it open.
    private func user(_ process: Int32?) -> Phrase {
        process.map { Phrase(verbatim: "process \($0)") }
            ?? Phrase(sv: "en annan process", en: "another process")
    }

    /// What was asked of the store cannot be done.
    private var requestSentence: Sentence {
        switch self {
        case .busy:
            Sentence(
                sv: "Lagret är upptaget.", en: "The store is busy.",
                hint: Phrase(sv: "Försök igen om en stund.", en: "Try again in a moment."))
        case .cancelled: Sentence(sv: "Avbrutet.", en: "Cancelled.")
        case .slotWithoutRecipient(let actor):
            Sentence(
                sv: "Ett fack är till \(actor), som inte är mottagare.",
                en: "A slot is for \(actor), who is no recipient.")
        case .tooMany(let part, let limit):
            Sentence(
                sv: "För mycket på en gång (\(part)): högst \(limit).",
                en: "Too much at once (\(part)): at most \(limit).")
        case .cursorInvalid, .cursorBeyondEnd:
            Sentence(
                sv: "Läsmärket hör inte till den här loggen.",
                en: "The cursor is not of this log.",
                hint: Phrase(
                    sv: "Lagret kan vara återläst från en säkerhetskopia; läs från början.",
                    en: "The store may be restored from a backup; read from the beginning."))
        case .conflict(let table, _, let found):
            Sentence(
                sv: "Raden i \(table.name) har ändrats av någon annan (version \(found)).",
                en: "The row of \(table.name) was changed by somebody else (version \(found)).")
        case .tableInvalid(let text):
            Sentence(sv: "”\(text)” är inget slags rad.", en: "“\(text)” is no kind of row.")
        case .rowIDInvalid(let found):
            Sentence(
                sv: "En rads namn är \(found) byte; det ska vara 16.",
                en: "A row's name is \(found) bytes; it must be 16.")
        case .unexpected(let code):
            Sentence(
                sv: "Databasen svarade med fel \(code).",
                en: "The database answered with error \(code).")
        default: Sentence(sv: "Lagret svarade inte.", en: "The store did not answer.")
        }
    }
}
