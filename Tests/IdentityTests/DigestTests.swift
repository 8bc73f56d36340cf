import Identity
import Testing

@Suite struct DigestTests {
    private static let bytes = [UInt8](0..<32)

    @Test func `a digest gives back its bytes, however they were stored`() throws {
        let digest = try Digest(bytes: Self.bytes)
        #expect(digest.bytes == Self.bytes)
        // Neither a slice nor a lazy collection begins at an aligned address, if at one at all.
        #expect(try Digest(bytes: ([9] + Self.bytes).dropFirst()) == digest)
        #expect(try Digest(bytes: Self.bytes.lazy.map { $0 }) == digest)
        let words = Self.bytes.withUnsafeBytes { Digest.words(of: $0) }
        #expect(words.0 == 0x0001_0203_0405_0607 && words.3 == 0x1819_1a1b_1c1d_1e1f)
        #expect(Digest(words: words) == digest)
    }

    @Test func `appending puts the bytes after what is there`() throws {
        var out: [UInt8] = [7]
        try Digest(bytes: Self.bytes).append(to: &out)
        #expect(out == [7] + Self.bytes)
    }

    @Test(arguments: [0, 31, 33])
    func `a digest has exactly 32 bytes`(_ count: Int) {
        let refusal = IdentityError.lengthInvalid(expectedBytes: 32, foundBytes: count)
        #expect(throws: refusal) { try Digest(bytes: [UInt8](repeating: 0, count: count)) }
    }

    @Test func `digests are ordered as their bytes are`() throws {
        let low = try Digest(bytes: [UInt8](repeating: 0, count: 31) + [0xff])
        let high = try Digest(bytes: [1] + [UInt8](repeating: 0, count: 31))
        #expect(low < high && !(high < low))
    }
}
