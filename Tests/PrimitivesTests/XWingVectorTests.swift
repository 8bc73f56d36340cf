import Crypto
import Foundation
import Identity
import Primitives
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.isPresent, "needs BUDKAVLE_SHARED"))
struct XWingVectorTests {
    struct Vector: Decodable, Sendable {
        let sk: HexBytes
        let pk: HexBytes
        let ct: HexBytes
        let ss: HexBytes
    }

    @Test func `the draft's seed gives its public key, and its ciphertext the shared secret`()
        throws
    {
        let vectors: [Vector] = try SharedData.json("data/crypto/xwing/test-vectors.json")
        for vector in vectors {
            let key = try WrappingPrivateKey(seed: secret(vector.sk.bytes))
            #expect(key.publicKey.bytes == vector.pk.bytes)
            let library = try XWingMLKEM768X25519.PrivateKey(
                seedRepresentation: vector.sk.bytes, publicKey: nil)
            let shared = try library.decapsulate(Data(vector.ct.bytes))
            #expect(shared.withUnsafeBytes { Array($0) } == vector.ss.bytes)
        }
        #expect(vectors.count == 1)
    }

    @Test func `the draft's private PEM file gives the key of its public PEM file`() throws {
        let privateDER = try der("data/crypto/xwing/xwing.priv.pem")
        let publicDER = try der("data/crypto/xwing/xwing.pub.pem")
        let privateHead = try Hex.decode("3034020100300d060b2b0601040183e62d81c87a0420")
        let publicHead = try Hex.decode("308204d4300d060b2b0601040183e62d81c87a038204c100")
        #expect(privateDER.starts(with: privateHead) && publicDER.starts(with: publicHead))
        let key = try WrappingPrivateKey(seed: secret(Array(privateDER.suffix(32))))
        #expect(key.publicKey.bytes == Array(publicDER.dropFirst(publicHead.count)))
    }

    private func der(_ path: String) throws -> [UInt8] {
        let lines = try SharedData.text(path).split(separator: "\n")
            .filter { !$0.hasPrefix("-----") }
        return try Base64.decode(lines.joined())
    }
}
