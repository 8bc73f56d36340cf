import Identity
import Primitives

extension VerifiedEnvelope {
    /// Every slot of this head with its path, so that it can travel alone.
    package var placedSlots: [PlacedSlot] {
        guard head.slots.count == header.slotCount, header.slotCount > 1 else { return head.slots }
        return SlotTree.placedAll(head.slots.map(\.slot))
    }
}

extension SlotTree {
    /// All slots with their paths, in one walk over the tree: asking for each alone would hash the
    /// whole tree for each.
    package static func placedAll(_ slots: [Slot]) -> [PlacedSlot] {
        // RFC 6962 splits at the largest power of two, which is the same as pairing neighbours
        // level
        // by level and letting the odd one at the end rise unpaired.
        var levels: [[Digest]] = [slots.map(\.leafHash)]
        while let level = levels.last, level.count > 1 {
            var above: [Digest] = []
            above.reserveCapacity((level.count + 1) / 2)
            for index in stride(from: 0, to: level.count - 1, by: 2) {
                above.append(MerkleTree.nodeHash(level[index], level[index + 1]))
            }
            if level.count % 2 == 1 { above.append(level[level.count - 1]) }
            levels.append(above)
        }
        return slots.indices.map { index in
            var path: [Digest] = []
            for (height, level) in levels.dropLast().enumerated() {
                let sibling = (index >> height) ^ 1
                if sibling < level.count { path.append(level[sibling]) }
            }
            return PlacedSlot(index: index, slot: slots[index], path: path)
        }
    }
}
