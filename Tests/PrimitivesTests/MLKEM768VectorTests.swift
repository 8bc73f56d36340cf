import Crypto
import Primitives
import TestSupport
import Testing

/// ML-KEM-768 is the other half of X-Wing; the library has it by itself too.
@Suite(.enabled(if: SharedData.isPresent, "needs BUDKAVLE_SHARED"))
struct MLKEM768VectorTests {
    struct Group: Decodable, Sendable {
        let tests: [Test]

        struct Test: Decodable, Sendable {
            let tcId: Int
            let seed: HexBytes
            let ek: HexBytes?
            let c: HexBytes
            let shared: HexBytes
            let result: Verdict

            enum CodingKeys: String, CodingKey {
                case tcId, seed, ek, c, result
                case shared = "K"
            }
        }
    }

    @Test func `every ML-KEM-768 vector gives its key, or is refused`() throws {
        let file = try Wycheproof<Group>("mlkem_768")
        var (opened, refused) = (0, 0)
        for test in file.testGroups.flatMap(\.tests) {
            let key = value {
                try MLKEM768.PrivateKey(seedRepresentation: test.seed.bytes, publicKey: nil)
            }
            let shared = value { try key?.decapsulate(test.c.bytes).withUnsafeBytes { Array($0) } }
            if test.result == .valid {
                #expect(shared == test.shared.bytes, "test \(test.tcId)")
                let publicBytes = key.map { Array($0.publicKey.rawRepresentation) }
                #expect(publicBytes == test.ek?.bytes, "test \(test.tcId)")
                opened += 1
            } else {
                #expect(shared == nil || shared == .some(nil), "test \(test.tcId)")
                refused += 1
            }
        }
        #expect(opened == 153)
        #expect(refused == 40)
        #expect(opened + refused == file.numberOfTests)
    }

    struct KeyGroup: Decodable, Sendable {
        let tests: [Test]

        struct Test: Decodable, Sendable {
            let tcId: Int
            let seed: HexBytes
            let ek: HexBytes
        }
    }

    /// The expanded private key `dk` is left out: the library keeps seeds only.
    @Test func `every ML-KEM-768 seed gives its public key`() throws {
        let file = try Wycheproof<KeyGroup>("mlkem_768_keygen_seed")
        var count = 0
        for test in file.testGroups.flatMap(\.tests) {
            let key = try MLKEM768.PrivateKey(
                seedRepresentation: test.seed.bytes, publicKey: nil)
            #expect(Array(key.publicKey.rawRepresentation) == test.ek.bytes, "test \(test.tcId)")
            count += 1
        }
        #expect(count == 100)
        #expect(count == file.numberOfTests)
    }
}
