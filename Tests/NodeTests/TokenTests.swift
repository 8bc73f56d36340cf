import Envelopes
import Foundation
import Identity
import Labels
import Ledger
@testable import Node
import Policies
import Primitives
import RegionSupport
import Registry
import RelaySupport
import Rosters
import Testing

extension NodeTests {
    /// Persons who sign in with a key in a token. To the node a token is what signs; that a key is in
    /// one is shown where it is enrolled.
    struct TokenTests {
        @Test
        func `actual K and above opens to a token that the roster knows, and to nothing less`()
            async throws
        {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                let card = try Card(of: "person-1", at: world.region.actor("kommun-solna"))
                try await solna.employ("person-1", named: "Anna Ek")
                _ = try await solna.enrolToken(card.enrolment(at: solna))
                for level in [Level.confidential, .secret, .topSecret] {
                    let label = try TestMessage.label(at: level)
                    let password = try await solna.proven(TestPerson.claim("person-1"))
                    #expect(password?.signIn == .password)
                    #expect(try await solna.failures(of: password, at: label) == ["signInTooWeak"])
                    let token = try await solna.proven(card.claim(at: solna))
                    #expect(token?.signIn == .token)
                    #expect(try await solna.failures(of: token, at: label) == [])
                }
            }
        }

        @Test func `a password and code is still less than a token asks`() async throws {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                try await solna.employ("person-1", named: "Anna Ek")
                let person = PersonAtNode(
                    await solna.roster.standing(of: try PersonID("person-1")), signIn: .code)
                let (below, at) = (
                    try TestMessage.label(at: .restricted), try TestMessage.label(at: .confidential)
                )
                #expect(try await solna.failures(of: person, at: below) == [])
                #expect(try await solna.failures(of: person, at: at) == ["signInTooWeak"])
            }
        }

        @Test func `a challenge is answered once, in time, by its own person`() async throws {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                let actor = try world.region.actor("kommun-solna")
                let (card, other) = (
                    try Card(of: "person-1", at: actor), try Card(of: "person-2", at: actor)
                )
                for (person, name) in [("person-1", "Anna Ek"), ("person-2", "Bo Alm")] {
                    try await solna.employ(person, named: name)
                }
                for card in [card, other] {
                    _ = try await solna.enrolToken(card.enrolment(at: solna))
                }
                let claim = try await card.claim(at: solna)
                #expect(try await solna.proven(claim)?.signIn == .token)
                try await expectRefused(solna, claim)
                var foreign = try await other.claim(at: solna)
                foreign.person = card.person
                try await expectRefused(solna, foreign)
                var made = try await card.claim(at: solna)
                made.token = try card.answer(
                    SignInChallenge(
                        actor: actor.id, node: actor.node.id,
                        nonce: String(repeating: "0", count: 64)))
                try await expectRefused(solna, made)
                let late = try await card.claim(at: solna)
                world.relay.clock.advance(seconds: SignInChallenges.lifetimeSeconds)
                try await expectRefused(solna, late)
                world.relay.clock.advance(seconds: SignInTries.pauseMaxSeconds)
                let last = try await card.claim(at: solna)
                #expect(try await solna.proven(last)?.signIn == .token)
                #expect(try await solna.ledger().filter { $0.event == .signIn }.count == 4)
            }
        }

        @Test func `of two who come with one answer at once, one is let in`() async throws {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                let card = try Card(of: "person-1", at: world.region.actor("kommun-solna"))
                try await solna.employ("person-1", named: "Anna Ek")
                _ = try await solna.enrolToken(card.enrolment(at: solna))
                let claim = try await card.claim(at: solna)
                let accepted = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<2 {
                        group.addTask { (try? await solna.proven(claim)) != nil }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(accepted == 1)
            }
        }

        @Test func `a key that the registry has revoked signs nobody in, though it is enrolled`()
            async throws
        {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                let actor = try world.region.actor("kommun-solna")
                let card = try Card(of: "person-1", at: actor)
                try await solna.employ("person-1", named: "Anna Ek")
                _ = try await solna.enrolToken(card.enrolment(at: solna))
                try await world.close(solna)
                let note = try world.region.actorNote(
                    of: actor, after: world.region.registry,
                    [.revokePerson(card.person, Revocation(at: world.region.now))])
                let revoked = try world.region.registry.appending(note)
                let again = try await world.node(
                    "kommun-solna",
                    material: BundleStick(world: world).material(registry: revoked, version: 1),
                    isReachable: false)
                #expect(try await again.showRoster().persons.map(\.hasToken) == [true])
                try await expectRefused(again, card.claim(at: again))
            }
        }

        @Test func `a key that nobody recorded as a token's signs nobody in`() async throws {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                let card = try Card(of: "person-1", at: world.region.actor("kommun-solna"))
                try await solna.employ("person-1", named: "Anna Ek")
                try await expectRefused(solna, card.claim(at: solna))
                let stranger = try Card(of: "person-2", at: world.region.actor("kommun-solna"))
                try await expectRefused(solna, stranger.claim(at: solna))
            }
        }

        @Test func `a token is enrolled by the registered key, once, and withdrawn at once`()
            async throws
        {
            try await withoutRelay { world in
                let solna = try await world.node("kommun-solna", isReachable: false)
                let actor = try world.region.actor("kommun-solna")
                let card = try Card(of: "person-1", at: actor)
                let person = card.person
                await #expect(throws: RosterError.personUnknown(person)) {
                    try await solna.enrolToken(card.enrolment(at: solna))
                }
                try await solna.employ("person-1", named: "Anna Ek")
                let unregistered = Card(person, SigningPrivateKey.generate())
                await #expect(throws: RosterError.tokenUnproven(person)) {
                    try await solna.enrolToken(unregistered.enrolment(at: solna))
                }
                await #expect(throws: RosterError.tokenMissing(person)) {
                    try await solna.withdrawToken(of: person)
                }
                #expect(try await solna.enrolToken(card.enrolment(at: solna)).hasToken)
                await #expect(throws: RosterError.tokenEnrolled(person)) {
                    try await solna.enrolToken(card.enrolment(at: solna))
                }
                try await world.close(solna)
                let again = try await world.node("kommun-solna", isReachable: false)
                #expect(try await again.proven(card.claim(at: again))?.signIn == .token)
                let open = try await card.claim(at: again)
                #expect(try await again.withdrawToken(of: person).hasToken == false)
                try await expectRefused(again, open)
                let key = card.key.publicKey.id
                #expect(
                    try await again.ledger().filter { $0.event == .roster }.map(\.detail)
                        .dropFirst() == ["token enrolled \(key)", "token withdrawn"])
                _ = try await again.removeFromRoster(RosterRemoveOrder(person))
                await #expect {
                    try await again.enrolToken(card.enrolment(at: again))
                } throws: { error in
                    guard case .personLeft? = error as? RosterError else { return false }
                    return true
                }
            }
        }

        @Test
        func `what her token signs releases where policy asks for a token, and no other key does`()
            async throws
        {
            try await withWorld { world in
                try world.relay.directory.writePolicy(
                    of: world.region, version: 2, at: world.region.now
                ) { file, text in
                    file == "levels.yaml"
                        ? text.replacing("exercise: none, test: none", with: "test: token") : text
                }
                world.relay.reload()
                let board = try world.region.actor("lansstyrelsen-stockholm")
                let node = try await world.node("lansstyrelsen-stockholm")
                let cards = try ["person-1", "person-2"].map { try Card(of: $0, at: board) }
                for (card, name) in zip(cards, ["Anna Ek", "Bo Alm"]) {
                    try await node.employ(card.person.text, named: name)
                }
                _ = try await node.enrolToken(cards[0].enrolment(at: node))
                var order = SendOrder.secretTest()
                order.person = try TestPerson.claim("person-1")
                #expect(try await node.send(order).state == "denied")
                order.person = try await cards[0].claim(at: node)
                let id = try #require(try await node.send(order).id)
                let first = try await cards[0].release(id, at: node)
                #expect(first.state == "awaiting-release")
                do {
                    _ = try await cards[1].release(id, at: node)
                    Issue.record("released by a key that is in no token")
                } catch NodeError.personDenied(let gates) {
                    #expect(gates.map(\.id) == ["person.authorised"])
                    #expect(gates.flatMap(\.facts).map { $0["code"] } == ["signInTooWeak"])
                }
                _ = try await node.enrolToken(cards[1].enrolment(at: node))
                #expect(try await cards[1].release(id, at: node).state == "accepted")
            }
        }

        private func expectRefused(_ node: NodeEngine, _ claim: PersonClaim) async throws {
            await #expect(throws: RosterError.signInRefused) { try await node.proven(claim) }
        }
    }
}

