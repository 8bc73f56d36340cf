import Glibc

/// A file that grows piece by piece, outlives whoever grows it, and takes its name only when it is
/// whole.
///
/// Until then it lies beside its place, with `.part` behind its name. A process that is killed leaves
/// it there, and the next one goes on where it ended. One owner at a time.
package final class GrowingFile: Sendable {
    private let path: String
    private let file: OpenFile

    package static let partSuffix = ".part"

    package static func partPath(of path: String) -> String { path + partSuffix }

    /// Opens what is there already, or begins.
    ///
    /// - Parameter path: where the whole file shall be; its directory must exist.
    package init(at path: String) throws(FileError) {
        self.path = path
        let part = Self.partPath(of: path)
        // Never through a link: what it points to lies elsewhere.
        let descriptor = try systemCall(.open, part) {
            unsafe open(part, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        }
        file = try OpenFile(descriptor: descriptor, path: part)
    }

    /// How much there is now.
    package func byteCount() throws(FileError) -> UInt64 { try file.byteCount() }

    package func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(FileError) {
        try unsafe file.write(bytes, at: offset)
    }

    /// From here on what was written survives a power cut.
    package func flush() throws(FileError) {
        try systemCall(.flush, file.path) { fdatasync(file.descriptor) }
    }

    /// Reads all of it, for comparing it with what it should be.
    package func forEachBlock(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try unsafe file.forEachBlock(body)
    }

    /// Makes it durable under its name.
    ///
    /// - Parameter name: another path in the same directory, where it was not known before.
    package func commit(as name: String? = nil) throws(FileError) {
        try flush()
        try File.rename(file.path, to: name ?? path)
        try Folder.flush(Folder.parent(of: path))
    }

    /// Gives up what there is.
    package func discard() throws(FileError) { try File.remove(file.path) }
}

extension OpenFile {
    /// Its size now, which a file that grows had not when it was opened.
    package func byteCount() throws(FileError) -> UInt64 {
        var status = stat()
        try systemCall(.inspect, path) { unsafe fstat(descriptor, &status) }
        return UInt64(clamping: status.st_size)
    }

    /// Reads from the beginning to the end, block by block, and leaves the running position alone.
    package func forEachBlock(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: BlockPipeline.blockBytes, alignment: 4_096)
        defer { unsafe buffer.deallocate() }
        var position: UInt64 = 0
        while true {
            let count = try unsafe read(into: buffer, at: position)
            guard count > 0 else { return }
            try unsafe body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            position += UInt64(count)
        }
    }

    /// Up to `count` bytes from `offset`; fewer at the end.
    package func bytes(at offset: UInt64, count: Int) throws(FileError) -> [UInt8] {
        var failure: FileError?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { room, filled in
            do throws(FileError) {
                filled = try unsafe read(into: UnsafeMutableRawBufferPointer(room), at: offset)
            } catch { failure = error }
        }
        if let failure { throw failure }
        return bytes
    }
}
