import Primitives
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.isPresent, "needs BUDKAVLE_SHARED"))
struct MLDSA65VectorTests {
    struct Group: Decodable, Sendable {
        let publicKey: HexBytes
        let tests: [Test]

        struct Test: Decodable, Sendable {
            let tcId: Int
            let msg: HexBytes
            let sig: HexBytes
            let ctx: HexBytes?
            let result: Verdict
        }
    }

    @Test func `every ML-DSA-65 vector is judged as Wycheproof judges it`() throws {
        let file = try Wycheproof<Group>("mldsa_65_verify")
        var (count, withContext, badKeys) = (0, 0, 0)
        for group in file.testGroups {
            let key = value { try PostQuantumSigningPublicKey(bytes: group.publicKey.bytes) }
            for test in group.tests {
                let holds = key?.verifies(
                    test.sig.bytes, over: test.msg.bytes, context: test.ctx?.bytes ?? [])
                #expect((holds ?? false) == (test.result == .valid), "test \(test.tcId)")
                count += 1
                withContext += test.ctx == nil ? 0 : 1
                badKeys += key == nil ? 1 : 0
            }
        }
        #expect(count == file.numberOfTests)
        #expect(count == 210)
        #expect(withContext > 0)
        #expect(badKeys == 4)
    }
}
