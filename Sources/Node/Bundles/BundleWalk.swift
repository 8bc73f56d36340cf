import Bundles
import Files
import Identity
import Primitives

/// Goes through one part from front to back, one chunk in memory, and checks all of it on the way.
final class BundleWalk {
    private let file: OpenFile
    private let destination: ActorID
    private let opener: BundleOpener
    private var reader = BundleReader()
    private var offset: UInt64
    private var isAtEnd = false

    /// - Throws: `BundleError`, `FileError`.
    init(_ file: OpenFile, for actor: ActorID, keys: [WrappingPrivateKey]) throws {
        let opening = try BundleOpening(
            parsing: file.bytes(at: 0, count: BundleOpening.byteCountMax))
        guard opening.destination == actor else {
            throw BundleError.elsewhere(destination: opening.destination.text)
        }
        opener = try BundleOpener(opening, keys: keys)
        offset = UInt64(opening.byteCount)
        self.file = file
        destination = actor
    }

    /// What the next chunk completes; `nil` at the end, when all was as the manifest says.
    ///
    /// - Throws: `BundleError`, `FileError`.
    func next() throws -> [BundlePiece]? {
        if isAtEnd { return nil }
        let chunk = try file.bytes(at: offset, count: BundleOpener.chunkByteCount)
        offset += UInt64(chunk.count)
        let pieces = try reader.take(opener.open(chunk))
        for case .manifest(let received) in pieces
        where received.manifest.destination != destination {
            throw BundleError.manifestContradicts
        }
        if chunk.count < BundleOpener.chunkByteCount {
            isAtEnd = true
            try opener.finish()
            try reader.finish()
        }
        return pieces
    }
}
