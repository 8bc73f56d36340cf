/// Why a cryptographic operation was refused.
package enum PrimitivesError: Error, Equatable {
    case lengthInvalid(expectedBytes: Int, foundBytes: Int)
    /// Of the right length, but no valid public key: not on the curve, of small order, not reduced.
    case keyInvalid
    /// The one shape of every decryption failure: wrong key, altered, cut or extended.
    case openFailed
    /// A chunk was given to a stream that has had its last, or that has failed.
    case streamFinished
    /// The stream has reached the most chunks that one key may seal.
    case chunkLimitReached
    /// A context for ML-DSA is at most 255 bytes.
    case contextTooLong(foundBytes: Int)
    case passwordCostOutsideLimits(operations: Int, memoryKiB: Int)
    /// The memory a password function needs could not be had.
    case memoryUnavailable(memoryKiB: Int)
    /// A library refused what it should have done; names the function.
    case callFailed(String)
}
