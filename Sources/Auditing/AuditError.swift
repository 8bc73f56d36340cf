/// What is wrong with a log.
package enum AuditError: Error, Equatable {
    /// The entries do not make the root that was signed.
    case rootDiffers(size: UInt64)
    case tileDiffers(path: String)
    case tileMissing(path: String)
    /// The log signed this size before, with another root.
    case rewritten(size: UInt64)
    case shrunk(from: UInt64, to: UInt64)
    /// An entry that was shown to stand there does not.
    case entryDiffers(index: UInt64)
    /// Checkpoint, tile or bundle is not well formed, or not signed by the relay's registered key.
    case invalid(reason: String)
}
