import Primitives
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.isPresent, "needs BUDKAVLE_SHARED"))
struct Cobblestone256VectorTests {
    struct Group: Decodable, Sendable {
        let aead: String
        let tests: [Test]

        struct Test: Decodable, Sendable {
            let tcId: Int
            let key: HexBytes
            let ctx: HexBytes
            /// Compressed with zlib.
            let ct: HexBytes
            let aeadKey: HexBytes?
            let baseNonce: HexBytes?
            /// Of the message, or of the prefix that opens before the defect.
            let msgLength: Int?
            let msgSha512: HexBytes?
            let result: Verdict
            let flags: [String]
        }
    }

    @Test func `every chunked-encryption vector opens whole, or not at all`() throws {
        let tests = try load()
        var (valid, invalid) = (0, 0)
        for test in tests {
            let sealed = try Inflate.unpack(test.ct.bytes)
            let opened = value {
                try Cobblestone256.open(
                    sealed, key: secret(test.key.bytes), context: test.ctx.bytes)
            }
            if test.result == .valid {
                let message = try #require(opened, "test \(test.tcId)")
                #expect(message.count == test.msgLength)
                #expect(Hashing.sha512(message) == test.msgSha512?.bytes)
                // The same key, context and salt seal it to the same bytes.
                let again = try Cobblestone256.seal(
                    message, key: secret(test.key.bytes), context: test.ctx.bytes,
                    salt: Array(sealed.prefix(24)))
                #expect(again == sealed, "test \(test.tcId)")
                valid += 1
            } else {
                #expect(opened == nil, "test \(test.tcId)")
                invalid += 1
            }
        }
        #expect(valid == 10)
        #expect(invalid == 25)
    }

    @Test func `opened as a stream, an invalid vector gives its valid prefix and then fails`()
        throws
    {
        var prefixes = 0
        for test in try load() where test.result == .invalid {
            let sealed = try Inflate.unpack(test.ct.bytes)
            let (prefix, error) = openStream(sealed, test)
            #expect(error != nil, "test \(test.tcId)")
            #expect(prefix.count == test.msgLength ?? 0, "test \(test.tcId)")
            if let digest = test.msgSha512?.bytes {
                #expect(Hashing.sha512(prefix) == digest, "test \(test.tcId)")
                prefixes += 1
            }
            let isKeyShape = test.flags.contains("InvalidKeySize")
            let found = test.key.bytes.count
            #expect(
                error
                    == (isKeyShape
                        ? .lengthInvalid(expectedBytes: 32, foundBytes: found) : .openFailed),
                "test \(test.tcId)")
        }
        #expect(prefixes == 9)
    }

    @Test func `every vector's cipher key and base nonce come from the derivation`() throws {
        var count = 0
        for test in try load() {
            guard let key = test.aeadKey?.bytes, let nonce = test.baseNonce?.bytes else { continue }
            let salt = try Inflate.unpack(test.ct.bytes).prefix(24)
            let domain = "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0"
            let derived = HKDF512.expand(
                secret(test.key.bytes), info: Array(domain.utf8) + salt + test.ctx.bytes, count: 44)
            #expect(derived.bytesForTest == key + nonce, "test \(test.tcId)")
            count += 1
        }
        #expect(count == 25)
    }

    private func load() throws -> [Group.Test] {
        let file = try Wycheproof<Group>("c2sp_chunked_encryption_aes_256_gcm")
        #expect(file.testGroups.allSatisfy { $0.aead == "AEAD_AES_256_GCM" })
        let tests = file.testGroups.flatMap(\.tests)
        #expect(tests.count == 35 && file.numberOfTests == 35)
        return tests
    }

    /// Reads as a program does that does not know the length beforehand.
    private func openStream(
        _ sealed: [UInt8], _ test: Group.Test
    ) -> (prefix: [UInt8], PrimitivesError?) {
        var prefix: [UInt8] = []
        do throws(PrimitivesError) {
            var opener = try Cobblestone256Opener(
                key: secret(test.key.bytes), context: test.ctx.bytes,
                header: Array(sealed.prefix(Cobblestone256.headerByteCount)))
            var rest = sealed.dropFirst(Cobblestone256.headerByteCount)
            while !opener.isFinished {
                let chunk = Array(rest.prefix(Cobblestone256.chunkCiphertextByteCount))
                rest = rest.dropFirst(chunk.count)
                prefix += try opener.openChunk(chunk)
            }
            return (prefix, rest.isEmpty ? nil : .streamFinished)
        } catch { return (prefix, error) }
    }
}

extension Cobblestone256Opener {
    mutating func openChunk(_ chunk: [UInt8]) throws(PrimitivesError) -> [UInt8] {
        var room = [UInt8](repeating: 0, count: chunk.count)
        let result = room.withUnsafeMutableBytes { room in
            chunk.withUnsafeBytes { chunk in
                Result { () throws(PrimitivesError) in try openChunk(chunk, into: room) }
            }
        }
        return Array(room.prefix(try result.get()))
    }
}

extension Cobblestone256Sealer {
    mutating func sealChunk(_ chunk: [UInt8]) throws(PrimitivesError) -> [UInt8] {
        var room = [UInt8](repeating: 0, count: chunk.count + Cobblestone256.tagByteCount)
        let result = room.withUnsafeMutableBytes { room in
            chunk.withUnsafeBytes { chunk in
                Result { () throws(PrimitivesError) in try sealChunk(chunk, into: room) }
            }
        }
        return Array(room.prefix(try result.get()))
    }
}
