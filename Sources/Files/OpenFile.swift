import Glibc

/// An open file, closed when the last user lets go of it.
///
/// Reads and writes block; one thread uses the running position at a time.
package final class OpenFile: Sendable {
    package let path: String
    let descriptor: Int32
    private let closes: Bool
    /// What it was when it was opened.
    package let kind: Kind

    package enum Kind: Sendable, Equatable {
        /// Has a size and can be read again from the start.
        case regular(sizeBytes: UInt64)
        case directory
        /// A pipe, a terminal, a device: read or written once, in order.
        case stream
    }

    init(descriptor: Int32, path: String, closes: Bool = true) throws(FileError) {
        self.descriptor = descriptor
        self.path = path
        self.closes = closes
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            let code = errno
            if closes { close(descriptor) }
            throw FileError(code, .inspect, path)
        }
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular(sizeBytes: UInt64(clamping: status.st_size))
            case S_IFDIR: .directory
            default: .stream
            }
    }

    deinit { if closes { close(descriptor) } }

    /// Opens for reading.
    ///
    /// - Throws: ``FileError/isDirectory(path:)`` for a directory.
    package convenience init(reading path: String) throws(FileError) {
        let descriptor = try systemCall(.open, path) {
            unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        }
        try self.init(descriptor: descriptor, path: path)
        if kind == .directory { throw .isDirectory(path: path) }
    }

    /// Opens something that is there for writing in order: a pipe, a device.
    package convenience init(writingStream path: String) throws(FileError) {
        let descriptor = try systemCall(.open, path) {
            unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
        }
        try self.init(descriptor: descriptor, path: path)
    }

    package static func standardInput() throws(FileError) -> OpenFile {
        try OpenFile(descriptor: STDIN_FILENO, path: "-", closes: false)
    }

    package static func standardOutput() throws(FileError) -> OpenFile {
        try OpenFile(descriptor: STDOUT_FILENO, path: "-", closes: false)
    }

    /// Reads on, until `room` is full or the file ends; gives the number of bytes.
    package func read(into room: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        var filled = 0
        while filled < room.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[filled...])
            let count = try systemCall(.read, path) {
                unsafe Glibc.read(descriptor, rest.baseAddress, rest.count)
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Reads from `offset` without moving the running position.
    package func read(
        into room: UnsafeMutableRawBufferPointer, at offset: UInt64
    ) throws(FileError) -> Int {
        var filled = 0
        while filled < room.count {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[filled...])
            let place = off_t(clamping: offset) + filled
            let count = try systemCall(.read, path) {
                unsafe pread(descriptor, rest.baseAddress, rest.count, place)
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Writes all of `bytes` at the running position.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
            written += try systemCall(.write, path) {
                unsafe Glibc.write(descriptor, piece.baseAddress, piece.count)
            }
        }
    }

    package func write(_ bytes: [UInt8]) throws(FileError) {
        var failure: FileError?
        unsafe bytes.withUnsafeBytes { bytes in
            do throws(FileError) { try unsafe write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Writes all of `bytes` at `offset`, which leaves the running position alone.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
            let place = off_t(clamping: offset) + written
            written += try systemCall(.write, path) {
                unsafe pwrite(descriptor, piece.baseAddress, piece.count, place)
            }
        }
    }

    /// Back to the start, for reading again.
    package func rewind(to offset: UInt64 = 0) throws(FileError) {
        try systemCall(.read, path) { lseek(descriptor, off_t(clamping: offset), SEEK_SET) }
    }

    /// Tells the kernel that reading goes from front to back.
    func expectSequentialReading() {
        _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    package var isTerminal: Bool { isatty(descriptor) == 1 }
}
