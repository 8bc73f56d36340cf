/// Why the operating system, or a rule about files, refused.
package enum FileError: Error, Equatable {
    case notFound(path: String)
    case alreadyExists(path: String)
    case accessDenied(path: String)
    case isDirectory(path: String)
    case notDirectory(path: String)
    case spaceExhausted(path: String)
    /// More than a reader of this kind of file accepts.
    case tooLarge(path: String, limitBytes: Int)
    /// A private file that others than its owner may read or write; `mode` is what it has.
    case exposed(path: String, mode: UInt32)
    /// Another process holds the lock.
    case locked(path: String)
    /// Whoever read our output has gone.
    case pipeClosed
    /// Anything else, as `errno` has it.
    case failed(FileOperation, path: String, code: Int32)
}

package enum FileOperation: String, Sendable, Equatable {
    case open, read, write, create, rename, remove, flush, list, lock, inspect
}
