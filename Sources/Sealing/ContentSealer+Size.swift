package import Labels
import Primitives

extension ContentSealer {
    /// Size in bytes of the content as transmitted, for a body of that size. Spec: Sealing#content.
    package static func contentByteCount(
        bodyBytes: UInt64, _ description: ContentDescription, suite: Suite
    ) -> UInt64 {
        let plaintext = UInt64(description.framed.count) + bodyBytes
        switch suite {
        case .signed: return plaintext
        case .sealed: return chunked(Padding.paddedLength(of: plaintext + 1))
        case .layered:
            let padded = Padding.paddedLength(of: plaintext + 1)
            let pieces = padded / UInt64(StreamEncryptor.pieceBytes) + 1
            return chunked(
                UInt64(XChaChaStream.headerByteCount) + padded + pieces
                    * UInt64(XChaChaStream.chunkOverheadByteCount))
        }
    }

    private static func chunked(_ bytes: UInt64) -> UInt64 {
        let chunks = bytes / UInt64(Cobblestone256.chunkPlaintextByteCount) + 1
        let tag = UInt64(
            Cobblestone256.chunkCiphertextByteCount - Cobblestone256.chunkPlaintextByteCount)
        return UInt64(Cobblestone256.headerByteCount) + bytes + chunks * tag
    }
}
