package import Envelopes
package import Files
import Identity
import Primitives
package import Sealing

/// Seals a file or a pipe of any size in constant memory: reading and encrypting, hashing, and
/// writing go on beside each other.
package struct FileSealing {
    private let sealer: MessageSealer
    private let keys: SigningKeys
    private let attachments: [AttachmentReference]

    /// - Parameter attachments: sealed already, in the order of the description's.
    package init(
        _ sealer: MessageSealer, keys: SigningKeys, attachments: [AttachmentReference] = []
    ) {
        self.sealer = sealer
        self.keys = keys
        self.attachments = attachments
    }

    /// - Parameters:
    ///   - finishing: given the signed head; gives the one to write, with releases, and does what
    ///     must be done before anybody sees the message.
    ///   - progress: called with bytes read.
    package func seal(
        _ input: OpenFile, _ description: ContentDescription, to target: FileTarget,
        finishing: (EnvelopeHead) throws -> EnvelopeHead, progress: (UInt64) -> Void = { _ in }
    ) throws {
        let room = try ContentRoom(target, openingBytes: openingBytes(input, description))
        let digest = DigestBox()
        let pipeline = BlockPipeline([room.writer(), { digest.update($0) }])
        let contentBytes = try encrypt(input, description, into: pipeline, progress)
        try pipeline.finish()
        let signed = try sealer.finish(
            contentBytes: contentBytes, contentDigest: digest.finish(), keys: keys,
            attachments: attachments)
        let head = try finishing(signed)
        try room.finish(opening: EnvelopeFraming.opening(of: head), contentBytes: contentBytes)
    }

    /// - Returns: the size in bytes of the content.
    private func encrypt(
        _ input: OpenFile, _ description: ContentDescription, into output: BlockPipeline,
        _ progress: (UInt64) -> Void
    ) throws -> UInt64 {
        let content = sealer.content
        try content.begin(description) { try output.append($0) }
        guard let (inner, outer) = content.halves else {
            try Self.pieces(of: input, progress) { piece in
                try content.update(piece) { try output.append($0) }
            }
            return try content.finish { try output.append($0) }
        }
        // Two ciphers on one core would keep the other core waiting.
        let box = OuterBox(outer, output)
        let between = BlockPipeline([{ try box.update($0) }], blocks: 3)
        try Self.pieces(of: input, progress) { piece in
            try inner.update(piece) { try between.append($0) }
        }
        try inner.finish { try between.append($0) }
        try between.finish()
        return try outer.finish { try output.append($0) }
    }

    /// Exact for a file; for a pipe a guess, which costs a copy at the end where it is wrong.
    private func openingBytes(
        _ input: OpenFile, _ description: ContentDescription
    ) throws -> Int {
        var bodyBytes: UInt64 = 0
        if case .regular(let size) = input.kind { bodyBytes = size }
        return try sealer.openingByteCount(
            contentBytes: ContentSealer.contentByteCount(
                bodyBytes: bodyBytes, description, suite: sealer.core.suite),
            attachments: attachments)
    }

    private static func pieces(
        of input: OpenFile, _ progress: (UInt64) -> Void,
        _ take: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: BlockPipeline.blockBytes, alignment: 4_096)
        defer { buffer.deallocate() }
        var bytes: UInt64 = 0
        while true {
            let count = try input.read(into: buffer)
            guard count > 0 else { return }
            bytes += UInt64(count)
            try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            progress(bytes)
        }
    }
}

/// The outer encryption and where it goes to, fed by one thread at a time.
final class OuterBox: @unchecked Sendable {
    // Safety: used by one consumer of a pipeline, whose calls follow each other, and by the producer
    // before the first block and after the pipeline has finished.
    private let outer: OuterSealer
    private let output: BlockPipeline

    init(_ outer: OuterSealer, _ output: BlockPipeline) {
        (self.outer, self.output) = (outer, output)
    }

    func update(_ bytes: UnsafeRawBufferPointer) throws {
        try outer.update(bytes) { try output.append($0) }
    }
}

/// A running hash that one thread at a time feeds.
final class DigestBox: @unchecked Sendable {
    // Safety: used by one consumer of a pipeline, whose calls follow each other, and read after the
    // pipeline has finished.
    private var stream = DigestStream()

    func update(_ bytes: UnsafeRawBufferPointer) { stream.update(bytes) }
    func finish() -> Digest { stream.finish() }
}
