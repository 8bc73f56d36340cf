import Glibc

/// Directories.
package enum Folder {
    /// `.` for a bare name.
    package static func parent(of path: String) -> String {
        var path = path[...]
        while path.count > 1, path.last == "/" { path.removeLast() }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes a directory and those it lies in.
    ///
    /// - Parameter mode: of every directory that is made.
    package static func create(_ path: String, mode: UInt32 = 0o755) throws(FileError) {
        if unsafe mkdir(path, mode) == 0 { return }
        let code = errno
        switch code {
        case EEXIST:
            guard isThere(path) else { throw .notDirectory(path: path) }
        case ENOENT:
            let parent = parent(of: path)
            guard parent != path, parent != "." else { throw .notFound(path: path) }
            try create(parent, mode: mode)
            try create(path, mode: mode)
        default: throw FileError(code, .create, path)
        }
    }

    /// Makes a directory that must not be there, or be empty.
    ///
    /// - Throws: ``FileError/alreadyExists(path:)``.
    package static func createEmpty(_ path: String, mode: UInt32 = 0o755) throws(FileError) {
        if isThere(path) {
            guard try names(in: path).isEmpty else { throw .alreadyExists(path: path) }
        } else {
            try create(path, mode: mode)
        }
    }

    package static func isThere(_ path: String) -> Bool { mode(of: path) == S_IFDIR }

    /// The names in a directory, sorted; without `.` and `..`, and without files under way.
    package static func names(in path: String) throws(FileError) -> [String] {
        try allNames(in: path).filter { $0.first != "." }
    }

    private static func allNames(in path: String) throws(FileError) -> [String] {
        guard let stream = unsafe opendir(path) else { throw FileError(errno, .list, path) }
        defer { unsafe _ = closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Every regular file below, by path relative to `path`; names that begin with a dot are left
    /// out.
    package static func files(below path: String) throws(FileError) -> [String] {
        var files: [String] = []
        for name in try names(in: path) {
            let child = path + "/" + name
            if isThere(child) {
                files += try self.files(below: child).map { name + "/" + $0 }
            } else {
                files.append(name)
            }
        }
        return files
    }

    /// Removes a directory and all in it, as far as it goes: for cleaning up.
    package static func removeAll(_ path: String) {
        for name in (try? allNames(in: path)) ?? [] {
            let child = path + "/" + name
            if isDirectoryItself(child) { removeAll(child) } else { try? File.remove(child) }
        }
        unsafe _ = rmdir(path)
    }

    /// Not through a link: what a link points to lies elsewhere.
    private static func isDirectoryItself(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes what was created or renamed in a directory survive a power cut.
    package static func flush(_ path: String) throws(FileError) {
        let descriptor = try systemCall(.open, path) {
            unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        }
        defer { close(descriptor) }
        try systemCall(.flush, path) { fsync(descriptor) }
    }

    /// The type bits, or `nil` when nothing is there.
    static func mode(of path: String) -> UInt32? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return status.st_mode & S_IFMT
    }
}
