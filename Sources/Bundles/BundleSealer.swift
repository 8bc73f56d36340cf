package import Identity
package import Primitives

/// Encrypts one part to its next hop. One part, one thread, constant memory. Spec: Bundle#content.
package final class BundleSealer {
    /// What stands before the first chunk.
    package let opening: [UInt8]
    private var sealer: Cobblestone256Sealer
    private var pending: [UInt8] = []

    /// - Parameter key: a wrapping key registered for the destination; the file does not say which.
    package init(
        to destination: ActorID, key: WrappingPublicKey, random: RandomSource
    ) throws(PrimitivesError) {
        let secret = SecretBytes.random(count: BundleOpening.secretByteCount)
        let sealedSecret = try key.seal(
            secret, info: BundleOpening.info(destination, key.id), aad: [])
        sealer = try Cobblestone256Sealer(
            key: secret, context: BundleOpening.context(destination, sealedSecret),
            salt: random.bytes(Cobblestone256.saltByteCount))
        opening = BundleOpening.clear(destination) + sealedSecret + sealer.header
    }

    /// Takes plaintext and gives what of the ciphertext is ready.
    package func seal(_ plaintext: [UInt8]) throws(PrimitivesError) -> [UInt8] {
        pending += plaintext
        let size = Cobblestone256.chunkPlaintextByteCount
        var ready: [UInt8] = []
        var start = 0
        while pending.count - start >= size {
            ready += try sealed(pending[start..<start + size])
            start += size
        }
        pending.removeFirst(start)
        return ready
    }

    /// The last chunk, always shorter than the others.
    package func finish() throws(PrimitivesError) -> [UInt8] { try sealed(pending[...]) }

    private func sealed(_ chunk: ArraySlice<UInt8>) throws(PrimitivesError) -> [UInt8] {
        var failure: PrimitivesError?
        let capacity = chunk.count + Cobblestone256.tagByteCount
        let sealed = [UInt8](unsafeUninitializedCapacity: capacity) { room, count in
            chunk.withUnsafeBytes { bytes in
                do throws(PrimitivesError) {
                    count = try sealer.sealChunk(bytes, into: UnsafeMutableRawBufferPointer(room))
                } catch { failure = error }
            }
        }
        if let failure { throw failure }
        return sealed
    }
}
