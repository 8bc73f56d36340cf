import Envelopes
import Identity
import Storage

/// How a slot lies in the store: a head with this slot, its path included, and nothing else.
enum SlotBytes {
    /// Each slot with its way to the root, ready to be handed out alone.
    static func storedSlots(of envelope: VerifiedEnvelope) -> [StoredSlot] {
        envelope.placedSlots.map { placed in
            StoredSlot(
                recipient: placed.slot.recipient, key: placed.slot.keyID,
                bytes: head([placed]).encoded)
        }
    }

    /// The envelope as one recipient gets it: the stored head with that slot in it.
    ///
    /// - Throws: `EnvelopeError` when the store holds something else than was put there.
    static func envelope(
        head: [UInt8], slot: StoredSlot?
    ) throws(EnvelopeError) -> ReceivedEnvelope {
        let head = try EnvelopeHead(encoded: head)
        guard let slot else { return try ReceivedEnvelope(head: head) }
        let slots = try EnvelopeHead(encoded: slot.bytes).slots
        return try ReceivedEnvelope(head: head.with(slots: slots))
    }

    private static func head(_ slots: [PlacedSlot]) -> EnvelopeHead {
        EnvelopeHead(encodedHeader: [], signatures: [], slots: slots)
    }
}
