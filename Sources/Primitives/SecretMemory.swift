import CSodium
import Synchronization

/// Where secrets lie: in memory that libsodium guards and locks.
///
/// `sodium_malloc` costs several mappings and a dozen system calls for every secret, and a process
/// may lock only so many pages. Secrets are mostly keys, made several per message: so small ones
/// share guarded pages, in slots of ``slotByteCount``, which are wiped when given back and kept for
/// the next.
enum SecretMemory {
    static let slotByteCount = 128
    private static let slotsPerPage = 32
    /// Guarded areas at once. Each takes up to four mappings; Linux gives a process 65530 of them,
    /// and when they are spent not even ordinary memory can be had.
    private static let areasMax = 8_192

    enum Kind: Sendable {
        /// A slot of a shared guarded page.
        case slot
        /// A guarded area of its own.
        case area
        /// Neither guarded nor locked, since there are too many areas already. Wiped all the same.
        case ordinary
    }

    /// Room for a secret; its content is undefined.
    @safe struct Room: @unchecked Sendable {
        // Safety: an address; who may write there is decided by its one holder.
        let start: UnsafeMutableRawPointer
        let kind: Kind
    }

    private struct Stock: Sendable {
        var freeSlots: [Room] = []
        var areaCount = 0
    }

    private static let stock = Mutex(Stock())

    static func take(_ byteCount: Int) -> Room {
        Sodium.start()
        let guarded = stock.withLock { stock in
            byteCount <= slotByteCount ? takeSlot(&stock) : takeArea(byteCount, &stock)
        }
        if let guarded { return guarded }
        return unsafe Room(
            start: .allocate(byteCount: byteCount, alignment: 16), kind: .ordinary)
    }

    static func giveBack(_ room: Room, byteCount: Int) {
        unsafe sodium_memzero(room.start, byteCount)
        switch room.kind {
        case .slot: stock.withLock { $0.freeSlots.append(room) }
        case .area:
            unsafe sodium_free(room.start)
            stock.withLock { $0.areaCount -= 1 }
        case .ordinary: unsafe room.start.deallocate()
        }
    }

    private static func takeSlot(_ stock: inout Stock) -> Room? {
        if let slot = stock.freeSlots.popLast() { return slot }
        guard let page = takeArea(slotsPerPage * slotByteCount, &stock) else { return nil }
        for slot in 0..<slotsPerPage {
            let start = unsafe page.start + slot * slotByteCount
            stock.freeSlots.append(unsafe Room(start: start, kind: .slot))
        }
        return stock.freeSlots.popLast()
    }

    private static func takeArea(_ byteCount: Int, _ stock: inout Stock) -> Room? {
        // Where no more pages may be locked, the library leaves them unlocked and goes on.
        guard stock.areaCount < areasMax, let start = unsafe sodium_malloc(byteCount) else {
            return nil
        }
        stock.areaCount += 1
        return unsafe Room(start: start, kind: .area)
    }
}
