import Identity
import Ledger
@testable import Node
import RegionSupport
import Registers
import RelaySupport
import Rosters
import Testing

extension NodeTests {
    /// Reports of one human, by whatever she is called.
    struct PersonReportTests {
        private static func report(
            _ desk: RegisterWorld, _ world: NodeWorld, about person: String,
            by claim: PersonClaim? = nil
        ) async throws -> ReportReply {
            let now = world.relay.clock.now
            return try await desk.sos.report(
                ReportOrder(
                    from: now.adding(seconds: -3_600), until: now.adding(seconds: 1), actor: nil,
                    message: nil, person: person, by: claim ?? desk.chief))
        }

        @Test(arguments: ["person-2", "Anna Ek", "anna  EK"])
        func `a person is found by pseudonym and by name, and the report is of her alone`(
            _ called: String
        ) async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                _ = try await desk.takeOut(.file, by: desk.anna)
                _ = try await desk.takeOut(.print, by: desk.bo)
                let report = try await Self.report(desk, world, about: called)
                let person = try #require(report.person)
                #expect(person.pseudonyms == [desk.anna.person])
                #expect(person.holdings.map(\.exemplar) == [2])
                #expect(person.holdings.map(\.isReceipted) == [true])
                #expect(person.acts.map(\.event) == [.shown, .exported])
                #expect(person.acts.map(\.parts) == [[.named], [.holder]])
                #expect(
                    report.knowledge.map { "\($0.who) \($0.how)" } == [
                        "person:person-2 opened", "person:person-2 exported",
                    ])
                #expect(report.timeline.allSatisfy { $0.person == desk.anna.person })
                #expect(!report.timeline.isEmpty && report.deliveries.isEmpty)
                #expect(report.level == "hemlig" && report.statuses == ["test"])
                let entry = try #require(try await desk.sos.ledger().last)
                #expect(entry.event == .report && entry.person == desk.chief.person)
                #expect(entry.detail?.hasSuffix(" about person:person-2") == true)
            }
        }

        @Test func `what she did under another pseudonym is hers`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                try await desk.sos.employ("person-7", named: "anna ek")
                _ = try await desk.takeOut(.file, by: TestPerson.claim("person-7"))
                let report = try await Self.report(desk, world, about: "person-2")
                #expect(report.person?.pseudonyms.map(\.text) == ["person-2", "person-7"])
                #expect(report.person?.holdings.map(\.exemplar) == [2])
                #expect(report.knowledge.map(\.who).allSatisfy { $0 == "person:person-7" })
            }
        }

        @Test func `what she has is told also when she got it before the period`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                _ = try await desk.takeOut(.file, by: desk.anna)
                world.relay.clock.advance(seconds: 7_200)
                let report = try await Self.report(desk, world, about: "Anna Ek")
                #expect(report.person?.acts.isEmpty == true && report.knowledge.isEmpty)
                #expect(report.person?.holdings.map(\.exemplar) == [2])
                #expect(report.level == "hemlig", "it speaks of it")
            }
        }

        @Test(arguments: ["Anna", "person-9", ""])
        func `nobody by that name is an error, and no report`(_ called: String) async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                await #expect(throws: RosterError.nobodyCalled(called)) {
                    try await Self.report(desk, world, about: called)
                }
                #expect(try await !desk.sos.ledger().contains { $0.event == .report })
            }
        }

        @Test func `not even of herself, without the office`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                await #expect(
                    throws: RegisterError.officeMissing(.securityChief, desk.anna.person)
                ) {
                    try await Self.report(desk, world, about: "person-2", by: desk.anna)
                }
            }
        }
    }
}
