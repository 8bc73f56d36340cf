import Identity
import Ledger
import Primitives
import Testing

struct LedgerFactsTests {
    private func full() throws -> LedgerFacts {
        var facts = LedgerFacts(.refused, at: noon)
        facts.message = MessageID(digest("message"))
        try facts.setHandling(level: "hemlig", status: "actual")
        facts.originator = try ActorID("polisen-region-stockholm")
        facts.actor = try ActorID("lansstyrelsen-stockholm")
        facts.node = try NodeID("vakt-1")
        facts.person = try PersonID("p7")
        try facts.setRecipients([ActorID("kommun-solna"), ActorID("kommun-nacka")])
        try facts.setGates([
            GateOutcome(gate: "crypto.approved", holds: false),
            GateOutcome(gate: "audience", holds: true),
        ])
        facts.receipt = digest("receipt")
        facts.blob = digest("blob")
        facts.view = digest("view")
        try facts.setQuestion(question())
        try facts.setDetail("två personer, skäl: övning")
        return facts
    }

    @Test func `facts read back what they wrote, in full and at the least`() throws {
        let facts = try full()
        #expect(try LedgerFacts(parsing: facts.bytes) == facts)
        #expect(facts.recipients.map(\.text) == ["kommun-nacka", "kommun-solna"])
        #expect(facts.text.hasSuffix("detail två personer, skäl: övning\n"))
        let least = LedgerFacts(.started, at: noon)
        #expect(
            least.text == "budkavle-ledger v1\nevent started\ntime \(noon.rfc3339)\n")
        #expect(try LedgerFacts(parsing: least.bytes) == least)
    }

    @Test(arguments: LedgerEvent.allCases)
    func `every event has a name of its own`(_ event: LedgerEvent) throws {
        let facts = LedgerFacts(event, at: noon)
        #expect(try LedgerFacts(parsing: facts.bytes).event == event)
    }

    @Test func `lines in another order, twice, missing or unknown are refused`() throws {
        let good = try full().text
        let lines = good.split(separator: "\n").map(String.init)
        for index in lines.indices.dropLast() {
            var swapped = lines
            swapped.swapAt(index, index + 1)
            // Gates stand in the order of the decision, so theirs may be another.
            guard !lines[index].hasPrefix("gate") || !lines[index + 1].hasPrefix("gate") else {
                continue
            }
            let text = swapped.joined(separator: "\n") + "\n"
            #expect(throws: LedgerError.self, "\(index)") {
                try LedgerFacts(parsing: Array(text.utf8))
            }
        }
        for changed in [
            good + "more\n", good + "\n", String(good.dropLast()), good + "detail again\n",
            good.replacing("event refused\n", with: ""),
            good.replacing("event refused", with: "event Refused"),
            good.replacing("event refused", with: "event  refused"),
            good.replacing("hemlig", with: "hem lig"),
            good.replacing("fails", with: "FAILS"), good.replacing("\n", with: "\r\n"),
            good.replacing("kommun-nacka", with: "kommun-solna"),
            good.replacing("ledger v1", with: "ledger v2"),
            good.replacing(noon.rfc3339, with: noon.rfc3339.dropLast() + "+00:00"),
        ] {
            #expect(changed != good)
            #expect(throws: LedgerError.self, "\(changed)") {
                try LedgerFacts(parsing: Array(changed.utf8))
            }
        }
        #expect(throws: LedgerError.utf8Invalid) {
            try LedgerFacts(parsing: Array(good.utf8) + [0xff, 0x0a])
        }
    }

    @Test func `what could not be read back cannot be set`() throws {
        var facts = LedgerFacts(.accepted, at: noon)
        for detail in ["", "two\nlines", "bell\u{7}", String(repeating: "a", count: 1_025)] {
            #expect(throws: LedgerError.partInvalid(part: "detail")) {
                try facts.setDetail(detail)
            }
        }
        try facts.setDetail(String(repeating: "a", count: 1_024))
        #expect(throws: LedgerError.partInvalid(part: "level")) {
            try facts.setHandling(level: "kvalificerat hemlig", status: "actual")
        }
        #expect(throws: LedgerError.partInvalid(part: "gate")) {
            try GateOutcome(gate: "a b", holds: true)
        }
        #expect(throws: LedgerError.tooMany(part: "recipient", limit: 4_096)) {
            try facts.setRecipients((0...4_096).map { try ActorID("a\($0)") })
        }
    }

    @Test func `a commitment is over salt and facts, and hides neither in the other`() throws {
        let salt = Array(repeating: UInt8(5), count: 32)
        let commitment = try LeafCommitment.commit(facts: [1, 2], salt: salt)
        #expect(
            commitment
                == Hashing.sha256(Array("budkavle/ledger-leaf/v1".utf8) + [0] + salt + [1, 2]))
        #expect(try LeafCommitment.commit(facts: [1, 3], salt: salt) != commitment)
        #expect(
            try LeafCommitment.commit(facts: [1, 2], salt: [6] + salt.dropFirst())
                != commitment)
        for count in [0, 31, 33] {
            #expect(
                throws: LedgerError.saltLengthInvalid(expectedBytes: 32, foundBytes: count)
            ) {
                try LeafCommitment.commit(
                    facts: [1], salt: Array(repeating: 0, count: count))
            }
        }
        #expect(
            LeafCommitment.leafHash(of: commitment) == MerkleTree.leafHash(commitment.bytes))
    }

    @Test func `equal facts under fresh salts have different leaves`() throws {
        let facts = try full()
        let one = LedgerRecord(facts, random: .system)
        let two = LedgerRecord(facts, random: .system)
        #expect(one.facts == two.facts)
        #expect(one.commitment != two.commitment)
        #expect(try LeafCommitment.commit(facts: one.facts, salt: one.salt) == one.commitment)
    }
}
