import Identity
import Primitives

extension KeyFile {
    /// The key file as `count` shares, of which any `threshold` give it back.
    ///
    /// - Parameter ring: the file of the ring it unlocks, which the shares name.
    /// - Throws: ``KeystoreError/sharingInvalid(countMax:)`` unless at least two are needed, and no
    ///   more than there are.
    package func shares(
        _ count: Int, threshold: Int, of ring: [UInt8]
    ) throws(KeystoreError) -> [KeyShare] {
        guard 2 <= threshold, threshold <= count, count <= KeyShare.countMax else {
            throw .sharingInvalid(countMax: KeyShare.countMax)
        }
        let digest = Hashing.sha256(ring)
        return ThresholdSharing.split(secret, threshold: threshold, count: count).map {
            KeyShare(ring: digest, threshold: threshold, count: count, share: $0)
        }
    }

    /// The key file that shares give; whether it is the one is known when it unlocks the ring.
    ///
    /// - Throws: ``KeystoreError/sharesUnrelated`` for shares of another ring, or of different
    ///   splittings; ``KeystoreError/sharesTooFew(found:needed:)``, the same one counting once.
    package init(combining shares: [KeyShare], of ring: [UInt8]) throws(KeystoreError) {
        guard let first = shares.first else { throw .sharesTooFew(found: 0, needed: 2) }
        let digest = Hashing.sha256(ring)
        guard
            shares.allSatisfy({
                $0.ring == digest && $0.threshold == first.threshold && $0.count == first.count
            })
        else { throw .sharesUnrelated }
        var distinct: [Int: KeyShare] = [:]
        for share in shares {
            if let other = distinct[share.index], !other.share.value.isEqual(to: share.share.value)
            {
                throw .sharesUnrelated
            }
            distinct[share.index] = share
        }
        guard distinct.count >= first.threshold else {
            throw .sharesTooFew(found: distinct.count, needed: first.threshold)
        }
        // No more than are needed: one that is wrong among those beyond would spoil all.
        let used = distinct.values.sorted { $0.index < $1.index }.prefix(first.threshold)
        self.init(secret: ThresholdSharing.combine(used.map(\.share)))
    }
}
