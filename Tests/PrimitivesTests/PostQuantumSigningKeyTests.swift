import Identity
import Primitives
import Testing

@Suite struct PostQuantumSigningKeyTests {
    private static let key = PostQuantumSigningPrivateKey.generate()

    /// Expected values from the Python packages `dilithium-py` and `hashlib`.
    @Test func `a seed gives the public key and identifier that other libraries give`() throws {
        let key = try PostQuantumSigningPrivateKey(seed: secret(Array(0..<32)))
        #expect(
            Hashing.sha256(key.publicKey.bytes).hex
                == "d666806e11cee19a7c989f7445f90dd419cf4d2d51db8c0fdb4c0f0a542238c9")
        #expect(key.publicKey.id.hex == "99dfded59e736dc614969538feb258b0")
    }

    @Test func `a signature holds for its message and context alone`() throws {
        let (key, message) = (Self.key, [UInt8]("läge".utf8))
        let signature = try key.signature(over: message, context: [1])
        #expect(signature.count == PostQuantumSigningPublicKey.signatureByteCount)
        #expect(key.publicKey.verifies(signature, over: message, context: [1]))
        #expect(!key.publicKey.verifies(signature, over: message, context: [2]))
        #expect(!key.publicKey.verifies(signature, over: message))
        #expect(!key.publicKey.verifies(signature, over: message + [0], context: [1]))
        #expect(!key.publicKey.verifies(signature.dropLast(), over: message, context: [1]))
        #expect(!key.publicKey.verifies(signature + [0], over: message, context: [1]))
        for index in stride(from: 0, to: signature.count, by: 97) {
            var other = signature
            other[index] ^= 1
            #expect(!key.publicKey.verifies(other, over: message, context: [1]))
        }
    }

    @Test func `a context of 255 bytes is signed and one of 256 refused`() throws {
        let longest = [UInt8](repeating: 7, count: 255)
        let signature = try Self.key.signature(over: [1], context: longest)
        #expect(Self.key.publicKey.verifies(signature, over: [1], context: longest))
        #expect(throws: PrimitivesError.contextTooLong(foundBytes: 256)) {
            try Self.key.signature(over: [1], context: longest + [7])
        }
        #expect(!Self.key.publicKey.verifies(signature, over: [1], context: longest + [7]))
    }

    @Test(arguments: [0, 1951, 1953])
    func `public keys of another length are refused`(_ count: Int) {
        #expect(
            throws: PrimitivesError.lengthInvalid(expectedBytes: 1952, foundBytes: count)
        ) {
            try PostQuantumSigningPublicKey(bytes: .init(repeating: 1, count: count))
        }
    }
}
