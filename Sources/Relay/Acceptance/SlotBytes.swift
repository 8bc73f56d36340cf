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
        try envelope(head: head, slots: slot.map { [$0] } ?? [])
    }

    /// The envelope as another relay gets it: with these slots, as they came when they are all there
    /// are, else each with its way to the root.
    ///
    /// - Throws: `EnvelopeError` when the store holds something else than was put there.
    static func envelope(
        head: [UInt8], slots stored: [StoredSlot]
    ) throws(EnvelopeError) -> ReceivedEnvelope {
        let head = try EnvelopeHead(encoded: head)
        var slots: [PlacedSlot] = []
        for slot in stored { slots += try EnvelopeHead(encoded: slot.bytes).slots }
        slots.sort { $0.index < $1.index }
        let envelope = try ReceivedEnvelope(head: head.with(slots: slots))
        guard slots.count > 1, slots.count == envelope.header.slotCount else { return envelope }
        return try ReceivedEnvelope(
            head: head.with(
                slots: slots.map { PlacedSlot(index: $0.index, slot: $0.slot, path: []) }))
    }

    private static func head(_ slots: [PlacedSlot]) -> EnvelopeHead {
        EnvelopeHead(encodedHeader: [], signatures: [], slots: slots)
    }
}
