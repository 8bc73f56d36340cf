import Identity
import Primitives
import Testing

@Suite struct WrappingKeyTests {
    private static let key = WrappingPrivateKey.generate()

    /// The X-Wing draft's first vector; the public key by its SHA-256.
    @Test func `the draft's seed gives the draft's public key`() throws {
        let key = try WrappingPrivateKey(
            seed: secret(
                hex: "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26"))
        #expect(
            Hashing.sha256(key.publicKey.bytes).hex
                == "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb")
        #expect(key.publicKey.id.hex == "81eae96c74abfd83c1a4a0fbf5082042")
    }

    @Test(arguments: [0, 1, 32, 64, 1000])
    func `what is sealed opens, 1136 bytes longer`(_ count: Int) throws {
        let content = SecretBytes.random(count: count)
        let sealed = try Self.key.publicKey.seal(content, info: [1], aad: [2])
        #expect(sealed.count == count + WrappingPublicKey.overheadByteCount)
        #expect(WrappingPublicKey.overheadByteCount == 1136)
        #expect(try Self.key.open(sealed, info: [1], aad: [2]).isEqual(to: content))
    }

    @Test func `another key, binding or byte, or a cut or extension, has one refusal`() throws {
        let key = Self.key
        let sealed = try key.publicKey.seal(.random(count: 32), info: [1], aad: [2])
        let refusal = PrimitivesError.openFailed
        #expect(throws: refusal) { try key.open(sealed, info: [], aad: [2]) }
        #expect(throws: refusal) { try key.open(sealed, info: [1], aad: []) }
        #expect(throws: refusal) { try key.open(sealed + [0], info: [1], aad: [2]) }
        for count in [0, 1, 1119, 1120, 1135, 1136, sealed.count - 1] {
            #expect(throws: refusal) {
                try key.open(Array(sealed.prefix(count)), info: [1], aad: [2])
            }
        }
        #expect(throws: refusal) {
            try WrappingPrivateKey.generate().open(sealed, info: [1], aad: [2])
        }
        for index in Array(stride(from: 0, to: 1088, by: 31)) + Array(1088..<sealed.count) {
            var other = sealed
            other[index] ^= 0x80
            // X25519 ignores the highest bit of a point, but X-Wing hashes the point as sent.
            #expect(throws: refusal, "byte \(index)") {
                try key.open(other, info: [1], aad: [2])
            }
        }
    }

    @Test(arguments: [0, 1184, 1215, 1217])
    func `public keys of another length are refused`(_ count: Int) {
        #expect(
            throws: PrimitivesError.lengthInvalid(expectedBytes: 1216, foundBytes: count)
        ) {
            try WrappingPublicKey(bytes: .init(repeating: 1, count: count))
        }
    }

    @Test func `a lattice half that is not reduced and an empty curve half are refused`() {
        var unreduced = Self.key.publicKey.bytes
        unreduced.replaceSubrange(0..<3, with: [0xff, 0xff, 0xff])
        #expect(throws: PrimitivesError.keyInvalid) { try WrappingPublicKey(bytes: unreduced) }
        var empty = Self.key.publicKey.bytes
        empty.replaceSubrange(1184..., with: [UInt8](repeating: 0, count: 32))
        #expect(throws: PrimitivesError.keyInvalid) { try WrappingPublicKey(bytes: empty) }
    }
}
