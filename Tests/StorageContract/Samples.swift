package import Identity
package import Labels
package import Ledger
import Primitives
package import Storage

/// Messages and records for the claims; everything in them follows from a number.
package enum Samples {
    package static let noon = Timestamp(clampingMilliseconds: 1_795_000_000_000)
    package static let tomorrow = noon.adding(seconds: 86_400)

    package static func digest(_ text: String) -> Digest { Hashing.sha256(Array(text.utf8)) }

    package static func actor(_ number: Int) throws -> ActorID { try ActorID("actor-\(number)") }

    package static func record(_ text: String) throws -> LedgerRecord {
        var facts = LedgerFacts(.accepted, at: noon)
        try facts.setDetail(text)
        let salt = digest("salt " + text).bytes
        return LedgerRecord(facts, random: RandomSource { Array(salt.prefix($0)) })
    }

    /// A message to `recipients`, each with a slot that names it.
    package static func message(
        _ number: Int, to recipients: [Int], precedence: Precedence = .routine,
        expires: Timestamp = tomorrow, key: Int = 0, contentBytes: Int = 100,
        withSlots: Bool = true, recorded: Bool = true, source: RelayID? = nil
    ) throws -> AcceptedMessage {
        let id = MessageID(digest("message \(number)"))
        let actors = try recipients.map(actor)
        return AcceptedMessage(
            id: id, originator: try ActorID("sender"), level: .secrecy, status: .exercise,
            precedence: precedence, expires: expires, head: Array("head \(number)".utf8),
            slots: withSlots ? try actors.map { try slot(number, for: $0, key: key) } : [],
            recipients: actors,
            content: Array(repeating: UInt8(truncatingIfNeeded: number), count: contentBytes),
            receivedAt: noon, source: source,
            record: recorded ? try record("message \(number)") : nil)
    }

    package static func slot(_ number: Int, for actor: ActorID, key: Int = 0) throws -> StoredSlot {
        StoredSlot(
            recipient: actor,
            key: try KeyID(bytes: digest("key \(key) of \(actor)").bytes.prefix(16)),
            bytes: Array("slot \(number) for \(actor) under \(key)".utf8))
    }

    package static func receipt(
        _ number: Int, to addressees: [Int], expires: Timestamp = tomorrow
    ) throws -> AcceptedReceipt {
        let bytes = Array("receipt \(number)".utf8)
        return AcceptedReceipt(
            digest: Hashing.sha256(bytes), addressees: try addressees.map(actor),
            precedence: .priority, expires: expires, bytes: bytes,
            record: try record("receipt \(number)"))
    }

    package static let wide = PageLimit(entriesMax: 10_000, bytesMax: 1 << 30)
}

extension RelayStore {
    /// Everything in a mailbox, in pages of the given size.
    package func wholeMailbox(
        of actor: ActorID, after start: MailboxCursor = .start, limit: PageLimit = Samples.wide
    ) async throws -> [MailboxEntry] {
        var (entries, cursor) = ([MailboxEntry](), start)
        while true {
            let page = try await mailbox(of: actor, after: cursor, limit: limit)
            entries += page.entries
            cursor = page.next
            guard page.hasMore else { return entries }
        }
    }
}

extension MailboxEntry {
    package var message: DeliveredMessage? {
        switch item {
        case .message(let message), .supplement(let message): message
        case .receipt: nil
        }
    }

    package var isSupplement: Bool {
        if case .supplement = item { true } else { false }
    }
}
