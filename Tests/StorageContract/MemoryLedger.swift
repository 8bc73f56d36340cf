import Identity
import Ledger
import Primitives
import Storage

/// A ledger in memory, the plain way: all leaves in an array.
struct MemoryLedger: Sendable {
    private(set) var records: [StoredRecord] = []

    mutating func append(_ added: [LedgerRecord]) -> Range<UInt64> {
        let start = UInt64(records.count)
        for record in added {
            records.append(
                StoredRecord(
                    number: UInt64(records.count), commitment: record.commitment,
                    disclosure: StoredRecord.Disclosure(salt: record.salt, facts: record.facts)))
        }
        return start..<UInt64(records.count)
    }

    var head: TreeHead {
        TreeHead(size: UInt64(records.count), root: MerkleTree.root(of: leafHashes(records[...])))
    }

    func tile(_ path: TilePath) -> [UInt8]? {
        guard TileLayout(size: UInt64(records.count)).holds(path) else { return nil }
        let start = Int(path.number) * TilePath.widthMax
        switch path.kind {
        case .entries:
            let wanted = records[start..<start + path.width]
            return EntryBundle.content(of: wanted.map(\.commitment))
        case .hashes(let level):
            let span = (0..<level).reduce(1) { span, _ in span * TilePath.widthMax }
            return (start..<start + path.width).flatMap { index in
                let leaves = leafHashes(records[(index * span)..<((index + 1) * span)])
                return MerkleTree.root(of: leaves).bytes
            }
        }
    }

    func records(_ numbers: Range<UInt64>) -> [StoredRecord] {
        records.filter { numbers.contains($0.number) }
    }

    mutating func eraseFacts(of numbers: [UInt64]) {
        for number in numbers where number < records.count {
            let record = records[Int(number)]
            records[Int(number)] = StoredRecord(
                number: number, commitment: record.commitment, disclosure: nil)
        }
    }

    private func leafHashes(_ records: ArraySlice<StoredRecord>) -> [Digest] {
        records.map { LeafCommitment.leafHash(of: $0.commitment) }
    }
}
