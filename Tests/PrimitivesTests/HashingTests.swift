import Identity
import Primitives
import Testing

@Suite struct HashingTests {
    /// FIPS 180-4, the examples published with it.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `SHA-256 gives the standard's digests, at once and in pieces`(
        _ text: String, _ digest: String
    ) {
        #expect(Hashing.sha256(Array(text.utf8)).hex == digest)
        var stream = DigestStream()
        for byte in text.utf8 { stream.update([byte]) }
        #expect(stream.finish().hex == digest)
    }

    @Test func `SHA-512 gives the standard's digest`() {
        #expect(
            Hex.encode(Hashing.sha512(Array("abc".utf8)))
                == "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
    }

    @Test func `a domain is parted from what follows by a zero byte`() {
        let expected = Hashing.sha256(Array("budkavle/test/v1".utf8) + [0, 1, 2, 3])
        #expect(Hashing.sha256(domain: "budkavle/test/v1", [1], [2, 3]) == expected)
        #expect(Hashing.sha256(domain: "budkavle/test/v", [1], [2, 3]) != expected)
        var stream = DigestStream(domain: "budkavle/test/v1")
        stream.update([1, 2])
        [UInt8]([3]).withUnsafeBytes { stream.update($0) }
        #expect(stream.finish() == expected)
    }

    @Test func `a stream can be asked on the way and goes on from there`() {
        var stream = DigestStream()
        stream.update(Array("ab".utf8))
        let early = stream.finish()
        stream.update(Array("c".utf8))
        #expect(early == Hashing.sha256(Array("ab".utf8)))
        #expect(stream.finish() == Hashing.sha256(Array("abc".utf8)))
    }
}
