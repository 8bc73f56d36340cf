import Primitives
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.isPresent, "needs BUDKAVLE_SHARED"))
struct Ed25519VectorTests {
    struct Group: Decodable, Sendable {
        let publicKey: Key
        let tests: [Test]

        struct Key: Decodable, Sendable { let pk: HexBytes }
        struct Test: Decodable, Sendable {
            let tcId: Int
            let msg: HexBytes
            let sig: HexBytes
            let result: Verdict
        }
    }

    @Test func `every Ed25519 vector is judged as Wycheproof judges it`() throws {
        let file = try Wycheproof<Group>("ed25519")
        var count = 0
        for group in file.testGroups {
            // All keys in the file are good: the check at the door must refuse none of them.
            let key = try SigningPublicKey(bytes: group.publicKey.pk.bytes)
            for test in group.tests {
                let holds = key.verifies(test.sig.bytes, over: test.msg.bytes)
                #expect(holds == (test.result == .valid), "test \(test.tcId)")
                count += 1
            }
        }
        #expect(count == file.numberOfTests)
        #expect(count == 151)
    }
}
