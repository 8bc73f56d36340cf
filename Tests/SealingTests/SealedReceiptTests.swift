import Identity
import Primitives
import Sealing
import Testing

@Suite struct SealedReceiptTests {
    private let key = WrappingPrivateKey.generate()
    private let message = MessageID(Hashing.sha256(Array("message".utf8)))

    @Test(arguments: [0, 1, 400, 1_534])
    func `a note comes back, and all have one size`(_ count: Int) throws {
        let note = [UInt8](repeating: 0x61, count: count)
        let blob = try SealedReceipt.seal(note, for: message, to: key.publicKey)
        #expect(blob.count == 2_688)
        #expect(try SealedReceipt.keyID(of: blob) == key.publicKey.id)
        #expect(try SealedReceipt.open(blob, for: message, with: key) == note)
    }

    @Test func `a note one byte too long is refused`() {
        let note = [UInt8](repeating: 0x61, count: 1_535)
        #expect(throws: SealingError.primitiveFailed) {
            try SealedReceipt.seal(note, for: message, to: key.publicKey)
        }
    }

    @Test func `another message or another key opens nothing`() throws {
        let blob = try SealedReceipt.seal([1, 2, 3], for: message, to: key.publicKey)
        let other = MessageID(Hashing.sha256(Array("another".utf8)))
        #expect(throws: SealingError.openFailed) {
            try SealedReceipt.open(blob, for: other, with: key)
        }
        #expect(throws: SealingError.openFailed) {
            try SealedReceipt.open(blob, for: message, with: .generate())
        }
    }

    @Test func `flipped, cut or extended, nothing opens`() throws {
        let blob = try SealedReceipt.seal([1, 2, 3], for: message, to: key.publicKey)
        for offset in [0, 15, 16, 1_135, 1_136, 1_140, 2_671, 2_687] {
            var flipped = blob
            flipped[offset] ^= 1
            #expect(throws: SealingError.openFailed, "byte \(offset)") {
                try SealedReceipt.open(flipped, for: message, with: key)
            }
        }
        for bytes in [[], Array(blob.prefix(15)), Array(blob.dropLast()), blob + [0]] {
            #expect(throws: SealingError.openFailed, "\(bytes.count) bytes") {
                try SealedReceipt.open(bytes, for: message, with: key)
            }
        }
    }
}
