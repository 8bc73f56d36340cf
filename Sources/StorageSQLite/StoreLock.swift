import Glibc
import Storage
import Synchronization

/// Held while a store is open, so that no second process writes to it.
///
/// An advisory `flock` on a file beside the database: the kernel lets go of it when the process
/// ends, however it ends.
final class StoreLock: Sendable {
    /// Negative once released.
    private let descriptor: Mutex<Int32>

    /// - Throws: ``Storage/StorageError/inUse(path:)`` when another process, or another store of
    ///   this one, has it; ``Storage/StorageError/cannotOpen(path:)``,
    ///   ``Storage/StorageError/readOnly``, ``Storage/StorageError/full``.
    init(path: String) throws(StorageError) {
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        let descriptor = open(path, flags, privateFileMode)
        guard descriptor >= 0 else { throw StorageError(opening: path, errorNumber: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(path: path)
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    func release() {
        let held = descriptor.withLock { held in
            defer { held = -1 }
            return held
        }
        if held >= 0 { close(held) }
    }
}

/// Makes the file if it is missing, so that it never exists with wider rights; SQLite gives its
/// companions the rights of the database.
///
/// - Throws: ``Storage/StorageError/cannotOpen(path:)``, ``Storage/StorageError/readOnly``,
///   ``Storage/StorageError/full``.
func createPrivateFile(path: String) throws(StorageError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, privateFileMode)
    guard descriptor >= 0 else { throw StorageError(opening: path, errorNumber: errno) }
    let isPrivate = fchmod(descriptor, privateFileMode) == 0
    close(descriptor)
    guard isPrivate else { throw .cannotOpen(path: path) }
}

private let privateFileMode: mode_t = 0o600

extension StorageError {
    fileprivate init(opening path: String, errorNumber: Int32) {
        switch errorNumber {
        case EROFS: self = .readOnly
        case ENOSPC, EDQUOT: self = .full
        default: self = .cannotOpen(path: path)
        }
    }
}
