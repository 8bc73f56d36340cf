import Identity
import Labels
import Testing

@testable import Policies

/// Whom a message is meant for, as people write it.
struct AddressingTests {
    private let policy: Policy
    private let sos: ActorID
    private let solna: ActorID

    init() throws {
        policy = try ExampleRegion.policy()
        sos = try ActorID("sos-alarm")
        solna = try ActorID("kommun-solna")
    }

    @Test(
        arguments: [
            ("all", "all"), ("group:kommuner", "group:kommuner"), ("kommuner", "group:kommuner"),
            ("kommun-solna", "actor:kommun-solna"), ("actor:kommun-solna", "actor:kommun-solna"),
            ("samverkansstab", "forum:samverkansstab"),
            ("kommuner|sos-alarm", "actor:sos-alarm|group:kommuner"),
        ])
    func `a term is read with its kind or by its bare name`(_ text: String, _ read: String) throws {
        let clause = try #require(policy.audience([text]).clauses.first)
        #expect(clause.terms.map(\.text).joined(separator: "|") == read)
    }

    @Test(
        arguments: [
            ("kommun-sona", "audience", "kommun-solna"),
            ("actor:kommun-sona", "actor", "kommun-solna"),
            ("group:kommunerna", "group", "kommuner"),
            ("forum:samverkansstaben", "forum", "samverkansstab"),
        ])
    func `a name nobody has is an error, with those it may have been meant for`(
        _ text: String, _ concept: String, _ near: String
    ) throws {
        let name = text.split(separator: ":").last.map(String.init) ?? text
        #expect {
            _ = try policy.audience([text])
        } throws: { error in
            guard case PolicyError.nameUnknown(concept, name, let found) = error else {
                return false
            }
            return found.contains(near)
        }
    }

    @Test func `a name that is like none is an error without a guess`() {
        #expect(
            throws: PolicyError.nameUnknown(concept: "audience", name: "grannarna", near: [])
        ) { try policy.audience(["grannarna"]) }
    }

    @Test func `whoever is named gets it, but for a misspelt actor and the sender`() throws {
        #expect(
            try policy.recipients(of: policy.audience(naming: [solna], from: sos), from: sos)
                == [solna])
        #expect(throws: PolicyError.originatorNamed(sos)) {
            try policy.audience(naming: [solna, sos], from: sos)
        }
        let misspelt = try ActorID("kommun-sona")
        #expect(
            throws: PolicyError.nameUnknown(
                concept: "actor", name: "kommun-sona", near: ["kommun-solna"])
        ) { try policy.audience(naming: [misspelt], from: sos) }
    }

    @Test func `an audience reaches its members but the sender, and must reach somebody`() throws {
        let kommuner = try policy.audience(["group:kommuner"])
        let reached = try policy.recipients(of: kommuner, from: solna)
        #expect(reached.count == 25 && !reached.contains(solna))
        #expect(try policy.recipients(of: kommuner, from: sos).count == 26)
        for texts in [["sos-alarm"], ["group:kommuner", "sos-alarm"]] {
            #expect(throws: PolicyError.audienceReachesNobody(from: sos)) {
                try policy.recipients(of: policy.audience(texts), from: sos)
            }
        }
        #expect(throws: PolicyError.audienceInvalid(.audienceEmpty)) { try policy.audience([]) }
    }

    @Test func `what may be closed is open until then, and never outside its time`() {
        let start = Timestamp(clampingMilliseconds: 1_000_000)
        let window = Validity(from: start, until: start.adding(seconds: 60))
        let closing = start.adding(seconds: 30)
        for (second, open, closed) in [
            (-1, false, false), (0, true, true), (29, true, true), (30, true, false),
            (59, true, false), (60, false, false),
        ] as [(Int64, Bool, Bool)] {
            let moment = start.adding(seconds: second)
            #expect(window.contains(moment, closedAt: nil) == open, "\(second)")
            #expect(window.contains(moment, closedAt: closing) == closed, "\(second)")
        }
    }
}
