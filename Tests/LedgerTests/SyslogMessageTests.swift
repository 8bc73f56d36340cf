import Identity
import Ledger
import Testing

struct SyslogMessageTests {
    private let source = SyslogSource(
        host: "relay-1", program: "budkavle-relay", log: "example.org/relay/relay-1"
    ) { _ in "Meddelande avvisat åäö" }

    private func refusal() throws -> LedgerFacts {
        var facts = LedgerFacts(.refused, at: noon)
        facts.message = MessageID(digest("message"))
        try facts.setHandling(level: "hemlig", status: "actual")
        facts.originator = try ActorID("sos-alarm")
        facts.person = try PersonID("p7")
        try facts.setRecipients([ActorID("kommun-solna")])
        try facts.setGates([
            GateOutcome(gate: "crypto.approved", holds: false),
            GateOutcome(gate: "audience", holds: true),
            GateOutcome(gate: "agreement.pair", holds: false),
        ])
        try facts.setDetail("hemlig rubrik")
        return facts
    }

    @Test func `a refusal is told with its ids, level and failed gates, and nothing else`() throws {
        let message = try #require(
            source.message(of: try refusal(), entry: 4, commitment: digest("leaf")))
        let text = String(decoding: message.bytes, as: UTF8.self)
        #expect(
            text == """
                <108>1 \(noon.rfc3339) relay-1 budkavle-relay - refused [budkavle@32473 \
                log="example.org/relay/relay-1" entry="4" commitment="\(digest("leaf").hex)" \
                event="refused" level="hemlig" status="actual" message="\(digest("message").hex)" \
                originator="sos-alarm" person="p7" recipients="1" recipient="kommun-solna" \
                gate="crypto.approved" gate="agreement.pair"] \u{FEFF}Meddelande avvisat åäö
                """)
        #expect(!text.contains("rubrik") && !text.contains("audience"))
    }

    @Test func `the frame says how many bytes follow, and no character more`() throws {
        let message = try #require(
            source.message(of: try refusal(), entry: 4, commitment: digest("leaf")))
        #expect(message.frame == Array("\(message.bytes.count) ".utf8) + message.bytes)
        #expect(message.bytes.count > String(decoding: message.bytes, as: UTF8.self).count)
    }

    @Test(arguments: [
        (#"a"b"#, #"a\"b"#), (#"a\b"#, #"a\\b"#), ("a]b", #"a\]b"#), (#"\"]"#, #"\\\"\]"#),
        ("å\n", "å\n"), ("", ""), ("\"\u{0308}]\u{0301}", "\\\"\u{0308}\\]\u{0301}"),
    ])
    func `what would end a value has a backslash before it`(_ value: String, _ written: String) {
        let end = Array(" [budkavle@32473 x=\"\(written)\"]".utf8)
        #expect(message(value: value).bytes.suffix(end.count) == end[...])
    }

    @Test func `the mark of UTF-8 stands before a text, and alone nowhere`() {
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        #expect(message(text: "Å").bytes.suffix(6) == [UInt8(ascii: " ")] + mark + Array("Å".utf8))
        #expect(message(text: "").bytes.last == UInt8(ascii: "]"))
    }

    @Test func `what may not stand in the header is left out of it`() {
        let text = String(decoding: message(host: "re lay\n-å1").bytes, as: UTF8.self)
        #expect(text.contains(" relay-1 "))
        #expect(String(decoding: message(host: "å").bytes, as: UTF8.self).contains("Z - budkavle "))
        let long = String(repeating: "a", count: 256)
        #expect(
            String(decoding: message(host: long).bytes, as: UTF8.self)
                .contains(" \(long.dropLast()) "))
    }

    private func message(
        value: String = "v", text: String = "", host: String = "relay-1"
    ) -> SyslogMessage {
        SyslogMessage(
            SyslogPriority(.audit, .notice), at: noon, from: host, of: "budkavle", kind: "policy",
            [.init("x", value)], saying: text)
    }

    @Test func `the longest message is one that every receiver has to take`() throws {
        let longest = String(repeating: "a", count: 63)
        var facts = try refusal()
        facts.node = try NodeID(longest)
        facts.actor = try ActorID(longest)
        facts.originator = try ActorID(longest)
        facts.person = try PersonID(longest)
        try facts.setRecipients(
            (0..<20).map { try ActorID(String(longest.dropLast(2)) + "\($0 + 10)") })
        try facts.setGates(
            (0..<17).map {
                try GateOutcome(gate: "international.commitment-\($0)", holds: false)
            })
        let message = try #require(
            source.message(of: facts, entry: .max, commitment: digest("leaf")))
        #expect(message.parameters.count { $0.name == "recipient" } == SyslogSource.recipientsMax)
        #expect(message.parameters.contains(.init("recipients", "20")))
        #expect(message.bytes.count <= 2_048)
    }

    @Test(arguments: LedgerEvent.allCases)
    func `an event is known by the start of its text, as by the whole`(_ event: LedgerEvent) {
        let facts = LedgerFacts(event, at: noon)
        #expect(LedgerFacts.event(of: facts.bytes) == event)
        #expect(LedgerFacts.event(of: Array(facts.bytes.dropFirst())) == nil)
    }

    @Test(arguments: [
        LedgerEvent.accepted, .supplemented, .attached, .delivered, .sent, .opened, .acknowledged,
        .receipt,
    ])
    func `the ordinary way of messages is nobody else's`(_ event: LedgerEvent) {
        let facts = LedgerFacts(event, at: noon)
        #expect(source.message(of: facts, entry: 0, commitment: digest("leaf")) == nil)
    }

    @Test func `of trees that were looked at, one that was refused is told, most urgently`() throws
    {
        var facts = LedgerFacts(.witnessed, at: noon)
        try facts.setDetail("example.org/relay/relay-1 17")
        #expect(facts.syslogPriority == nil)
        try facts.setDetail("example.org/relay/relay-1 refused 409")
        #expect(facts.syslogPriority == SyslogPriority(.alert, .alert))
    }

    @Test func `a registry that grows is a change, and one that contradicts is an alarm`() throws {
        var facts = LedgerFacts(.registry, at: noon)
        try facts.setDetail("head \(digest("head").hex)")
        #expect(facts.syslogPriority == SyslogPriority(.audit, .notice))
        try facts.setDetail("contradicted root 3 fork from relay:relay-2")
        #expect(facts.syslogPriority == SyslogPriority(.alert, .alert))
    }
}
