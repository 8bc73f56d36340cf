import Identity
@testable import Keystore
import Primitives
import Testing

struct ThresholdSharingTests {
    private func share(_ hex: String) throws -> ThresholdSharing.Share {
        let bytes = try Hex.decode(hex)
        return .init(index: bytes[0], value: SecretBytes(copying: bytes.dropFirst()))
    }

    private func hex(_ secret: SecretBytes) -> String { secret.withBytes { Hex.encode(Array($0)) } }

    @Test func `the published test case is combined, and split`() throws {
        // draft-mcgrew-tss-03, section 9: secret, threshold 2, the shares with index 1 and 2.
        let secret = SecretBytes(copying: try Hex.decode("7465737400"))
        let shares = ["01b9fa07e185", "02f5409b4511"]
        #expect(hex(ThresholdSharing.combine(try shares.map(share))) == "7465737400")
        #expect(hex(ThresholdSharing.combine(try shares.reversed().map(share))) == "7465737400")
        // A line through the secret and the first share goes through the second.
        let first = try Hex.decode("b9fa07e185")
        let slope = zip(first, try Hex.decode("7465737400")).map { $0 ^ $1 }
        let made = ThresholdSharing.split(
            secret, coefficients: [SecretBytes(copying: slope)], count: 2)
        #expect(made.map { hex($0.value) } == ["b9fa07e185", "f5409b4511"])
    }

    @Test func `the field is that of AES`() {
        // FIPS 197, sections 4.2 and 4.2.1.
        #expect(ThresholdSharing.product(0x57, 0x83) == 0xc1)
        #expect(ThresholdSharing.product(0x57, 0x13) == 0xfe)
        #expect(ThresholdSharing.inverse(0) == 0)
        for value in UInt8(1)...255 {
            #expect(ThresholdSharing.product(value, ThresholdSharing.inverse(value)) == 1)
            #expect(ThresholdSharing.product(value, 1) == value)
            #expect(ThresholdSharing.product(value, 0) == 0)
        }
    }

    @Test(arguments: [(2, 2), (2, 3), (3, 5), (16, 16), (2, 255)])
    func `as many shares as are needed give it back, whichever they are`(
        _ threshold: Int, _ count: Int
    ) {
        let secret = SecretBytes.random(count: 32)
        let shares = ThresholdSharing.split(secret, threshold: threshold, count: count)
        #expect(shares.map { Int($0.index) } == Array(1...count))
        for offset in 0..<min(count, 20) {
            let some = (0..<threshold).map { shares[($0 * 7 + offset) % count] }
            guard Set(some.map(\.index)).count == threshold else { continue }
            #expect(ThresholdSharing.combine(some).isEqual(to: secret))
            // One fewer gives another secret, but for one chance in 2²⁵⁶.
            #expect(!ThresholdSharing.combine(Array(some.dropLast())).isEqual(to: secret))
        }
    }
}

struct KeyShareTests {
    private let ring = Array("budkavle-key-ring v1\n".utf8)

    private func opens(_ one: KeyFile, as other: KeyFile) -> Bool {
        one.secret.isEqual(to: other.secret)
    }

    private func text(_ share: KeyShare) -> String {
        share.encoded.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    private func parsed(_ text: String) throws -> KeyShare {
        try KeyShare(parsing: SecretBytes(copying: Array(text.utf8)))
    }

    @Test func `shares that were written and read again give the key file back`() throws {
        let file = KeyFile()
        let shares = try file.shares(5, threshold: 3, of: ring).map { try parsed(text($0)) }
        #expect(shares.map(\.index) == [1, 2, 3, 4, 5])
        for chosen in [[0, 1, 2], [4, 2, 0], [0, 1, 2, 3, 4]] {
            let again = try KeyFile(combining: chosen.map { shares[$0] }, of: ring)
            #expect(opens(again, as: file))
        }
    }

    @Test func `too few, the same twice and those of another backup are refused`() throws {
        let shares = try KeyFile().shares(3, threshold: 2, of: ring)
        #expect(throws: KeystoreError.sharesTooFew(found: 1, needed: 2)) {
            try KeyFile(combining: [shares[1]], of: ring)
        }
        #expect(throws: KeystoreError.sharesTooFew(found: 1, needed: 2)) {
            try KeyFile(combining: [shares[1], shares[1]], of: ring)
        }
        #expect(throws: KeystoreError.sharesTooFew(found: 0, needed: 2)) {
            try KeyFile(combining: [], of: ring)
        }
        #expect(throws: KeystoreError.sharesUnrelated) {
            try KeyFile(combining: Array(shares.prefix(2)), of: ring + [0x0a])
        }
        let others = try KeyFile().shares(3, threshold: 2, of: ring)
        #expect(throws: KeystoreError.sharesUnrelated) {
            try KeyFile(combining: [shares[0], others[0], others[1]], of: ring)
        }
        let three = try KeyFile().shares(3, threshold: 3, of: ring)
        #expect(throws: KeystoreError.sharesUnrelated) {
            try KeyFile(combining: [shares[0], three[1]], of: ring)
        }
    }

    @Test(arguments: [(1, 1), (1, 3), (3, 2), (2, 17), (0, 0), (-1, 4)])
    func `a sharing that protects nothing, or nobody could restore, is not made`(
        _ threshold: Int, _ count: Int
    ) {
        #expect(throws: KeystoreError.sharingInvalid(countMax: 16)) {
            try KeyFile().shares(count, threshold: threshold, of: ring)
        }
    }

    @Test func `a share with any one byte changed is refused`() throws {
        let share = try #require(try KeyFile().shares(3, threshold: 2, of: ring).first)
        let good = Array(text(share).utf8)
        for index in good.indices {
            var bytes = good
            bytes[index] ^= 1
            #expect(throws: KeystoreError.self, "byte \(index)") {
                try KeyShare(parsing: SecretBytes(copying: bytes))
            }
        }
        for bytes in [good + [0x0a], Array(good.dropLast()), [], Array(good.prefix(70))] {
            #expect(throws: KeystoreError.self) {
                try KeyShare(parsing: SecretBytes(copying: bytes))
            }
        }
    }

    @Test func `another spelling of a number is refused`() throws {
        let share = try #require(try KeyFile().shares(3, threshold: 2, of: ring).first)
        let good = text(share)
        for (word, other) in [
            ("threshold 2", "threshold 02"), ("threshold 2", "threshold +2"),
            ("shares 3", "shares 1"), ("share 1\n", "share 4\n"), ("share 1\n", "share 0\n"),
        ] {
            #expect(throws: KeystoreError.self, "\(other)") {
                try parsed(good.replacing(word, with: other))
            }
        }
    }
}
