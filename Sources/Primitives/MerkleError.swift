/// Why a Merkle proof does not hold.
package enum MerkleError: Error, Equatable {
    /// The index is not below the tree's size.
    case indexOutsideTree(index: UInt64, size: UInt64)
    /// The old size is zero, or larger than the new one.
    case sizesInvalid(old: UInt64, new: UInt64)
    /// More or fewer hashes than the sizes call for.
    case proofLengthInvalid(expected: Int, found: Int)
    /// The hashes lead to another root than the one given.
    case rootMismatch
}
