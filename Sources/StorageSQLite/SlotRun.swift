import Identity
import Storage

/// Slots of one entry as they are stored: in runs of a few, ordered by recipient.
///
/// One row per slot would make an audience of a thousand cost a thousand rows; one row for all
/// would make each recipient read everybody's. A run is a row of about ``targetBytes``, and its key
/// says at which actor it begins, so a reader finds the one run that can hold its slot.
///
/// A slot in a run: actor (4 bytes), key id (16), length (4), bytes; numbers big-endian.
enum SlotRun {
    struct Slot {
        let actor: Int64
        let key: KeyID
        let bytes: [UInt8]
    }

    /// The runs of an entry, by key. A recipient with several slots has them in one run.
    static func runs(of slots: [Slot], at position: UInt64) -> [(key: UInt64, content: [UInt8])] {
        var runs: [(key: UInt64, content: [UInt8])] = []
        var last: Int64?
        let sorted = slots.sorted { ($0.actor, $0.key) < ($1.actor, $1.key) }
        for slot in sorted {
            let isFull = (runs.last?.content.count ?? targetBytes) >= targetBytes
            if isFull && slot.actor != last {
                runs.append((key(position: position, actor: slot.actor), []))
                runs[runs.count - 1].content.reserveCapacity(targetBytes + slot.bytes.count)
            }
            append(slot, to: &runs[runs.count - 1].content)
            last = slot.actor
        }
        return runs
    }

    /// The key of the run that begins at this actor; any run that holds its slot has this key or
    /// the nearest one below it, at the same position.
    static func key(position: UInt64, actor: Int64) -> UInt64 {
        position << actorBits | UInt64(clamping: actor)
    }

    /// The lowest and the highest key of an entry's runs, to be bound.
    static func keys(at position: UInt64) -> Bindings {
        [
            key(position: position, actor: 0).bound,
            key(position: position, actor: actorMax).bound,
        ]
    }

    static func position(ofKey key: UInt64) -> UInt64 { key >> actorBits }

    /// The slots of a run: all, or one actor's, the others then being only stepped over.
    ///
    /// - Throws: ``Storage/StorageError/corrupt``.
    static func slots(
        in content: [UInt8], of actor: Int64? = nil
    ) throws(StorageError) -> [Slot] {
        var slots: [Slot] = []
        var start = 0
        while start < content.count {
            let body = start + headerBytes
            guard body <= content.count else { throw .corrupt }
            let length = number(at: start + 4 + KeyID.byteCount, in: content)
            guard length <= content.count - body else { throw .corrupt }
            let owner = Int64(number(at: start, in: content))
            if actor == nil || actor == owner {
                guard let key = try? KeyID(bytes: content[start + 4..<body - 4]) else {
                    throw .corrupt
                }
                slots.append(
                    Slot(actor: owner, key: key, bytes: Array(content[body..<body + length])))
            }
            start = body + length
        }
        return slots
    }

    /// Four bytes, big-endian.
    private static func number(at start: Int, in content: [UInt8]) -> Int {
        var value = 0
        for offset in start..<start + 4 { value = value << 8 | Int(content[offset]) }
        return value
    }

    private static func append(_ slot: Slot, to content: inout [UInt8]) {
        content += bigEndianBytes(UInt32(clamping: slot.actor))
        content += slot.key.bytes
        content += bigEndianBytes(UInt32(clamping: slot.bytes.count))
        content += slot.bytes
    }

    /// An actor's number has so many bits in a key, a position the rest of 63.
    static let actorBits: UInt64 = 24
    static let actorMax: Int64 = (1 << 24) - 1
    static let positionMax: UInt64 = (1 << 39) - 1
    static let targetBytes = 16 << 10
    private static let headerBytes = 4 + KeyID.byteCount + 4
}

func bigEndianBytes(_ value: UInt32) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
}
