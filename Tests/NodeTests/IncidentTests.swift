import Identity
import Ledger
@testable import Node
import Registers
import RelaySupport
import Testing

extension NodeTests {
    /// Each step of an incident is in the ledger, and outlives a restart.
    struct IncidentTests {
        private static func found(_ desk: RegisterWorld) async throws -> Incident {
            _ = try await desk.takeOut(.file, by: desk.anna)
            _ = try await desk.record(.missing, of: 2) { $0.remark = "Glömd på tåget." }
            return try #require(try await desk.sos.incidents().first)
        }

        private static func report(
            _ desk: RegisterWorld, _ incident: Incident,
            to addressee: Incident.Addressee = .exerciseControl
        ) async throws -> Incident {
            try await desk.sos.report(
                IncidentReportOrder(
                    incident.id.text, to: addressee, reference: "Ö 1", by: desk.registrator))
        }

        private static func close(
            _ desk: RegisterWorld, _ incident: Incident, by claim: PersonClaim? = nil
        ) async throws -> Incident {
            try await desk.sos.close(
                IncidentCloseOrder(
                    incident.id.text, finding: "Återfunnen av SJ.", by: claim ?? desk.chief))
        }

        @Test func `each step stands in the ledger with who took it, and after a restart`()
            async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                let found = try await Self.found(desk)
                #expect(found.state == .opened)
                let shift = try await desk.sos.shift().cases
                #expect(shift.map(\.kind) == [.incident] && shift.map(\.name) == [found.id.text])
                _ = try await Self.report(desk, found)
                let closed = try await Self.close(desk, found)
                #expect(closed.state == .closed)
                #expect(try await desk.sos.shift().cases.isEmpty)
                let entries = try await desk.sos.ledger().filter { $0.event == .incident }
                #expect(
                    entries.map(\.detail) == [
                        "\(found.id) exemplar-missing \(found.entry):2 for exercise-control",
                        "\(found.id) reported to exercise-control: Ö 1",
                        "\(found.id) closed: Återfunnen av SJ.",
                    ])
                #expect(
                    entries.map(\.person) == [
                        desk.registrator.person, desk.registrator.person, desk.chief.person,
                    ])
                #expect(entries.allSatisfy { $0.message == found.message && $0.level == "hemlig" })
                try await world.close(desk.sos)
                let again = try await world.node("sos-alarm")
                #expect(try await again.incidents() == [closed])
            }
        }

        @Test func `what is refused leaves neither state nor entry`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                let found = try await Self.found(desk)
                let size = try await desk.sos.ledger().count
                await #expect(throws: RegisterError.addresseeWrong(.exerciseControl)) {
                    try await Self.report(desk, found, to: .securityPolice)
                }
                await #expect(throws: RegisterError.incidentUnreported(found.id)) {
                    try await Self.close(desk, found)
                }
                await #expect(
                    throws: RegisterError.officeMissing(.securityChief, desk.registrator.person)
                ) { try await Self.close(desk, found, by: desk.registrator) }
                #expect(try await desk.sos.ledger().count == size)
                #expect(try await desk.sos.incidents() == [found])
            }
        }
    }
}
