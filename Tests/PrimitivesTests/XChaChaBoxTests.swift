import Identity
import Primitives
import Testing

@Suite struct XChaChaBoxTests {
    private static let key = SecretBytes.random(count: 32)

    /// draft-irtf-cfrg-xchacha, appendix A.3.1.
    @Test func `the draft's example seals to the draft's ciphertext`() throws {
        let plaintext = Array(
            ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip "
                + "for the future, sunscreen would be it.").utf8)
        let aad = try Hex.decode("50515253c0c1c2c3c4c5c6c7")
        let key = secret(Array(0x80...0x9f))
        let nonce = [UInt8](0x40...0x57)
        let box = XChaChaBox.seal(
            plaintext, key: key, aad: aad, random: RandomSource { _ in nonce })
        #expect(
            Hex.encode(box.dropFirst(24))
                == "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
                + "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
                + "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
                + "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49")
        #expect(Array(box.prefix(24)) == nonce)
        #expect(try XChaChaBox.open(box, key: key, aad: aad) == plaintext)
    }

    @Test(arguments: [0, 1, 63, 64, 65, 10_000])
    func `bytes and secrets of any length open to what was sealed`(_ count: Int) throws {
        let bytes = RandomSource.system.bytes(count)
        let box = XChaChaBox.seal(bytes, key: Self.key, aad: [1], random: .system)
        #expect(box.count == count + XChaChaBox.overheadByteCount)
        #expect(try XChaChaBox.open(box, key: Self.key, aad: [1]) == bytes)
        let again = XChaChaBox.seal(secret(bytes), key: Self.key, aad: [1], random: .system)
        #expect(box != again)
        let opened = try XChaChaBox.openSecret(again, key: Self.key, aad: [1])
        #expect(opened.isEqual(to: secret(bytes)))
    }

    @Test func `a box with any byte turned, cut, extended or bound elsewhere has one refusal`() {
        let box = XChaChaBox.seal([1, 2, 3], key: Self.key, aad: [4], random: .system)
        let refusal = PrimitivesError.openFailed
        for index in box.indices {
            var other = box
            other[index] ^= 1
            #expect(throws: refusal) { try XChaChaBox.open(other, key: Self.key, aad: [4]) }
            #expect(throws: refusal) { try XChaChaBox.openSecret(other, key: Self.key, aad: [4]) }
            let cut = Array(box.prefix(index))
            #expect(throws: refusal) { try XChaChaBox.open(cut, key: Self.key, aad: [4]) }
            #expect(throws: refusal) { try XChaChaBox.openSecret(cut, key: Self.key, aad: [4]) }
        }
        #expect(throws: refusal) { try XChaChaBox.open(box + [0], key: Self.key, aad: [4]) }
        #expect(throws: refusal) { try XChaChaBox.open(box, key: Self.key, aad: []) }
        #expect(throws: refusal) { try XChaChaBox.open(box, key: .random(count: 32), aad: [4]) }
    }
}
