import Glibc

/// The file system a path lies on.
package enum Disk {
    package struct Space: Sendable, Equatable {
        /// What this user may still write.
        package let freeBytes: UInt64
        package let isReadOnly: Bool
    }

    package static func space(at path: String) throws(FileError) -> Space {
        var status = statvfs()
        try systemCall(.inspect, path) { unsafe statvfs(path, &status) }
        return Space(
            freeBytes: UInt64(status.f_bavail) * UInt64(status.f_frsize),
            isReadOnly: status.f_flag & readOnlyFlag != 0)
    }

    /// Writes a file there, flushes it with its directory, and removes it: whether a promise can be
    /// kept there.
    package static func tryFlush(in folder: String) throws(FileError) {
        let path = folder + "/.flush-trial-" + String(UInt64.random(in: .min ... .max), radix: 36)
        try File.writePrivate([0x0a], to: path, replacing: false)
        try File.remove(path)
    }

    /// `ST_RDONLY`.
    private static let readOnlyFlag: UInt = 1
}

extension File {
    /// The permission bits; `nil` when nothing is there.
    package static func permissions(of path: String) -> UInt32? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return status.st_mode & 0o7777
    }
}
