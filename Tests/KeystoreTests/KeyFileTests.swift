import Identity
import Keystore
import Primitives
import Testing

struct KeyFileTests {
    private func bytes(_ secret: SecretBytes) -> [UInt8] { secret.withBytes { Array($0) } }

    private func file(_ key: [UInt8]) -> [UInt8] {
        Array("budkavle-key-file v1\n\(Base64.encode(key))\n".utf8)
    }

    @Test func `a key file reads back what it wrote`() throws {
        for _ in 0..<200 {
            let written = bytes(KeyFile().encoded)
            #expect(written.count == keyFileByteCount)
            let read = try KeyFile(parsing: SecretBytes(copying: written))
            #expect(bytes(read.encoded) == written)
        }
    }

    @Test func `its base64 is everybody's`() throws {
        for start in stride(from: 0, through: 255, by: 1) {
            let key = (0..<32).map { UInt8((start + $0 * 37) & 255) }
            let read = try KeyFile(parsing: SecretBytes(copying: file(key)))
            #expect(bytes(read.encoded) == file(key))
        }
    }

    @Test func `a changed byte gives another key or none`() throws {
        let written = file((0..<32).map { UInt8($0 * 7) })
        let body = 21..<64
        for offset in written.indices {
            for value in UInt8.min...UInt8.max where value != written[offset] {
                var changed = written
                changed[offset] = value
                let read = try? KeyFile(parsing: SecretBytes(copying: changed))
                let expected = String(validating: changed[body.lowerBound..<65], as: UTF8.self)
                    .flatMap { try? Base64.decode($0) }
                let isGood = body.contains(offset) && expected?.count == 32
                #expect((read != nil) == isGood, "\(offset) \(value)")
                if let read { #expect(bytes(read.encoded) == changed) }
            }
        }
    }

    @Test func `cut or extended, it is refused`() {
        let written = file([UInt8](repeating: 9, count: 32))
        let lengths = KeystoreError.keyFileMalformed(
            line: 1, expected: "key file of \(keyFileByteCount) bytes")
        for other in [
            [], Array(written.dropLast()), written + [0x0a],
            file([UInt8](repeating: 9, count: 30)), file([UInt8](repeating: 9, count: 35)),
        ] {
            #expect(throws: lengths) { try KeyFile(parsing: SecretBytes(copying: other)) }
        }
        for count in [31, 33] {
            #expect(
                throws: KeystoreError.keyFileMalformed(
                    line: 2, expected: "32 bytes in base64 and line feed")
            ) {
                try KeyFile(
                    parsing: SecretBytes(copying: file([UInt8](repeating: 9, count: count))))
            }
        }
    }
}
