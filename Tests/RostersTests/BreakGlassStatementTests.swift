import Identity
import Policies
import Rosters
import Testing

struct BreakGlassStatementTests {
    let actor: ActorID
    let message: MessageID
    let time: Timestamp

    init() throws {
        actor = try ActorID("kommun-solna")
        message = try MessageID(hex: String(repeating: "ab", count: 32))
        time = try Timestamp(rfc3339: "2026-11-26T08:00:00Z")
    }

    @Test func `the text is what the page says, recipients sorted and each once`() throws {
        let statement = try statement(
            to: ["sos-alarm", "brandkaren-attunda", "sos-alarm"], reason: "Skogsbranden kommer.")
        #expect(
            statement.text == """
                budkavle-break-glass v1
                actor kommun-solna
                message \(message.hex)
                recipient brandkaren-attunda
                recipient sos-alarm
                time \(time)
                minutes 60
                reason Skogsbranden kommer.

                """)
        #expect(statement.until == time.adding(seconds: 3_600))
    }

    @Test(arguments: [(0, false), (1, true), (720, true), (721, false)])
    func `the glass is broken for a minute to half a day`(_ minutes: Int, _ holds: Bool) throws {
        let made = Result { try statement(minutes: minutes) }
        #expect(((try? made.get()) != nil) == holds)
    }

    @Test(arguments: ["", "   ", "Två\nrader", String(repeating: "a", count: 501)])
    func `a reason is one line with something in it`(_ reason: String) throws {
        #expect(throws: BreakGlassError.textInvalid(limitBytes: 500)) {
            try statement(reason: reason)
        }
    }

    @Test(arguments: [(0, false), (1, true), (16, true), (17, false)])
    func `it is for one to sixteen actors`(_ count: Int, _ holds: Bool) throws {
        let made = Result { try statement(to: (0..<count).map { "aktor-\($0)" }) }
        #expect(((try? made.get()) != nil) == holds)
    }

    @Test func `whatever is signed differs in what is signed`() throws {
        let all = try [
            statement(), statement(minutes: 61), statement(to: ["sos-alarm"]),
            statement(reason: "Ett annat skäl."),
        ]
        #expect(Set(all.map(\.signedBytes)).count == all.count)
    }

    private func statement(
        to recipients: [String] = ["brandkaren-attunda"], minutes: Int = 60,
        reason: String = "Ett skäl."
    ) throws -> BreakGlassStatement {
        try BreakGlassStatement(
            actor: actor, message: message, recipients: recipients.map { try ActorID($0) },
            time: time, minutes: minutes, reason: reason)
    }
}