/// What a person has in her pocket, as the node sees it.
private struct Card {
    let person: PersonID
    let key: SigningPrivateKey

    init(_ person: PersonID, _ key: SigningPrivateKey) {
        self.person = person
        self.key = key
    }

    init(of person: String, at actor: TestActor) throws {
        self.init(try PersonID(person), try #require(actor.persons[try PersonID(person)]))
    }

    func answer(_ challenge: SignInChallenge) throws -> TokenAnswer {
        TokenAnswer(
            nonce: challenge.nonce,
            signature: try key.signature(over: challenge.signedBytes(by: person)))
    }

    func claim(at node: NodeEngine) async throws -> PersonClaim {
        PersonClaim(person, token: try answer(await node.challenge()))
    }

    func release(_ message: String, at node: NodeEngine) async throws -> SendReply {
        let id = try MessageID(hex: message)
        let signature = try key.signature(over: ReleaseSignature.signedBytes(for: id))
        return try await node.release(id, by: person, signature: signature)
    }

    func enrolment(at node: NodeEngine) async throws -> EnrolTokenOrder {
        EnrolTokenOrder(person, try answer(await node.challenge()))
    }
}

extension TestMessage {
    /// Of an actual message at a level.
    fileprivate static func label(at level: Level) throws -> Label {
        try TestMessage(level: level).label()
    }
}

extension NodeEngine {
    /// What the gates about persons have against showing her an actual message.
    fileprivate func failures(
        of person: PersonAtNode?, at label: Label
    ) throws -> [String] {
        let act = PersonAct(label: label, originator: label.owners[0], isOpaque: false)
        do {
            _ = try admission(of: person, to: act)
            return []
        } catch NodeError.personDenied(let gates) {
            return gates.flatMap(\.facts).compactMap { $0["code"] }
        }
    }
}
