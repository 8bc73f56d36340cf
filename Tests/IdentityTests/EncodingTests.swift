import Identity
import Testing

struct EncodingTests {
    @Test func `hex reads back what it wrote, and only lower case`() throws {
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(try Hex.decode(Hex.encode(bytes)) == bytes)
        #expect(throws: IdentityError.hexInvalid(offset: 1)) { try Hex.decode("aF") }
        #expect(throws: IdentityError.hexInvalid(offset: 3)) { try Hex.decode("abc") }
    }

    @Test(arguments: [
        "YQ", "YR==", "YWF=", "YQ==\n", "Y-==", " YQ==", "YQ=", "YQ===", "YQ=Q", "YWE=YWE=",
        "YQ==YWFh", "YWFh====",
    ])
    func `base64 has one form only`(_ text: String) {
        #expect(throws: IdentityError.base64Invalid) { try Base64.decode(text) }
    }

    @Test func `a digest is exactly 32 bytes and orders as its bytes do`() throws {
        let bytes = (0..<32).map { UInt8($0) }
        let digest = try Digest(bytes: bytes)
        #expect(digest.bytes == bytes)
        #expect(try Digest(hex: digest.hex) == digest)
        #expect(throws: IdentityError.lengthInvalid(expectedBytes: 32, foundBytes: 33)) {
            try Digest(bytes: bytes + [0])
        }
        #expect(try Digest(bytes: [0] + bytes.dropFirst()) == digest)
        #expect(try digest < Digest(bytes: [1] + bytes.dropFirst()))
    }

    @Test func `a key identifier is exactly 16 bytes`() throws {
        let bytes = (100..<116).map { UInt8($0) }
        #expect(try KeyID(bytes: bytes).bytes == bytes)
        #expect(throws: IdentityError.lengthInvalid(expectedBytes: 16, foundBytes: 15)) {
            try KeyID(bytes: bytes.dropLast())
        }
    }
}
