import Identity
import Primitives
import Testing

@Suite struct DerivationTests {
    /// RFC 5869 appendix A.
    @Test(arguments: [
        (
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "000102030405060708090a0b0c",
            "f0f1f2f3f4f5f6f7f8f9",
            "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        ),
        (
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "", "",
            "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        ),
    ])
    func `HKDF-SHA256 gives the RFC's keys`(
        _ input: String, _ salt: String, _ info: String, _ pseudorandom: String, _ output: String
    ) throws {
        let key = HKDF256.extract(try secret(hex: input), salt: try Hex.decode(salt))
        #expect(Hex.encode(key.bytesForTest) == pseudorandom)
        let derived = HKDF256.expand(key, info: try Hex.decode(info), count: 42)
        #expect(Hex.encode(derived.bytesForTest) == output)
    }

    /// Expected values from Python's `hmac` and the `cryptography` package.
    @Test func `HKDF-SHA512 gives what other libraries give`() throws {
        let key = HKDF512.extract(
            secret(.init(repeating: 0x0b, count: 22)), salt: Array(0..<13))
        #expect(
            Hex.encode(key.bytesForTest)
                == "665799823737ded04a88e47e54a5890bb2c3d247c7a4254a8e61350723590a26"
                + "c36238127d8661b88cf80ef802d57e2f7cebcf1e00e083848be19929c61b4237")
        let derived = HKDF512.expand(key, info: Array(0xf0...0xf9), count: 42)
        #expect(
            Hex.encode(derived.bytesForTest)
                == "832390086cda71fb47625bb5ceb168e4c8e26a1a16ed34d9"
                + "fc7fe92c1481579338da362cb8d9f925d7cb")
    }

    /// RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
    @Test(arguments: [
        (
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            "4a656665", "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            String(repeating: "aa", count: 131),
            "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func `HMAC-SHA256 gives the RFC's codes`(
        _ key: String, _ message: String, _ code: String
    ) throws {
        let (key, message) = (try secret(hex: key), Array(message.utf8))
        #expect(Hex.encode(HMAC256.code(key: key, over: message)) == code)
        #expect(HMAC256.isValid(try Hex.decode(code), key: key, over: message))
    }

    @Test func `a code that is altered, cut, extended or over another message is refused`() {
        let key = SecretBytes.random(count: 32)
        let code = HMAC256.code(key: key, over: [1, 2, 3])
        #expect(HMAC256.isValid(code, key: key, over: [1, 2, 3]))
        #expect(!HMAC256.isValid(code, key: key, over: [1, 2, 3, 0]))
        #expect(!HMAC256.isValid(code.dropLast(), key: key, over: [1, 2, 3]))
        #expect(!HMAC256.isValid(code + [0], key: key, over: [1, 2, 3]))
        for index in code.indices {
            var other = code
            other[index] ^= 1
            #expect(!HMAC256.isValid(other, key: key, over: [1, 2, 3]))
        }
    }
}
