import Carriers
import Identity
import Ledger
import Notes
import Primitives
import Storage

/// Grows the tree of a stored ledger anew, record by record, and compares.
///
/// Remembers what the records accept, for ``LogInspection``.
struct LedgerInspection {
    /// What a record says of a message that was accepted.
    struct Accepted {
        let number: UInt64
        let originator: ActorID?
        let level: String?
        let status: String?
        let expires: Timestamp?
        /// A hash of the recipients; `nil` where the record does not name them.
        let recipients: Int?
        /// Whether the leaf commits to it.
        let isSound: Bool
    }

    private(set) var accepted: [MessageID: [Accepted]] = [:]
    private(set) var receipts: [Digest: (number: UInt64, expires: Timestamp?)] = [:]
    /// Blobs that came whole.
    private(set) var attached: [BlobAddress: (number: UInt64, expires: Timestamp?)] = [:]
    /// Records that say nothing, erased, missing or unreadable: what they said cannot be compared.
    private(set) var silentCount: UInt64 = 0
    /// The latest time a record names: the relay's own clock has been there.
    private(set) var latest = Timestamp(clampingMilliseconds: 0)
    private var edge = LedgerEdge()
    private var next: UInt64 = 0
    /// After a gap nothing of the tree can be compared.
    private var isWhole = true
    private var pending: [StoredCheckpoint]
    private let key: NoteKey?

    /// - Parameters:
    ///   - checkpoints: as they were kept, smallest tree first.
    ///   - key: signs them; its name is the log's origin. `nil` leaves signatures unchecked.
    init(_ checkpoints: [StoredCheckpoint], key: NoteKey?) {
        pending = checkpoints
        self.key = key
    }

    /// - Returns: the tiles that the record completes.
    mutating func take(_ record: InspectedRecord, _ tell: (StoreFinding) -> Void) -> [Tile] {
        if record.number > next {
            tell(.recordMissing(first: next, last: record.number - 1))
            silentCount += record.number - next
            isWhole = false
        }
        next = record.number + 1
        check(record, tell)
        guard isWhole else { return [] }
        // Before the first record: the empty tree may have been signed too.
        if record.number == 0 { compareCheckpoints(tell) }
        let tiles = edge.append(LeafCommitment.leafHash(of: record.commitment))
        compareCheckpoints(tell)
        return tiles
    }

    /// After the last record.
    mutating func finish(_ tell: (StoreFinding) -> Void) {
        if isWhole { compareCheckpoints(tell) }
        if let last = pending.last, last.size > next {
            tell(.ledgerTruncated(size: next, signedSize: last.size))
        }
        pending = []
    }

    /// Whether a stored tile is of leaves that are there; unknown after a gap.
    func isExpected(level: Int, number: UInt64) -> Bool {
        !isWhole || number < TileLayout(size: edge.size).fullTiles(level: level)
    }

    private mutating func check(_ record: InspectedRecord, _ tell: (StoreFinding) -> Void) {
        guard let salt = record.salt, let facts = record.facts else {
            silentCount += 1
            let isErased = record.salt == nil && record.facts == nil
            if !isErased { tell(.recordHalfErased(number: record.number)) }
            return
        }
        let commitment = try? LeafCommitment.commit(facts: facts, salt: salt)
        let isSound = commitment == record.commitment
        if !isSound { tell(.recordRewritten(number: record.number)) }
        guard let facts = try? LedgerFacts(parsing: facts) else {
            silentCount += 1
            if isSound { tell(.factsUnreadable(number: record.number)) }
            return
        }
        if isSound { latest = max(latest, facts.time) }
        remember(facts, record.number, isSound: isSound)
    }

    private mutating func remember(_ facts: LedgerFacts, _ number: UInt64, isSound: Bool) {
        switch facts.event {
        case .accepted, .supplemented:
            guard let message = facts.message else { return }
            accepted[message, default: []].append(
                Accepted(
                    number: number, originator: facts.originator, level: facts.level,
                    status: facts.status, expires: facts.expires,
                    recipients: facts.recipients.isEmpty ? nil : facts.recipients.hashValue,
                    isSound: isSound))
        case .receipt:
            if let receipt = facts.receipt { receipts[receipt] = (number, facts.expires) }
        case .attached:
            guard isSound, let message = facts.message, let blob = facts.blob else { return }
            attached[BlobAddress(message: message, digest: blob)] = (number, facts.expires)
        default: break
        }
    }

    /// Compares the checkpoints of the size that is reached.
    private mutating func compareCheckpoints(_ tell: (StoreFinding) -> Void) {
        while let kept = pending.first, kept.size <= edge.size {
            pending.removeFirst()
            compare(kept, tell)
        }
    }

    private func compare(_ kept: StoredCheckpoint, _ tell: (StoreFinding) -> Void) {
        guard let note = try? SignedNote(parsing: kept.note),
            let checkpoint = try? Checkpoint(parsing: note.text), checkpoint.size == kept.size
        else { return tell(.checkpointUnreadable(size: kept.size)) }
        if let key, (try? note.verifiedCheckpoint(by: key, origin: key.name)) == nil {
            tell(.checkpointUnsigned(size: kept.size))
        }
        if checkpoint.head != edge.head { tell(.checkpointContradicts(size: kept.size)) }
    }
}
