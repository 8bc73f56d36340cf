import Glibc

/// Holds a lock file for as long as the object lives; other processes wait or are told.
package final class FileLock: Sendable {
    private let file: OpenFile

    /// - Parameter waiting: whether to wait for whoever holds it.
    /// - Throws: ``FileError/locked(path:)`` when not `waiting` and somebody does.
    package init(_ path: String, waiting: Bool = true) throws(FileError) {
        let descriptor = try systemCall(.open, path) {
            unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        }
        file = try OpenFile(descriptor: descriptor, path: path)
        try systemCall(.lock, path) {
            flock(descriptor, waiting ? LOCK_EX : LOCK_EX | LOCK_NB)
        }
    }
}
