package import Envelopes
package import Files
import Identity
import Registry
package import Sealing

/// A sealed file as it was found: the head is read, nothing is vouched for.
package struct EnvelopeFile {
    package let envelope: ReceivedEnvelope
    /// Content lies here; a pipe's was set aside.
    private let file: OpenFile
    private let contentOffset: UInt64

    /// - Throws: `EnvelopeError` with the offset where bytes ran out or were left over,
    ///   `FileError`.
    package init(_ input: OpenFile) throws {
        let prefix = try Self.read(EnvelopeFraming.prefixByteCount, of: input)
        let headCount = try EnvelopeFraming.headLength(inPrefix: prefix)
        let head = try Self.read(headCount, of: input)
        let headEnd = prefix.count + head.count
        guard head.count == headCount else { throw EnvelopeError.truncated(offset: headEnd) }
        envelope = try ReceivedEnvelope(encodedHead: head)
        let contentBytes = envelope.header.contentBytes
        let foundBytes: UInt64
        if case .regular(let size) = input.kind {
            file = input
            contentOffset = UInt64(headEnd)
            foundBytes = size - min(size, contentOffset)
        } else {
            file = try Spool.make()
            contentOffset = 0
            foundBytes = try Self.copy(input, to: file, atMost: contentBytes)
        }
        if foundBytes < contentBytes {
            throw EnvelopeError.truncated(offset: headEnd + Int(clamping: foundBytes))
        }
        if foundBytes > contentBytes {
            throw EnvelopeError.trailingBytes(offset: headEnd + Int(clamping: contentBytes))
        }
    }

    package var path: String { file.path }

    /// Reads the whole content and compares it with what the header says.
    package func verifiedContent(
        _ verified: VerifiedEnvelope, progress: (UInt64) -> Void = { _ in }
    ) throws -> VerifiedContent {
        let verifier = VerifierBox(verified)
        let pipeline = BlockPipeline([{ try verifier.update($0) }])
        var position: UInt64 = 0
        while position < verified.header.contentBytes {
            let left = verified.header.contentBytes - position
            let count = try pipeline.append { room in
                try file.read(
                    into: UnsafeMutableRawBufferPointer(
                        rebasing: room[..<Int(min(UInt64(room.count), left))]),
                    at: contentOffset + position)
            }
            guard count > 0 else { throw RegionError.inputChanged(path: path) }
            position += UInt64(count)
            progress(position)
        }
        try pipeline.finish()
        return try verifier.finish()
    }

    /// Decrypts into a target that appears whole or not at all; a stream gets the first byte when
    /// the whole content has been verified.
    ///
    /// - Parameter secrets: `nil` for suite `signed` only.
    package func open(
        _ content: VerifiedContent, secrets: MessageSecrets?, to target: FileTarget,
        progress: (UInt64) -> Void = { _ in }
    ) throws -> ContentDescription {
        let opener = try ContentOpener(content, secrets: secrets)
        let output = try PlaintextOutput(target)
        let pipeline = BlockPipeline([output.writer()])
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: BlockPipeline.blockBytes, alignment: 4_096)
        defer { buffer.deallocate() }
        var position: UInt64 = 0
        let end = content.envelope.header.contentBytes
        while position < end {
            let room = UnsafeMutableRawBufferPointer(
                rebasing: buffer[..<Int(min(UInt64(buffer.count), end - position))])
            let count = try file.read(into: room, at: contentOffset + position)
            guard count > 0 else { throw RegionError.inputChanged(path: path) }
            try opener.update(UnsafeRawBufferPointer(rebasing: room[..<count])) {
                try pipeline.append($0)
            }
            position += UInt64(count)
            progress(position)
        }
        try opener.finish { try pipeline.append($0) }
        try pipeline.finish()
        guard let description = opener.description else { throw SealingError.openFailed }
        try output.finish()
        return description
    }

    private static func read(_ count: Int, of input: OpenFile) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let found = try bytes.withUnsafeMutableBytes { try input.read(into: $0) }
        return Array(bytes.prefix(found))
    }

    /// Copies what is there; stops soon after there is more than `limit`.
    private static func copy(
        _ input: OpenFile, to spool: OpenFile, atMost limit: UInt64
    ) throws -> UInt64 {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: BlockPipeline.blockBytes, alignment: 4_096)
        defer { buffer.deallocate() }
        var bytes: UInt64 = 0
        while bytes <= limit {
            let count = try input.read(into: buffer)
            guard count > 0 else { break }
            try spool.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            bytes += UInt64(count)
        }
        return bytes
    }
}

/// Where plaintext goes.
final class PlaintextOutput {
    private let target: FileTarget
    private let new: NewFile?
    private let file: OpenFile

    init(_ target: FileTarget) throws(FileError) {
        self.target = target
        switch target {
        case .file(let path, _):
            let new = try NewFile(at: path, mode: 0o600)
            self.new = new
            file = new.file
        case .stream(let output):
            new = nil
            file = output
        }
    }

    func writer() -> @Sendable (UnsafeRawBufferPointer) throws -> Void {
        { [file] in try file.write($0) }
    }

    func finish() throws(FileError) {
        if case .file(_, let replacing) = target {
            try new?.commit(replacing: replacing, flushing: false)
        }
    }
}

/// A content check that one thread at a time feeds.
final class VerifierBox: @unchecked Sendable {
    // Safety: used by one consumer of a pipeline, whose calls follow each other, and read after the
    // pipeline has finished.
    private var verifier: ContentVerifier

    init(_ envelope: VerifiedEnvelope) { verifier = ContentVerifier(envelope) }

    func update(_ bytes: UnsafeRawBufferPointer) throws { try verifier.update(bytes) }
    func finish() throws -> VerifiedContent { try verifier.finish() }
}
