import Glibc

/// Tells one state of a file from another without reading it.
package struct FileStamp: Hashable, Sendable {
    let inode: UInt64
    let bytes: Int64
    /// Times of the last change of content and of anything, in seconds and nanoseconds.
    let changed: [Int64]
}

/// Files small enough to be taken whole.
package enum File {
    /// - Throws: ``FileError/tooLarge(path:limitBytes:)``, so that a stranger's file never decides
    ///   how much memory is taken.
    package static func read(_ path: String, limitBytes: Int) throws(FileError) -> [UInt8] {
        try read(OpenFile(reading: path), limitBytes: limitBytes)
    }

    package static func read(_ file: OpenFile, limitBytes: Int) throws(FileError) -> [UInt8] {
        var expected = 64 * 1024
        if case .regular(let size) = file.kind {
            guard size <= UInt64(limitBytes) else {
                throw .tooLarge(path: file.path, limitBytes: limitBytes)
            }
            expected = Int(size)
        }
        var bytes: [UInt8] = []
        while true {
            // One more than expected, so that the end is seen without another round.
            let room = max(expected + 1 - bytes.count, 64 * 1024)
            let piece = try unsafe [UInt8](capacity: room) { (room) throws(FileError) in
                try unsafe file.read(into: room)
            }
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
            guard bytes.count <= limitBytes else {
                throw .tooLarge(path: file.path, limitBytes: limitBytes)
            }
            if piece.count < room { return bytes }
        }
    }

    /// Reads a file that must be its owner's alone.
    ///
    /// - Throws: ``FileError/exposed(path:mode:)`` when group or others have any right to it.
    package static func readPrivate(_ path: String, limitBytes: Int) throws(FileError) -> [UInt8] {
        let file = try OpenFile(reading: path)
        var status = stat()
        try systemCall(.inspect, path) { unsafe fstat(file.descriptor, &status) }
        guard status.st_mode & 0o077 == 0 else {
            throw .exposed(path: path, mode: status.st_mode & 0o777)
        }
        return try read(file, limitBytes: limitBytes)
    }

    /// Writes a file in one step.
    ///
    /// - Throws: ``FileError/alreadyExists(path:)`` when not `replacing` and something is there.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644, replacing: Bool,
        flushing: Bool = true
    ) throws(FileError) {
        let new = try NewFile(at: path, mode: mode)
        try new.file.write(bytes)
        try new.commit(replacing: replacing, flushing: flushing)
    }

    /// Writes a file that is its owner's alone.
    package static func writePrivate(
        _ bytes: [UInt8], to path: String, replacing: Bool, flushing: Bool = true
    ) throws(FileError) {
        try write(bytes, to: path, mode: 0o600, replacing: replacing, flushing: flushing)
    }

    /// Size of a regular file; `nil` where something else lies, a link included.
    package static func byteCount(of path: String) -> UInt64? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return UInt64(clamping: status.st_size)
    }

    /// What changes when a file is written or replaced; `nil` when nothing is there.
    package static func stamp(of path: String) -> FileStamp? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return FileStamp(
            inode: UInt64(status.st_ino), bytes: Int64(status.st_size),
            changed: [
                Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec),
                Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec),
            ])
    }

    package static func isThere(_ path: String) -> Bool { Folder.mode(of: path) != nil }

    /// Whether a pipe or a device lies there: something that is written to, not replaced.
    package static func isStream(_ path: String) -> Bool {
        guard let mode = Folder.mode(of: path) else { return false }
        return mode != S_IFREG && mode != S_IFDIR
    }

    /// Moves a file or directory within a file system, in one step.
    package static func rename(_ path: String, to new: String) throws(FileError) {
        try systemCall(.rename, new) { unsafe Glibc.rename(path, new) }
    }

    package static func remove(_ path: String) throws(FileError) {
        try systemCall(.remove, path) { unsafe unlink(path) }
    }
}

extension [UInt8] {
    /// At most `capacity` bytes; `fill` gives how many it wrote.
    fileprivate init(
        capacity: Int, fill: (UnsafeMutableRawBufferPointer) throws(FileError) -> Int
    ) throws(FileError) {
        var failure: FileError?
        unsafe self.init(unsafeUninitializedCapacity: capacity) { room, count in
            do throws(FileError) {
                count = try unsafe fill(UnsafeMutableRawBufferPointer(room))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
