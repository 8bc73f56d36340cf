import Bundles
import Identity
import Primitives
import Testing

/// A piece of an attachment, read back as it was written.
struct BundledPieceTests {
    private let piece = BundledPiece(
        message: MessageID(Hashing.sha256([1])), digest: Hashing.sha256([2]),
        offset: 0x0102_0304_0506_0708, bytes: [9, 8, 7])

    @Test func `it stands as message, digest, place and bytes`() {
        let place: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
        #expect(
            piece.entry
                == BundleEntry(
                    .attachment, piece.message.bytes + piece.digest.bytes + place + [9, 8, 7]))
        #expect(BundledPiece(piece.entry) == piece)
    }

    @Test func `what has no bytes, or is another kind of entry, is none`() {
        #expect(BundledPiece(BundleEntry(.attachment, Array(piece.entry.bytes.dropLast(3)))) == nil)
        #expect(BundledPiece(BundleEntry(.message, piece.entry.bytes)) == nil)
        #expect(BundledPiece(BundleEntry(.attachment, [])) == nil)
    }
}
