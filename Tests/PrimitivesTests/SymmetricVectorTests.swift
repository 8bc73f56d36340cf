import Primitives
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.isPresent, "needs BUDKAVLE_SHARED"))
struct SymmetricVectorTests {
    struct DerivationGroup: Decodable, Sendable {
        let tests: [Test]

        struct Test: Decodable, Sendable {
            let tcId: Int
            let ikm: HexBytes
            let salt: HexBytes
            let info: HexBytes
            let size: Int
            let okm: HexBytes
            let result: Verdict
        }
    }

    @Test func `every HKDF-SHA256 vector derives its output, or asks for more than there is`()
        throws
    {
        let file = try Wycheproof<DerivationGroup>("hkdf_sha256")
        var (derived, tooLong) = (0, 0)
        for test in file.testGroups.flatMap(\.tests) {
            guard test.size <= HKDF256.outputMaxBytes else {
                #expect(test.result == .invalid, "test \(test.tcId)")
                tooLong += 1
                continue
            }
            let pseudorandom = HKDF256.extract(secret(test.ikm.bytes), salt: test.salt.bytes)
            let output = HKDF256.expand(pseudorandom, info: test.info.bytes, count: test.size)
            #expect(test.result == .valid && output.bytesForTest == test.okm.bytes)
            derived += 1
        }
        #expect(derived == 83)
        #expect(tooLong == 3)
        #expect(derived + tooLong == file.numberOfTests)
    }

    struct CodeGroup: Decodable, Sendable {
        let tagSize: Int
        let tests: [Test]

        struct Test: Decodable, Sendable {
            let tcId: Int
            let key: HexBytes
            let msg: HexBytes
            let tag: HexBytes
            let result: Verdict
        }
    }

    @Test func `every HMAC-SHA256 vector holds at full length, and no shortened code does`() throws
    {
        let file = try Wycheproof<CodeGroup>("hmac_sha256")
        var (whole, shortened) = (0, 0)
        for group in file.testGroups {
            for test in group.tests {
                let key = secret(test.key.bytes)
                let isValid = HMAC256.isValid(test.tag.bytes, key: key, over: test.msg.bytes)
                if group.tagSize == 256 {
                    #expect(isValid == (test.result == .valid), "test \(test.tcId)")
                    whole += 1
                } else {
                    let code = HMAC256.code(key: key, over: test.msg.bytes)
                    let begins = code.starts(with: test.tag.bytes)
                    #expect(begins == (test.result == .valid), "test \(test.tcId)")
                    #expect(!isValid, "test \(test.tcId)")
                    shortened += 1
                }
            }
        }
        #expect(whole == 87)
        #expect(shortened == 87)
        #expect(whole + shortened == file.numberOfTests)
    }
}
