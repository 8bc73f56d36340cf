import Foundation
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
import StorageSQLite
import Testing

extension NodeTests {
    /// The register of exemplars in a node's vault.
    struct RegisterTests {
        @Test func `what is taken out is numbered, marked, and in the register for good`()
            async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                let first = try await desk.takeOut(.file, by: desk.anna)
                #expect(first.exemplar == 2 && first.exemplarCount == 2)
                #expect(first.register?.text.hasPrefix("test-") == true)
                #expect(first.level == "hemlig" && first.status == "test")
                #expect(first.holder.text == "person:person-2")
                #expect(first.marking.hasPrefix("TEST · HEMLIG"))
                #expect(first.time == world.relay.clock.now)
                #expect(try await desk.takeOut(.print, by: desk.bo).exemplar == 3)
                let nobody = try await desk.takeOut(.print, by: nil)
                #expect(nobody.holder.text.hasPrefix("node:"), "played, nobody need sign in")
                let line = try #require(try await desk.sos.register(desk.id).first)
                #expect(line.exemplars.map(\.kind) == [.received, .exported, .printed, .printed])
                #expect(line.exemplars[0].shownTo.map(\.text) == ["person-2", "person-3"])
                #expect(line.subject == nil, "nothing is taken from the message")
                let words = try await desk.sos.ledger().filter { $0.event == .register }
                    .compactMap(\.detail)
                let number = try #require(line.number?.text)
                #expect(words.first == "\(number) entered")
                #expect(words.contains("\(number):2 exported from 1 to person:person-2"))
                try await world.close(desk.sos)
                let again = try await world.node("sos-alarm")
                let kept = try #require(try await again.register(number).first)
                #expect(kept.events == line.events)
            }
        }

        @Test func `nothing is given out that could not be recorded first`() async throws {
            try await withWorld { world in
                let path = try world.directory("sos-alarm").vault.path(percentEncoded: false)
                let store = FaultyVaultStore(try SQLiteVaultStore(path: path))
                let desk = try await RegisterWorld(world, store: store)
                // It counts as opened; the exemplar cannot be written.
                store.fail(after: 1)
                await #expect(throws: StorageError.full) {
                    try await desk.takeOut(.file, by: nil)
                }
                store.heal()
                #expect(try await desk.sos.register(desk.id).first?.number == nil)
                #expect(try await desk.takeOut(.file, by: nil).exemplar == 2)
            }
        }

        @Test func `a registrator writes, and nobody else`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                _ = try await desk.takeOut(.file, by: desk.anna)
                let (anna, bo) = (desk.anna.person, desk.bo.person)
                await #expect(throws: RegisterError.officeMissing(.registrator, anna)) {
                    try await desk.sos.name(
                        NamingOrder(desk.id, subject: "Ämne", theirNumber: nil, by: desk.anna))
                }
                await #expect(throws: RegisterError.officeMissing(.registrator, anna)) {
                    try await desk.record(.handed, of: 2, by: desk.anna) { $0.holder = .person(bo) }
                }
                let wrong = try TestPerson.claim("person-1", password: "ett annat lösenord")
                await #expect(throws: RosterError.signInRefused) {
                    try await desk.record(.returned, of: 2, by: wrong)
                }
                _ = try await desk.record(.handed, of: 2) { $0.holder = .person(bo) }
                // Her own receipt is hers to give, and nobody else's.
                let line = try await desk.record(.receipt, of: 2, by: desk.bo) { $0.person = bo }
                #expect(line.exemplars[1].receiptedBy == bo)
                await #expect(throws: RegisterError.officeMissing(.registrator, anna)) {
                    try await desk.record(.receipt, of: 2, by: desk.anna) { $0.person = bo }
                }
            }
        }

        @Test func `a subject line is written by a person, and is not the message's`() async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                await #expect(throws: RegisterError.subjectCopied) {
                    try await desk.sos.name(
                        NamingOrder(
                            desk.id, subject: "läckan vid verket.", theirNumber: nil,
                            by: desk.registrator))
                }
                let line = try await desk.sos.name(
                    NamingOrder(
                        desk.id, subject: "Vattenfråga", theirNumber: "2026-7",
                        by: desk.registrator))
                #expect(line.subject == "Vattenfråga" && line.number != nil)
                let listed = try await desk.sos.register()
                #expect(listed.map(\.subject) == ["Vattenfråga"])
                #expect(listed[0].direction == .received)
            }
        }

        @Test func `the sender's register has an exemplar for each addressee`() async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                let waiting = try await desk.board.register()
                #expect(waiting.map(\.number) == [nil] && waiting[0].direction == .sent)
                try await desk.board.employ("person-1", named: "Rut Reg") {
                    $0.functions = [try? FunctionID("registrator")].compactMap { $0 }
                }
                let line = try await desk.board.name(
                    NamingOrder(
                        desk.id, subject: "Utgående", theirNumber: nil, by: desk.registrator))
                #expect(line.exemplars.map(\.holder.text).last == "actor:sos-alarm")
                #expect(line.exemplars.map(\.kind) == [.kept, .issued])
            }
        }

        @Test(arguments: ["no-copy", "oral-only"])
        func `what may not be copied stays in the vault, unread`(_ caveat: String) async throws {
            try await withWorld { world in
                let desk = try await RegisterWorld(world, caveats: [caveat])
                await #expect(throws: RegisterError.caveatForbids(try Caveat(caveat))) {
                    try await desk.takeOut(.file, by: nil)
                }
                #expect(await desk.sos.inbox().first?.opened == nil)
                #expect(try await desk.sos.register(desk.id).first?.number == nil)
            }
        }

        @Test func `below the levels of the register nothing is numbered, and all is marked`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                let id = try #require(try await sos.send(.notice()).id)
                try await solna.receiveAll(world)
                let mark = try await solna.takeOut(TakeOutOrder(id, .file, by: nil)).mark
                #expect(mark.exemplar == nil && mark.register == nil)
                #expect(mark.marking.hasPrefix("SEKRETESS"))
                #expect(try await solna.register().isEmpty)
                await #expect(throws: RegisterError.levelUnregistered(.secrecy)) {
                    try await solna.register(id)
                }
                #expect(try await !solna.ledger().contains { $0.event == .register })
            }
        }

        @Test func `receipts that are late are on the security chief's list until they come`()
            async throws
        {
            try await withWorld { world in
                let desk = try await RegisterWorld(world)
                // Hemlig: delivered within an hour, opened within four, acknowledged within twelve.
                world.relay.clock.advance(seconds: 3_600)
                #expect(try await desk.board.overdue().receipts.isEmpty)
                world.relay.clock.advance(seconds: 1)
                #expect(try await desk.board.overdue().receipts.map(\.receipt) == ["delivered"])
                world.relay.clock.advance(seconds: 4 * 3_600)
                #expect(
                    try await desk.board.overdue().receipts.map(\.receipt) == [
                        "delivered", "opened",
                    ])
                _ = try await desk.sos.show(desk.id)
                try await desk.sos.postReceipts()
                try await desk.board.receiveAll(world)
                #expect(try await desk.board.overdue().receipts.isEmpty)
                // By name: whoever was handed an exemplar receipts for it as soon as others
                // acknowledge.
                _ = try await desk.takeOut(.file, by: desk.anna)
                _ = try await desk.record(.handed, of: 2) { $0.holder = .person(desk.bo.person) }
                world.relay.clock.advance(seconds: 12 * 3_600)
                #expect(try await desk.sos.overdue().exemplars.isEmpty)
                world.relay.clock.advance(seconds: 1)
                let late = try await desk.sos.overdue().exemplars
                #expect(late.map(\.holder.text) == ["person:person-3"])
                _ = try await desk.record(.receipt, of: 2, by: desk.bo) {
                    $0.person = desk.bo.person
                }
                #expect(try await desk.sos.overdue().exemplars.isEmpty)
            }
        }
    }
}
