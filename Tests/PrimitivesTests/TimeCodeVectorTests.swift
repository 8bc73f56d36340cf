import Identity
import Primitives
import Testing

/// The vectors of RFC 4226 appendix D and RFC 6238 appendix B.
struct TimeCodeVectorTests {
    /// `12345678901234567890`, repeated to the hash's length as the RFC's program does.
    private func seed(_ count: Int) -> SecretBytes {
        secret((0..<count).map { UInt8(ascii: "0") + UInt8(($0 + 1) % 10) })
    }

    @Test func `the ten codes of RFC 4226`() {
        let code = TimeCode(secret: seed(20), hash: .sha1, digits: 6)
        #expect(
            (0..<10).map { code.code(step: $0) } == [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
                "399871", "520489",
            ])
    }

    @Test(arguments: [
        (UInt64(59), "94287082", "46119246", "90693936"),
        (1_111_111_109, "07081804", "68084774", "25091201"),
        (1_111_111_111, "14050471", "67062674", "99943326"),
        (1_234_567_890, "89005924", "91819424", "93441116"),
        (2_000_000_000, "69279037", "90698825", "38618901"),
        (20_000_000_000, "65353130", "77737706", "47863826"),
    ])
    func `the codes of RFC 6238, with each hash`(
        _ seconds: UInt64, _ sha1: String, _ sha256: String, _ sha512: String
    ) {
        for (hash, wanted) in zip(TimeCodeHash.allCases, [sha1, sha256, sha512]) {
            let code = TimeCode(secret: seed(hash.byteCount), hash: hash, digits: 8)
            let step = seconds / UInt64(TimeCode.stepSeconds)
            #expect(code.code(step: step) == wanted)
            #expect(code.accepts(wanted, step: step))
            #expect(!code.accepts(wanted, step: step + 1))
            #expect(!code.accepts(String(wanted.dropFirst()), step: step), "cut")
            #expect(!code.accepts(wanted + "0", step: step), "lengthened")
        }
    }
}
