import Glibc
import GRDB
import Storage

/// The copy of a store of an older version, made before it is brought up to date.
///
/// `relay.sqlite.version-1` beside `relay.sqlite`: whole, flushed, or not there at all. Where there
/// is no room for it the store stays as it is and is not opened.
struct StoreBackup {
    let path: String

    init(of store: String, version: Int) { path = "\(store).version-\(version)" }

    /// - Throws: ``Storage/StorageError``.
    func make(from pool: DatabasePool) throws {
        let draft = path + ".part"
        unlink(draft)
        try createPrivateFile(path: draft)
        do {
            try pool.vacuum(into: draft)
            try flush(draft, O_RDONLY)
            guard rename(draft, path) == 0 else { throw StorageError.cannotOpen(path: path) }
            try flush(folder, O_RDONLY | O_DIRECTORY)
        } catch {
            unlink(draft)
            throw error
        }
    }

    private var folder: String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    }

    private func flush(_ path: String, _ flags: Int32) throws(StorageError) {
        let descriptor = open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .inputOutput(code: Int(errno)) }
    }
}
