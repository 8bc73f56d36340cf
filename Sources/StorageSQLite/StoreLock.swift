import Glibc
import Storage
import Synchronization

/// Held while a store is open, so that no second process writes to it.
///
/// An advisory `flock` on a file beside the database: the kernel lets go of it when the process
/// ends, however it ends. The file has the number of the process, for those who find it locked.
final class StoreLock: Sendable {
    /// Negative once released.
    private let descriptor: Mutex<Int32>

    /// - Parameters:
    ///   - store: the path of the database.
    ///   - patienceMilliseconds: how long to wait for whoever has it. Who only looks whether it is
    ///     free (``SQLiteVaultStore/requireFree(path:)``) has it for a moment, and must keep nobody
    ///     from opening.
    /// - Throws: ``Storage/StorageError/inUse(path:process:)`` when another process, or another
    ///   store of this one, has it; ``Storage/StorageError/cannotOpen(path:)``,
    ///   ``Storage/StorageError/readOnly``, ``Storage/StorageError/full``.
    init(
        store: String, patienceMilliseconds: UInt32 = openingPatienceMilliseconds
    ) throws(StorageError) {
        let path = Self.path(of: store)
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        let descriptor = open(path, flags, privateFileMode)
        guard descriptor >= 0 else { throw StorageError(opening: path, errorNumber: errno) }
        guard Self.isTaken(descriptor, patienceMilliseconds) else {
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw .inUse(path: store, process: holder)
        }
        Self.note(descriptor)
        self.descriptor = Mutex(descriptor)
    }

    private static func isTaken(_ descriptor: Int32, _ patienceMilliseconds: UInt32) -> Bool {
        var waited: UInt32 = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard waited < patienceMilliseconds else { return false }
            usleep(1_000 * lookMilliseconds)
            waited += lookMilliseconds
        }
        return true
    }

    deinit { release() }

    static func path(of store: String) -> String { store + "-lock" }

    /// The process that has it, as far as it could say so.
    private static func holder(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
        return Int32(text.prefix { $0 != "\n" })
    }

    /// A full disk is no reason not to start: then nobody is told who has it.
    private static func note(_ descriptor: Int32) {
        let bytes = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = pwrite(descriptor, bytes, bytes.count, 0)
    }

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
/// Nobody looks for longer, and nobody who waits minds it.
private let openingPatienceMilliseconds: UInt32 = 5_000
private let lookMilliseconds: UInt32 = 10

extension StorageError {
    fileprivate init(opening path: String, errorNumber: Int32) {
        switch errorNumber {
        case EROFS: self = .readOnly
        case ENOSPC, EDQUOT: self = .full
        default: self = .cannotOpen(path: path)
        }
    }
}
