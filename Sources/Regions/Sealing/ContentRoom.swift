import Envelopes
import Files

/// Where content is written while the head before it is still unknown.
///
/// Into the file itself behind room left for the head; for a stream, aside.
final class ContentRoom {
    private let target: FileTarget
    private var file: OpenFile
    private var new: NewFile?
    private let reservedBytes: UInt64

    /// - Parameter openingBytes: how much room the head will take, as far as can be told.
    init(_ target: FileTarget, openingBytes: Int) throws(FileError) {
        self.target = target
        switch target {
        case .file(let path, _):
            let new = try NewFile(at: path)
            self.new = new
            file = new.file
            reservedBytes = UInt64(openingBytes)
        case .stream:
            file = try Spool.make()
            reservedBytes = 0
        }
    }

    /// Writes content from its beginning on; one thread at a time.
    func writer() -> @Sendable (UnsafeRawBufferPointer) throws -> Void {
        let position = Position(reservedBytes)
        return { [file] bytes in
            try file.write(bytes, at: position.value)
            position.value += UInt64(bytes.count)
        }
    }

    /// Puts the head before the content and lets go of the whole.
    func finish(opening: [UInt8], contentBytes: UInt64) throws {
        switch target {
        case .file(let path, let replacing):
            if UInt64(opening.count) == reservedBytes {
                try opening.withUnsafeBytes { try file.write($0, at: 0) }
            } else {
                // The size of the input was not known, or changed.
                try moveContent(behind: opening, contentBytes, path)
            }
            try new?.commit(replacing: replacing, flushing: false)
        case .stream(let output):
            try output.write(opening)
            try copy(contentBytes) { try output.write($0) }
        }
    }

    private func moveContent(
        behind opening: [UInt8], _ contentBytes: UInt64, _ path: String
    ) throws {
        let moved = try NewFile(at: path)
        try moved.file.write(opening)
        try copy(contentBytes) { try moved.file.write($0) }
        new = moved
    }

    private func copy(
        _ count: UInt64, into write: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var position: UInt64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 512 * 1024, alignment: 4_096)
        defer { buffer.deallocate() }
        while position < count {
            let room = UnsafeMutableRawBufferPointer(
                rebasing: buffer[..<Int(min(UInt64(buffer.count), count - position))])
            let read = try file.read(into: room, at: reservedBytes + position)
            guard read > 0 else { throw RegionError.inputChanged(path: file.path) }
            try write(UnsafeRawBufferPointer(rebasing: room[..<read]))
            position += UInt64(read)
        }
    }
}

/// A number that one thread at a time moves on.
final class Position: @unchecked Sendable {
    // Safety: used by one consumer of a pipeline, whose calls follow each other.
    var value: UInt64

    init(_ value: UInt64) { self.value = value }
}
