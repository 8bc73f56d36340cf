import Primitives
import TestSupport
import Testing

/// Our wrapper knows one shape: keys of 256 bits, nonces of 96, tags of 128. The file's other
/// shapes are not run.
@Suite(.enabled(if: SharedData.isPresent, "needs BUDKAVLE_SHARED"))
struct AES256GCMVectorTests {
    struct Group: Decodable, Sendable {
        let ivSize: Int
        let keySize: Int
        let tagSize: Int
        let tests: [Test]

        struct Test: Decodable, Sendable {
            let tcId: Int
            let key: HexBytes
            let iv: HexBytes
            let aad: HexBytes
            let msg: HexBytes
            let ct: HexBytes
            let tag: HexBytes
            let result: Verdict
        }
    }

    @Test func `every AES-256-GCM vector of our shape seals and opens as Wycheproof says`() throws {
        let file = try Wycheproof<Group>("aes_gcm")
        var (count, otherShapes) = (0, 0)
        for group in file.testGroups {
            guard (group.keySize, group.ivSize, group.tagSize) == (256, 96, 128) else {
                otherShapes += group.tests.count
                continue
            }
            for test in group.tests {
                let sealed = test.ct.bytes + test.tag.bytes
                let opened = value { try open(sealed, test) }
                #expect(
                    opened == (test.result == .valid ? test.msg.bytes : nil), "test \(test.tcId)")
                let again = try seal(test.msg.bytes, test)
                #expect((again == sealed) == (test.result == .valid), "test \(test.tcId)")
                count += 1
            }
        }
        #expect(count == 66)
        #expect(count + otherShapes == file.numberOfTests)
    }

    private func seal(_ plaintext: [UInt8], _ test: Group.Test) throws -> [UInt8] {
        var cipher = try secret(test.key.bytes).withBytes { key in
            try AES256GCM(key: key, direction: .sealing)
        }
        var room = [UInt8](repeating: 0, count: plaintext.count + AES256GCM.tagByteCount)
        let count = try room.withUnsafeMutableBytes { room in
            try plaintext.withUnsafeBytes {
                try cipher.seal($0, nonce: test.iv.bytes, aad: test.aad.bytes, into: room)
            }
        }
        #expect(count == room.count)
        return room
    }

    private func open(_ sealed: [UInt8], _ test: Group.Test) throws -> [UInt8] {
        var cipher = try secret(test.key.bytes).withBytes { key in
            try AES256GCM(key: key, direction: .opening)
        }
        var room = [UInt8](repeating: 0xEE, count: sealed.count)
        do {
            let count = try room.withUnsafeMutableBytes { room in
                try sealed.withUnsafeBytes {
                    try cipher.open($0, nonce: test.iv.bytes, aad: test.aad.bytes, into: room)
                }
            }
            return Array(room.prefix(count))
        } catch {
            #expect(error as? PrimitivesError == .openFailed)
            // Nothing of a message that failed is left behind.
            #expect(room.prefix(sealed.count - 16).allSatisfy { $0 == 0 })
            throw error
        }
    }
}
