import Identity
import Primitives
import Testing

@Suite struct SigningKeyTests {
    /// RFC 8032 section 7.1, tests 1, 2, 3 and SHA(abc).
    @Test(arguments: [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
        (
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
                + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        ),
    ])
    func `Ed25519 gives the RFC's keys and signatures`(
        _ seed: String, _ publicKey: String, _ message: String, _ signature: String
    ) throws {
        let (message, signature) = (try Hex.decode(message), try Hex.decode(signature))
        let key = try SigningPrivateKey(seed: secret(hex: seed))
        #expect(Hex.encode(key.publicKey.bytes) == publicKey)
        #expect(try key.signature(over: message) == signature)
        #expect(try SigningPublicKey(bytes: Hex.decode(publicKey)) == key.publicKey)
        #expect(key.publicKey.verifies(signature, over: message))
        #expect(!key.publicKey.verifies(signature, over: message + [0]))
    }

    @Test func `a signature with any bit turned, cut or extended is refused`() throws {
        let key = SigningPrivateKey.generate()
        let signature = try key.signature(over: [1, 2, 3])
        for bit in 0..<(signature.count * 8) {
            var other = signature
            other[bit / 8] ^= 1 << (bit % 8)
            #expect(!key.publicKey.verifies(other, over: [1, 2, 3]))
        }
        #expect(!key.publicKey.verifies(signature.dropLast(), over: [1, 2, 3]))
        #expect(!key.publicKey.verifies(signature + [0], over: [1, 2, 3]))
        #expect(!SigningPrivateKey.generate().publicKey.verifies(signature, over: [1, 2, 3]))
    }

    @Test func `S above the group order, a second form of the same signature, is refused`() throws {
        let key = SigningPrivateKey.generate()
        var signature = try key.signature(over: [1])
        // L = 2^252 + 27742317777372353535851937790883648493, little-endian.
        let order: [UInt8] =
            [
                0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
            ] + .init(repeating: 0, count: 15) + [0x10]
        var carry = 0
        for index in 0..<32 {
            let sum = Int(signature[32 + index]) + Int(order[index]) + carry
            signature[32 + index] = UInt8(truncatingIfNeeded: sum)
            carry = sum >> 8
        }
        #expect(!key.publicKey.verifies(signature, over: [1]))
    }

    /// Points of order 1, 2, 4 and 8, of either sign, and y = p and p + 1, second forms of 0 and 1.
    @Test(arguments: [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ])
    func `a public key of small order or in a second form is refused`(
        _ hex: String
    ) throws {
        let bytes = try Hex.decode(hex)
        #expect(throws: PrimitivesError.keyInvalid) { try SigningPublicKey(bytes: bytes) }
    }

    @Test func `bytes that are no point of the curve verify nothing`() throws {
        let key = try SigningPublicKey(bytes: [2] + .init(repeating: 0, count: 31))
        var signature = [UInt8](repeating: 0, count: 64)
        #expect(!key.verifies(signature, over: [1]))
        signature = try SigningPrivateKey.generate().signature(over: [1])
        #expect(!key.verifies(signature, over: [1]))
    }

    @Test(arguments: [0, 31, 33, 64])
    func `keys and seeds of another length are refused`(_ count: Int) {
        let refusal = PrimitivesError.lengthInvalid(expectedBytes: 32, foundBytes: count)
        #expect(throws: refusal) {
            try SigningPublicKey(bytes: .init(repeating: 1, count: count))
        }
        #expect(throws: refusal) { try SigningPrivateKey(seed: .random(count: count)) }
        #expect(throws: refusal) { try PostQuantumSigningPrivateKey(seed: .random(count: count)) }
        #expect(throws: refusal) { try WrappingPrivateKey(seed: .random(count: count)) }
    }

    @Test func `a key identifier is the first half of the digest of algorithm and key`() throws {
        let bytes = try Hex.decode(
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        let key = try SigningPublicKey(bytes: bytes)
        // From Python's hashlib.
        #expect(key.id.hex == "6f7d4a58ad942f7a123d1d94ece31281")
        let digest = Hashing.sha256(domain: "budkavle/key-id/v1", [1], bytes)
        #expect(key.id.bytes == Array(digest.bytes.prefix(16)))
    }
}
