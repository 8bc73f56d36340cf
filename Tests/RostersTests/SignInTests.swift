import Identity
import Primitives
import Rosters
import Testing

struct SignInTests {
    static let cheap = Result { try PasswordKDF(operations: 1, memoryKiB: 8_192) }

    private func password(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }

    @Test func `a password is accepted, and its nearest neighbours are not`() throws {
        let right = "korrekt häst"
        let kept = try PersonPassword(password(right), cost: Self.cheap.get(), random: .system)
        #expect(kept.accepts(password(right)))
        for wrong in ["korrekt hast", "korrekt häst ", "korrekt häs", "", "Korrekt häst"] {
            #expect(!kept.accepts(password(wrong)), "\(wrong)")
        }
    }

    @Test func `two of the same password are kept differently`() throws {
        let cost = try Self.cheap.get()
        let one = try PersonPassword(password("tolv tecken!"), cost: cost, random: .system)
        let other = try PersonPassword(password("tolv tecken!"), cost: cost, random: .system)
        #expect(one != other)
    }

    @Test(arguments: [(11, false), (12, true)])
    func `a password has twelve characters at least`(_ count: Int, _ holds: Bool) throws {
        let cost = try Self.cheap.get()
        let text = password(String(repeating: "a", count: count))
        let made = Result { try PersonPassword(text, cost: cost, random: .system) }
        #expect(((try? made.get()) != nil) == holds)
    }

    @Test func `three attempts are free, then each failure doubles the pause up to an hour`()
        throws
    {
        let start = try Timestamp(rfc3339: "2026-11-26T08:00:00Z")
        var tries = SignInTries()
        for _ in 0..<SignInTries.freeCount {
            #expect(tries.isOpen(at: start))
            tries.begin(at: start)
        }
        var now = start
        for seconds in [Int64(30), 60, 120, 240, 480, 960, 1_920, 3_600, 3_600] {
            #expect(!tries.isOpen(at: now.adding(seconds: seconds - 1)))
            now = now.adding(seconds: seconds)
            #expect(tries.isOpen(at: now))
            tries.begin(at: now)
        }
        tries.succeed()
        #expect(tries == SignInTries())
    }

    @Test func `a clock set back does not shorten a pause`() throws {
        let start = try Timestamp(rfc3339: "2026-11-26T08:00:00Z")
        var tries = SignInTries()
        for _ in 0..<SignInTries.freeCount { tries.begin(at: start) }
        let earlier = start.adding(seconds: -86_400)
        #expect(!tries.isOpen(at: earlier))
        tries.begin(at: earlier)
        #expect(!tries.isOpen(at: start.adding(seconds: 59)))
        #expect(tries.isOpen(at: start.adding(seconds: 60)))
    }
}
