package import Identity
import Primitives

/// All slots of one message, in order, and the tree over them.
///
/// It is hashed once: whoever has checked the root hands out the paths without hashing again.
package struct SlotTree: Sendable {
    package let slots: [Slot]
    /// Leaf hashes first, the root alone last; none without slots.
    ///
    /// RFC 6962 splits at the largest power of two, which is the same as pairing neighbours level by
    /// level and letting the odd one at the end rise unpaired.
    private let levels: [[Digest]]

    package init(_ slots: [Slot]) {
        self.slots = slots
        var levels = [slots.map(\.leafHash)]
        while let level = levels.last, level.count > 1 {
            var above: [Digest] = []
            above.reserveCapacity((level.count + 1) / 2)
            for index in stride(from: 0, to: level.count - 1, by: 2) {
                above.append(MerkleTree.nodeHash(level[index], level[index + 1]))
            }
            if level.count % 2 == 1 { above.append(level[level.count - 1]) }
            levels.append(above)
        }
        self.levels = levels
    }

    package var root: Digest { levels.last?.first ?? MerkleTree.emptyRoot }

    /// The slot at `index` with its path, ready to travel alone.
    package func placed(_ index: Int) -> PlacedSlot {
        var path: [Digest] = []
        path.reserveCapacity(levels.count - 1)
        for (height, level) in levels.dropLast().enumerated() {
            let sibling = (index >> height) ^ 1
            if sibling < level.count { path.append(level[sibling]) }
        }
        return PlacedSlot(index: index, slot: slots[index], path: path)
    }

    package var placed: [PlacedSlot] { slots.indices.map(placed) }
}
