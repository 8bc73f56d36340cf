package import Primitives

/// Decrypts one part, chunk by chunk; every failure is ``BundleError/openFailed``.
package final class BundleOpener {
    private var opener: Cobblestone256Opener

    /// So many bytes are handed over at once; fewer are the last.
    package static let chunkByteCount = Cobblestone256.chunkCiphertextByteCount

    /// - Parameter keys: all that may fit. The file does not say which does, since that would tell
    ///   level and status.
    package init(
        _ opening: BundleOpening, keys: [WrappingPrivateKey]
    ) throws(BundleError) {
        for key in keys {
            let info = BundleOpening.info(opening.destination, key.publicKey.id)
            guard let secret = try? key.open(opening.sealedSecret, info: info, aad: []) else {
                continue
            }
            let context = BundleOpening.context(opening.destination, opening.sealedSecret)
            do throws(PrimitivesError) {
                opener = try Cobblestone256Opener(
                    key: secret, context: context, header: opening.streamHeader)
            } catch { throw .openFailed }
            return
        }
        throw .openFailed
    }

    package func open(_ chunk: [UInt8]) throws(BundleError) -> [UInt8] {
        var failed = false
        let opened = [UInt8](unsafeUninitializedCapacity: chunk.count) { room, count in
            chunk.withUnsafeBytes { bytes in
                do throws(PrimitivesError) {
                    count = try opener.openChunk(bytes, into: UnsafeMutableRawBufferPointer(room))
                } catch { failed = true }
            }
        }
        if failed { throw .openFailed }
        return opened
    }

    /// To be called at the end of the file.
    package func finish() throws(BundleError) {
        do { try opener.finish() } catch { throw .openFailed }
    }
}
