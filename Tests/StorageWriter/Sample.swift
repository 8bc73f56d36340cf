import Identity
import Labels
import Ledger
import Primitives
import Storage

/// Messages of the usual size, made without cryptography: stores do not look inside.
struct Sample: Sendable {
    let originator: ActorID
    let recipients: [ActorID]
    let slotBytes: Int
    let contentBytes: Int

    init(recipients: Int, slotBytes: Int = 1_488, contentBytes: Int = 2_048) throws {
        originator = try ActorID("sender")
        self.recipients = try (0..<recipients).map { try ActorID("actor-\($0)") }
        self.slotBytes = slotBytes
        self.contentBytes = contentBytes
    }

    func message(number: UInt64, withSlots: Bool = true) -> AcceptedMessage {
        let name = Hashing.sha256(Array("message \(number)".utf8))
        let received = Timestamp(clampingMilliseconds: 1_795_000_000_000)
        var facts = LedgerFacts(.accepted, at: received)
        facts.message = MessageID(name)
        facts.originator = originator
        facts.view = name
        return AcceptedMessage(
            id: MessageID(name), originator: originator, level: .secrecy, status: .actual,
            precedence: .routine, expires: received.adding(seconds: 86_400),
            head: Array(repeating: 1, count: 320), slots: withSlots ? slots(name) : [],
            recipients: recipients, content: Array(repeating: 2, count: contentBytes),
            receivedAt: received,
            record: LedgerRecord(facts, random: RandomSource { Array(repeating: 7, count: $0) }))
    }

    /// Each slot begins with its recipient's place, so that a test can tell whose it is.
    private func slots(_ name: Digest) -> [StoredSlot] {
        guard let key = try? KeyID(bytes: name.bytes.prefix(KeyID.byteCount)) else { return [] }
        return recipients.enumerated().map { place, recipient in
            StoredSlot(
                recipient: recipient, key: key,
                bytes: [UInt8(truncatingIfNeeded: place >> 8), UInt8(truncatingIfNeeded: place)]
                    + Array(repeating: 3, count: slotBytes - 2))
        }
    }
}
