import Glibc
import Storage

/// A copy of a store in one file: whole and flushed, or not there.
struct StoreCopy {
    let path: String

    init(at path: String) { self.path = path }

    /// From before a migration: `vault.sqlite.version-2`.
    init(of store: String, version: Int) { self.init(at: "\(store).version-\(version)") }

    /// Puts the copy in its place in one step.
    ///
    /// - Parameters:
    ///   - replacing: whether it may take the place of one that an earlier attempt left.
    ///   - write: writes it to a path where an empty private file lies.
    /// - Throws: ``Storage/StorageError``, and what `write` throws.
    func take<Value>(
        replacing: Bool, _ write: (String) throws -> Value
    ) throws -> Value {
        let draft = path + ".new"
        unlink(draft)
        defer { unlink(draft) }
        try createPrivateFile(path: draft)
        let value = try write(draft)
        try place(draft, replacing: replacing)
        return value
    }

    /// Flushes a file and gives it this name.
    func place(_ draft: String, replacing: Bool) throws(StorageError) {
        try flush(draft, O_RDONLY)
        // Renaming cannot help replacing, so the new name is a link first.
        if replacing {
            guard rename(draft, path) == 0 else { throw .cannotOpen(path: path) }
        } else {
            try link(draft)
        }
        try flush(folder, O_RDONLY | O_DIRECTORY)
    }

    private func link(_ draft: String) throws(StorageError) {
        if Glibc.link(draft, path) == 0 {
            unlink(draft)
            return
        }
        guard errno == EPERM || errno == EOPNOTSUPP else { throw .cannotOpen(path: path) }
        // The file systems of sticks have no links: an empty file that nobody has made before us is
        // replaced.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotOpen(path: path) }
        close(descriptor)
        guard rename(draft, path) == 0 else {
            unlink(path)
            throw .cannotOpen(path: path)
        }
    }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func flush(_ path: String, _ flags: Int32) throws(StorageError) {
        let descriptor = open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .inputOutput(code: Int(errno)) }
    }
}
