import Glibc

/// A file under way: nobody sees it before ``commit(replacing:)``, and whatever ends the process
/// first, a signal included, leaves nothing behind.
///
/// It has no name until then where the file system can do that (`O_TMPFILE`), else one that starts
/// with a dot and is removed when the object goes.
package final class NewFile: @unchecked Sendable {
    // Safety: `temporaryName` changes in `init` and `commit` only, which one owner calls.
    package let file: OpenFile
    private let path: String
    private let directory: String
    private var temporaryName: String?

    /// - Parameters:
    ///   - path: where it shall be; its directory must exist.
    ///   - mode: permissions, cut by the process's umask.
    package init(at path: String, mode: UInt32 = 0o644) throws(FileError) {
        self.path = path
        directory = Folder.parent(of: path)
        let anonymous = unsafe open(directory, unnamedFile | O_RDWR | O_CLOEXEC, mode)
        if anonymous >= 0 {
            file = try OpenFile(descriptor: anonymous, path: path)
            return
        }
        let code = errno
        // Old kernels and some file systems know no unnamed files.
        guard code == EOPNOTSUPP || code == EISDIR || code == EINVAL else {
            throw FileError(code, .create, directory)
        }
        let name = NewFile.temporaryPath(for: path)
        let descriptor = try systemCall(.create, name) {
            unsafe open(name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode)
        }
        file = try OpenFile(descriptor: descriptor, path: path)
        temporaryName = name
    }

    deinit { if let temporaryName { unsafe _ = unlink(temporaryName) } }

    /// Puts the file in its place in one step: at `path` there is the old content or the new,
    /// whole, also after a power cut when `flushing`.
    ///
    /// - Parameter name: another path in the same directory, where it was not known before.
    /// - Throws: ``FileError/alreadyExists(path:)`` when not `replacing` and something is there.
    package func commit(
        as name: String? = nil, replacing: Bool, flushing: Bool = true
    ) throws(FileError) {
        let path = name ?? path
        if flushing { try systemCall(.flush, path) { fdatasync(file.descriptor) } }
        // Linking cannot replace, renaming cannot help it.
        if replacing {
            let held: String = if let temporaryName { temporaryName } else { try linkTemporarily() }
            try systemCall(.rename, path) { unsafe rename(held, path) }
            temporaryName = nil
        } else if let temporaryName {
            try systemCall(.create, path) { unsafe Glibc.link(temporaryName, path) }
        } else {
            try link(as: path)
        }
        if flushing { try Folder.flush(directory) }
    }

    private func linkTemporarily() throws(FileError) -> String {
        let name = NewFile.temporaryPath(for: path)
        try link(as: name)
        temporaryName = name
        return name
    }

    private func link(as name: String) throws(FileError) {
        try systemCall(.create, name) {
            unsafe linkat(
                AT_FDCWD, "/proc/self/fd/\(file.descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW)
        }
    }

    private static func temporaryPath(for path: String) -> String {
        let suffix = String(UInt64.random(in: .min ... .max), radix: 36)
        let name = path.split(separator: "/").last ?? "file"
        return Folder.parent(of: path) + "/.\(name.prefix(64)).\(suffix).new"
    }
}

/// Bytes set aside until it is known what becomes of them: a file without a name, gone with the
/// process.
package enum Spool {
    package static func make() throws(FileError) -> OpenFile {
        let directory = unsafe getenv("TMPDIR").flatMap { unsafe String(validatingCString: $0) }
        let folder = directory.flatMap { $0.isEmpty ? nil : $0 } ?? "/var/tmp"
        return try NewFile(at: folder + "/budkavle-spool", mode: 0o600).unnamed()
    }
}

extension NewFile {
    /// The open file alone, which will never have a name.
    fileprivate func unnamed() throws(FileError) -> OpenFile {
        if let temporaryName { try File.remove(temporaryName) }
        temporaryName = nil
        return file
    }
}

/// `O_TMPFILE`, which Glibc shows to `_GNU_SOURCE` only; the same number on x86-64 and arm64.
private let unnamedFile: Int32 = 0o20_000_000 | O_DIRECTORY
