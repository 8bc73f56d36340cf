import Handover
import Identity
import Labels
import Ledger
@testable import Node
import Policies
import RegionSupport
import Registers
import Relay
import RelaySupport
import Rosters
import Storage
import Testing

extension NodeTests {
    /// Who has access to what, and what of it nobody uses.
    struct AccessTests {
        @Test func `a person's access is the gates' answer, and its use what the ledger says`()
            async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                try world.askForPersons()
                _ = try await desk.sos.refreshRegion(from: world.relayID())
                try await desk.sos.employ("person-5", named: "Kim Klass", clearance: .third)
                try await desk.sos.employ("person-6", named: "Ulf Utan") { $0.facts = [.reliable] }
                _ = try await desk.takeOut(.file, by: desk.anna)
                let access = try await Self.access(desk, "test")
                func right(_ person: String, _ level: Level) throws -> AccessReply.PersonRight {
                    let found = access.persons.first { $0.person.text == person }
                    return try #require(found?.rights.first { $0.level == level.name })
                }
                let anna = try right("person-2", .secret)
                #expect(anna.isPermitted && anna.need == "all" && anna.use.count == 1)
                #expect(anna.use.last == world.relay.clock.now && anna.until != nil)
                #expect(try right("person-2", .topSecret).isUnused)
                #expect(try right("person-3", .secret).isUnused)
                let third = try right("person-5", .secret)
                #expect(third.isPermitted == third.isLimited, "and permitted by its limit")
                #expect(try right("person-5", .topSecret).gates == ["person.clearance"])
                #expect(try right("person-6", .secret).gates == ["person.authorised"])
                #expect(access.unasked.contains("oppen") && !access.unasked.contains("hemlig"))
                let told = try await desk.sos.ledger().last { $0.event == .report }
                #expect(told?.person == desk.chief.person)
            }
        }

        @Test func `whoever has left has no access, and whoever cannot sign in none that asks`()
            async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                try world.askForPersons()
                _ = try await desk.sos.refreshRegion(from: world.relayID())
                try await desk.sos.employ("person-5", named: "Lo Lös") { $0.password = nil }
                _ = try await desk.sos.removeFromRoster(
                    RosterRemoveOrder(desk.bo.person))
                let access = try await Self.access(desk, "test")
                #expect(!access.persons.contains { $0.person == desk.bo.person })
                let rights = try #require(
                    access.persons.first { $0.person.text == "person-5" }?.rights)
                #expect(!rights.isEmpty && rights.allSatisfy { $0.gates == ["person.authorised"] })
            }
        }

        @Test func `the ways to other actors are those of the matrix, with ground and use`()
            async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                let access = try await Self.access(desk, "test")
                let policy = try await desk.sos.regionView().policy.policy
                let own = try ActorID("sos-alarm")
                let matrix = AccessMatrix(of: policy, status: .test, at: world.relay.clock.now)
                #expect(!access.ways.isEmpty)
                for way in access.ways {
                    let (from, to) = way.direction == .to ? (own, way.actor) : (way.actor, own)
                    let verdict = matrix.verdict(from: from, to: to, at: try Level(way.level))
                    #expect(verdict?.isPermitted == way.isPermitted, "\(way)")
                }
                let used = access.ways.filter { $0.use.count > 0 }
                #expect(used.map(\.actor.text) == ["lansstyrelsen-stockholm"])
                #expect(used.map(\.direction) == [.from] && used.map(\.level) == ["hemlig"])
                let ground = try #require(used.first?.ground.flatMap { policy.grounds[$0] })
                #expect(ground.statuses.contains(.test) && ground.to.contains(own))
                #expect(access.unusedWays == access.ways.count { $0.isPermitted } - 1)
                // The period's end is left out, and so is its use.
                let before = try await Self.access(desk, "test", until: 0)
                #expect(before.ways.allSatisfy { $0.use.count == 0 })
            }
        }

        @Test func `an access review is for the security chief and the auditor`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                await #expect(
                    throws: RegisterError.officeMissing(.securityChief, desk.registrator.person)
                ) { try await Self.access(desk, "test", by: desk.registrator) }
                #expect(try await !desk.sos.ledger().contains { $0.event == .report })
            }
        }

        private static func access(
            _ desk: RegisterWorld, _ status: String, until seconds: Int64 = 1,
            by claim: PersonClaim? = nil
        ) async throws -> AccessReply {
            let now = await desk.sos.clock()
            return try await desk.sos.access(
                AccessOrder(
                    status: status, from: now.adding(seconds: -3_600),
                    until: now.adding(seconds: seconds), by: claim ?? desk.chief))
        }
    }
}
