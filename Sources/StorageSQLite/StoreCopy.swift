import Glibc
import Storage

/// The copy of a store from before its migration, `vault.sqlite.version-2`.
struct StoreCopy {
    /// Of the database it is a copy of.
    private let store: String
    let path: String

    init(of store: String, version: Int) {
        self.store = store
        path = "\(store).version-\(version)"
    }

    /// Puts the copy in its place in one step, flushed, in place of one that an earlier attempt
    /// left.
    ///
    /// - Parameter write: writes it to a path where an empty private file lies.
    func take(_ write: (String) throws -> Void) throws {
        let temporary = path + ".new"
        unlink(temporary)
        try createPrivateFile(path: temporary)
        do {
            try write(temporary)
            try flush(temporary, O_RDONLY)
            guard rename(temporary, path) == 0 else { throw StorageError.cannotOpen(path: path) }
            try flush(folder, O_RDONLY | O_DIRECTORY)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private var folder: String {
        guard let slash = store.lastIndex(of: "/") else { return "." }
        return slash == store.startIndex ? "/" : String(store[..<slash])
    }

    private func flush(_ path: String, _ flags: Int32) throws(StorageError) {
        let descriptor = open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .inputOutput(code: Int(errno)) }
    }
}
