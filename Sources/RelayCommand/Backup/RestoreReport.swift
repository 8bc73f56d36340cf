import Identity
import Ledger
import Relay
import Speaking
import Storage
import Wording

/// What `restore` prints.
struct RestoreReport: Encodable {
    let store: String
    let madeAt: String
    let records: UInt64
    let signedRecords: UInt64?
    /// Signed after the backup was made.
    let lostRecords: UInt64?
    let lostCheckpoint: String?
    /// Put back.
    let attachments: Int
    /// Missing or damaged in the backup; `nil` where it has none at all.
    let lostAttachments: Int?

    init(
        _ store: String, _ note: BackupNote, _ signed: UInt64?, _ blobs: BlobCopy.Report,
        lost: Int?, keeping path: String?
    ) {
        self.store = store
        madeAt = note.madeAt.rfc3339
        records = note.head.size
        signedRecords = signed
        lostRecords = signed.map { $0 > note.head.size ? $0 - note.head.size : 0 }
        lostCheckpoint = path
        attachments = blobs.count
        lostAttachments = lost
    }

    func show(by output: Output) throws {
        try output.show(self) { output in
            output.say(
                sv: "\(store) är återläst från \(madeAt), med \(records) poster i liggaren och "
                    + "\(attachments) bilagor.",
                en: "\(store) is restored from \(madeAt), with \(records) records of the ledger "
                    + "and \(attachments) attachments.")
            for sentence in [aboutAttachments, aboutRecords].compactMap({ $0 }) {
                output.say(sentence)
            }
        }
    }

    private var aboutAttachments: Sentence? {
        let hint = Phrase(
            sv: "budkavle-relay fsck nämner dem; deras avsändare skickar dem igen.",
            en: "budkavle-relay fsck names them; their senders send them again.")
        guard let lostAttachments else {
            return Sentence(
                sv: "Säkerhetskopian är av ett äldre program och saknar bilagor.",
                en: "The backup is of an older program and has no attachments.", hint: hint)
        }
        guard lostAttachments > 0 else { return nil }
        return Sentence(
            sv: "\(lostAttachments) bilagor saknas eller är skadade i säkerhetskopian.",
            en: "\(lostAttachments) attachments are missing or damaged in the backup.", hint: hint)
    }

    private var aboutRecords: Sentence? {
        guard let lostRecords, let lostCheckpoint else { return nil }
        return Sentence(
            sv: "\(lostRecords) undertecknade poster är förlorade; den som har en senare "
                + "kontrollpunkt ser att loggen har delat sig.",
            en: "\(lostRecords) signed records are lost; whoever has a later checkpoint sees that "
                + "the log has forked.",
            hint: Phrase(
                sv: "Behåll \(lostCheckpoint), och säg till rotnyckelhållarna och dem som "
                    + "granskar loggen.",
                en: "Keep \(lostCheckpoint), and tell the root holders and those who audit the "
                    + "log."))
    }
}
