import Identity
import Ledger
@testable import Node
import Policies
import RegionSupport
import Registers
import Relay
import RelaySupport
import Rosters
import Storage
import StorageSQLite
import Testing

extension NodeTests {
    /// Campaigns over a node's exemplars, and the reports an auditor makes.
    struct InventoryTests {
        @Test func `a discrepancy becomes an incident with one addressee, and the register knows`()
            async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                _ = try await desk.takeOut(.file, by: desk.anna)
                _ = try await desk.takeOut(.print, by: desk.bo)
                let due = try await desk.sos.inventories().dues
                #expect(due.map(\.due.reason) == [.interval] && due.map(\.isOverdue) == [false])
                let opened = try await Self.open(desk, by: desk.chief)
                #expect(opened.items.map(\.exemplar) == [2, 3])
                let number = opened.items[0].entry
                await #expect(
                    throws: RegisterError.officeMissing(.securityChief, desk.anna.person)
                ) {
                    try await Self.count(desk, opened, number, 3, .present, by: desk.anna)
                }
                _ = try await Self.count(desk, opened, number, 3, .present, by: desk.chief)
                await #expect(throws: RegisterError.inventoryIncomplete(uncounted: 1)) {
                    try await desk.sos.closeInventory(opened.id.text, by: desk.chief)
                }
                _ = try await Self.count(
                    desk, opened, number, 2, .missing, by: desk.chief, "Inte i skåpet.")
                let closed = try await desk.sos.closeInventory(opened.id.text, by: desk.chief)
                let ids = try #require(closed.inventories.first?.closing?.incidents)
                let incident = try #require(try await desk.sos.incidents(ids.first?.text).first)
                #expect(incident.addressee == .exerciseControl && incident.exemplar == 2)
                #expect(incident.kind == .exemplarMissing && incident.remark == "Inte i skåpet.")
                #expect(incident.holder == .person(desk.anna.person))
                let line = try #require(try await desk.sos.register(desk.id).first)
                #expect(line.exemplars.map(\.state) == [.held, .missing, .held])
                let events = try await desk.sos.ledger().map(\.event)
                #expect(events.suffix(3) == [.inventory, .register, .incident])
                try await world.close(desk.sos)
                let again = try await world.node("sos-alarm")
                #expect(try await again.incidents() == [incident])
                #expect(try await again.inventories().inventories == closed.inventories)
            }
        }

        @Test func `nobody counts her own, even as security chief`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                _ = try await desk.takeOut(.file, by: desk.chief)
                await #expect(throws: RegisterError.counterHolds(desk.chief.person)) {
                    try await Self.open(desk, by: desk.chief, heldBy: desk.chief.person)
                }
                let opened = try await Self.open(desk, by: desk.registrator)
                let number = opened.items[0].entry
                await #expect(throws: RegisterError.counterHolds(desk.chief.person)) {
                    try await Self.count(desk, opened, number, 2, .present, by: desk.chief)
                }
                _ = try await Self.count(desk, opened, number, 2, .present, by: desk.registrator)
                await #expect(throws: RegisterError.counterHolds(desk.chief.person)) {
                    try await desk.sos.closeInventory(opened.id.text, by: desk.chief)
                }
            }
        }

        @Test func `an exemplar reported missing is an incident at once`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                _ = try await desk.takeOut(.file, by: desk.anna)
                _ = try await desk.record(.missing, of: 2) { $0.remark = "Glömd på tåget." }
                let incidents = try await desk.sos.incidents()
                #expect(incidents.map(\.kind) == [.exemplarMissing])
                #expect(incidents.map(\.inventory) == [nil])
                await #expect(throws: RegisterError.inventoryEmpty) {
                    try await Self.open(desk, by: desk.chief)
                }
                await #expect(throws: RegisterError.incidentUnknown(text: "inc-0")) {
                    try await desk.sos.incidents("inc-0")
                }
            }
        }

        // MARK: Reports

        @Test func `a report tells who knew what when, and is itself in the ledger first`()
            async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                let start = world.relay.clock.now
                world.relay.clock.advance(seconds: 60)
                _ = try await desk.takeOut(.file, by: desk.anna)
                world.relay.clock.advance(seconds: 60)
                let order = ReportOrder(
                    from: start, until: start.adding(seconds: 600), actor: nil,
                    message: String(desk.id.prefix(12)), by: desk.chief)
                let report = try await desk.sos.report(order)
                #expect(report.level == "hemlig" && report.statuses == ["test"])
                #expect(
                    report.knowledge.map { "\($0.who) \($0.how)" } == [
                        "actor:sos-alarm delivered", "person:person-2 opened",
                        "person:person-2 exported",
                    ])
                #expect(report.timeline.allSatisfy { $0.message == desk.id })
                #expect(report.timeline.last?.event == "report", "recorded before it is told")
                #expect(report.ledgerSize == UInt64(try await desk.sos.ledger().count))
                for line in report.timeline { #expect(line.detail?.contains("Läckan") != true) }
            }
        }

        @Test func `a report is for the security chief and the auditor`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                let now = world.relay.clock.now
                let order = ReportOrder(
                    from: now.adding(seconds: -3_600), until: now.adding(seconds: 1), actor: nil,
                    message: nil, by: desk.registrator)
                await #expect(
                    throws: RegisterError.officeMissing(.securityChief, desk.registrator.person)
                ) { try await desk.sos.report(order) }
                #expect(try await !desk.sos.ledger().contains { $0.event == .report })
            }
        }

        @Test func `a period and an actor leave the rest out`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                try await desk.board.employ("person-9", named: "Rev Isor") {
                    $0.functions = [try? FunctionID("revisor")].compactMap { $0 }
                }
                let now = world.relay.clock.now
                func report(_ actor: String?, until: Timestamp) async throws -> ReportReply {
                    try await desk.board.report(
                        ReportOrder(
                            from: now.adding(seconds: -3_600), until: until,
                            actor: actor.map { try ActorID($0) }, message: nil,
                            by: TestPerson.claim("person-9")))
                }
                let end = now.adding(seconds: 1)
                for actor in [nil, "sos-alarm", "lansstyrelsen-stockholm"] {
                    let all = try await report(actor, until: end)
                    #expect(all.deliveries.map(\.recipient) == ["sos-alarm"], "\(actor ?? "")")
                    #expect(all.deliveries.map(\.delivered) == [nil], "no receipt has come yet")
                }
                let other = try await report("region-stockholm", until: end)
                #expect(other.deliveries.isEmpty && other.knowledge.isEmpty)
                #expect(other.timeline.isEmpty)
                // The end is left out.
                let before = try await report(nil, until: now)
                #expect(before.timeline.isEmpty && before.deliveries.isEmpty)
                #expect(before.level == "oppen", "it speaks of nothing")
            }
        }

        @Test func `denials are counted by gate`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                try world.askForPersons()
                _ = try await desk.sos.refreshRegion(from: world.relayID())
                await #expect(throws: NodeError.self) { try await desk.sos.show(desk.id) }
                let now = world.relay.clock.now
                let report = try await desk.sos.report(
                    ReportOrder(
                        from: now, until: now.adding(seconds: 1), actor: nil, message: nil,
                        by: desk.chief))
                #expect(
                    report.denials.map { "\($0.gate) \($0.count)" } == [
                        "person.authorised 1", "person.clearance 1",
                    ])
            }
        }

        // MARK: Tools

        private static func open(
            _ desk: RegisterWorld, by claim: PersonClaim, heldBy holder: PersonID? = nil
        ) async throws -> Inventory {
            let reply = try await desk.sos.openInventory(
                InventoryOrder(
                    .interval, levels: ["hemlig"], status: "test", heldBy: holder, by: claim))
            return try #require(reply.inventories.first)
        }

        private static func count(
            _ desk: RegisterWorld, _ inventory: Inventory, _ number: RegisterNumber,
            _ exemplar: Int, _ finding: Inventory.Finding, by claim: PersonClaim,
            _ remark: String? = nil
        ) async throws -> InventoriesReply {
            try await desk.sos.count(
                CountOrder(
                    inventory.id.text, number, exemplar, finding, remark: remark, by: claim))
        }
    }
}
