import Carriers
import Identity
import Primitives
import Testing

struct TLSIdentityTests {
    private let now = Timestamp(clampingMilliseconds: 1_795_000_000_000)

    @Test func `a stored identity is taken up again and keeps its fingerprint`() throws {
        let identity = try TLSIdentity.generate(commonName: "relay", validFrom: now)
        let privateKey = try #require(identity.privateKey)
        let again = try TLSIdentity(certificate: identity.certificate, privateKey: privateKey)
        #expect(again.fingerprint == identity.fingerprint)
        #expect(privateKey.count == TLSIdentity.privateKeyByteCount)
        #expect(identity.fingerprint == Hashing.sha256(identity.certificate))
    }

    @Test func `another certificate's key is refused`() throws {
        let mine = try TLSIdentity.generate(commonName: "relay", validFrom: now)
        let other = try TLSIdentity.generate(commonName: "relay", validFrom: now)
        let (own, foreign) = (
            try #require(mine.privateKey), try #require(other.privateKey)
        )
        #expect(throws: CarrierError.identityInvalid) {
            try TLSIdentity(certificate: mine.certificate, privateKey: foreign)
        }
        #expect(throws: CarrierError.identityInvalid) {
            try TLSIdentity(
                certificate: mine.certificate, privateKey: SecretBytes(copying: [1, 2, 3]))
        }
        #expect(throws: CarrierError.identityInvalid) {
            try TLSIdentity(certificate: [0x30], privateKey: own)
        }
    }
}
