import Identity
import Primitives
import Rosters
import Testing

struct PersonCodeTests {
    private static let secret = SecretBytes(copying: Array("12345678901234567890".utf8))
    private static let now = Timestamp(clampingMilliseconds: 1_800_000_015_000)

    /// A person's code as it is kept from one sign-in to the next.
    private final class Keeper {
        var code = PersonCode(.sha1)

        func accepts(_ text: String, at now: Timestamp = PersonCodeTests.now) -> Bool {
            code.accept(text, secret: PersonCodeTests.secret, at: now)
        }
    }

    /// What her device shows so many steps from now.
    private func code(_ steps: Int64) -> String {
        let step = UInt64(Self.now.seconds / TimeCode.stepSeconds + steps)
        return TimeCode(secret: Self.secret, hash: .sha1, digits: 6).code(step: step)
    }

    @Test(arguments: [(Int64(-2), false), (-1, true), (0, true), (1, true), (2, false)])
    func `a code holds one step either way, and not two`(_ steps: Int64, _ holds: Bool) {
        #expect(Keeper().accepts(code(steps)) == holds)
    }

    @Test func `a code is accepted once, and none before it afterwards`() {
        let keeper = Keeper()
        #expect(keeper.accepts(code(0)))
        let used = keeper.code
        #expect(!keeper.accepts(code(0)), "again")
        #expect(!keeper.accepts(code(-1)), "an earlier one")
        #expect(keeper.code == used, "a refused code changes nothing")
        #expect(keeper.accepts(code(1)), "the next one")
        #expect(!keeper.accepts(code(0)))
    }

    @Test func `a clock set back gives used codes no second life`() {
        let keeper = Keeper()
        #expect(keeper.accepts(code(0)))
        let earlier = Self.now.adding(seconds: -TimeCode.stepSeconds)
        #expect(!keeper.accepts(code(0), at: earlier))
        #expect(!keeper.accepts(code(-1), at: earlier))
    }

    @Test(arguments: ["", "12345", "1234567", "abcdef", "-00001", "١٢٣٤٥٦"])
    func `what is no code is refused`(_ text: String) {
        #expect(!Keeper().accepts(text))
    }

    @Test func `the first steps of 1970 have a window too`() {
        let start = Timestamp(clampingMilliseconds: 0)
        #expect(Keeper().accepts("755224", at: start))
        #expect(!Keeper().accepts("359152", at: start), "two steps ahead")
    }

    @Test func `the address is as authenticator apps read it`() throws {
        let uri = PersonCode(.sha256).uri(
            of: try PersonID("person-1"), at: try ActorID("kommun-solna"), secret: Self.secret)
        #expect(
            uri == "otpauth://totp/Budkavle:kommun-solna%20person-1"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Budkavle&algorithm=SHA256&digits=6&period=30")
    }
}
