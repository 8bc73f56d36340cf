import Crypto
import Foundation
import Primitives
import TestSupport
import Testing

/// X25519 is one half of X-Wing: the library under it, and our refusal of empty halves.
@Suite(.enabled(if: SharedData.isPresent, "needs BUDKAVLE_SHARED"))
struct X25519VectorTests {
    struct Group: Decodable, Sendable {
        let tests: [Test]

        struct Test: Decodable, Sendable {
            let tcId: Int
            let `public`: HexBytes
            let `private`: HexBytes
            let shared: HexBytes
            let result: Verdict

            var isShareZero: Bool { shared.bytes.allSatisfy { $0 == 0 } }
        }
    }

    @Test func `the library agrees with every X25519 vector, a zero share included`() throws {
        let file = try Wycheproof<Group>("x25519")
        var (agreed, zero) = (0, 0)
        for test in file.testGroups.flatMap(\.tests) {
            let share = value {
                try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: test.private.bytes)
                    .sharedSecretFromKeyAgreement(
                        with: .init(rawRepresentation: test.public.bytes))
            }
            let bytes = share.map { share in share.withUnsafeBytes { Array($0) } }
            if test.isShareZero {
                // Either is as good; what matters to us is the next test.
                #expect(test.result == .acceptable, "test \(test.tcId)")
                #expect(bytes == nil || bytes == test.shared.bytes, "test \(test.tcId)")
                zero += 1
            } else {
                #expect(bytes == test.shared.bytes, "test \(test.tcId)")
                agreed += 1
            }
        }
        #expect(agreed == 487)
        #expect(zero == 31)
        #expect(agreed + zero == file.numberOfTests)
    }

    @Test func `a wrapping key whose X25519 half gives a zero share is refused`() throws {
        let lattice = WrappingPrivateKey.generate().publicKey.bytes.dropLast(32)
        var (accepted, refused) = (0, 0)
        for test in try Wycheproof<Group>("x25519").testGroups.flatMap(\.tests) {
            let bytes = Array(lattice) + test.public.bytes
            if test.isShareZero {
                #expect(throws: PrimitivesError.keyInvalid) { try WrappingPublicKey(bytes: bytes) }
                refused += 1
            } else {
                #expect(throws: Never.self) { try WrappingPublicKey(bytes: bytes) }
                accepted += 1
            }
        }
        #expect(accepted == 487)
        #expect(refused == 31)
    }
}
