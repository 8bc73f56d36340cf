import Identity
import Rosters
import Testing

/// Challenges are answered once, and soon.
struct SignInChallengeTests {
    private func moment(_ seconds: Int64) throws -> Timestamp {
        try Timestamp(rfc3339: "2026-11-26T08:00:00Z").adding(seconds: seconds)
    }

    @Test func `a challenge is taken once`() throws {
        var challenges = SignInChallenges()
        challenges.issue("aa", at: try moment(0))
        #expect(try !challenges.take("ab", at: moment(0)))
        #expect(try challenges.take("aa", at: moment(0)))
        #expect(try !challenges.take("aa", at: moment(0)))
    }

    @Test func `it lives to the last second of its time`() throws {
        for (late, holds) in [(-1, true), (0, false)] as [(Int64, Bool)] {
            var challenges = SignInChallenges()
            challenges.issue("aa", at: try moment(0))
            let moment = try moment(SignInChallenges.lifetimeSeconds + late)
            #expect(challenges.take("aa", at: moment) == holds)
        }
    }

    @Test func `of too many the oldest goes`() throws {
        var challenges = SignInChallenges()
        for number in 0...SignInChallenges.countMax {
            challenges.issue(String(number), at: try moment(0))
        }
        #expect(try !challenges.take("0", at: moment(0)))
        #expect(try challenges.take("1", at: moment(0)))
    }

    @Test func `what is signed names actor, node, person and nonce`() throws {
        let person = try PersonID("person-1")
        let challenge = SignInChallenge(
            actor: try ActorID("kommun-solna"), node: try NodeID("kommun-solna-1"), nonce: "8f14")
        #expect(
            String(decoding: challenge.signedBytes(by: person), as: UTF8.self) == """
                budkavle/sign-in/v1
                kommun-solna
                kommun-solna-1
                person-1
                8f14

                """)
        let others = [
            SignInChallenge(actor: challenge.actor, node: try NodeID("b"), nonce: "8f14"),
            SignInChallenge(actor: try ActorID("b"), node: challenge.node, nonce: "8f14"),
            SignInChallenge(actor: challenge.actor, node: challenge.node, nonce: "8f15"),
        ]
        for other in others {
            #expect(other.signedBytes(by: person) != challenge.signedBytes(by: person))
        }
        #expect(
            try challenge.signedBytes(by: PersonID("person-2")) != challenge.signedBytes(by: person)
        )
    }
}
