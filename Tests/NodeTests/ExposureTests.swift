import Foundation
import Identity
import Labels
@testable import Node
import Policies
import Primitives
import RegionSupport
import RelaySupport
import Testing

extension NodeTests {
    /// What lost things expose.
    struct ExposureTests {
        private func exposed(
            _ kind: ExposureOrder.Kind, _ name: String, since: Timestamp? = nil,
            by node: NodeEngine
        ) async throws -> [ExposedMessage]? {
            let order = ExposureOrder(kind: kind, name: name, since: since)
            return try await node.exposure(order).messages
        }

        @Test func `a lost key exposes what was sealed to it, delivered or not, and nothing else`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                let first = try #require(try await sos.send(.notice("ett")).id)
                try await solna.receiveAll(world)
                _ = try await solna.show(first)
                try await solna.postReceipts()
                try await sos.receiveAll(world)
                let second = try #require(
                    try await sos.send(.notice("två", to: ["kommun-solna", "region-stockholm"])).id)
                let key = try world.region.actor("kommun-solna").wrapping(.secrecy, .actual)
                    .publicKey.id.hex
                let found = try #require(try await exposed(.key, key, by: sos))
                #expect(Set(found.map(\.id)) == [first, second])
                #expect(found.allSatisfy { $0.contentReadable && $0.recipient == "kommun-solna" })
                let (opened, waiting) = (
                    found.first { $0.id == first }, found.first { $0.id == second }
                )
                #expect(opened?.delivered != nil && opened?.opened != nil)
                #expect(opened?.mustReseal == false)
                #expect(waiting?.delivered == nil && waiting?.mustReseal == true)
                let there = try #require(try await exposed(.key, key, by: solna))
                #expect(there.map(\.id) == [first] && there.first?.originator == "sos-alarm")
                let above = try world.region.actor("kommun-solna").wrapping(.secret, .actual)
                    .publicKey.id.hex
                #expect(try await exposed(.key, above, by: sos)?.isEmpty == true)
            }
        }

        @Test func `a lost node exposes what its actor was sent, a relay what it carried`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let id = try #require(
                    try await sos.send(.notice("ett", to: ["kommun-solna", "region-stockholm"])).id)
                let machine = try #require(try await exposed(.node, "kommun-solna-1", by: sos))
                #expect(machine.map(\.id) == [id] && machine.map(\.recipient) == ["kommun-solna"])
                #expect(machine.allSatisfy { $0.mustReseal })
                let relay = try #require(try await exposed(.relay, "relay-1", by: sos))
                #expect(relay.map(\.recipient) == ["kommun-solna", "region-stockholm"])
                #expect(relay.allSatisfy { !$0.contentReadable && !$0.mustReseal })
                #expect(
                    try await exposed(.relay, "relay-1", since: .latest, by: sos)?.isEmpty == true)
                #expect(try await exposed(.relay, "relay-2", by: sos)?.isEmpty == true)
                for (kind, name) in [
                    (ExposureOrder.Kind.relay, "relay-9"), (.node, "nobody-1"),
                    (.key, String(repeating: "0", count: 32)), (.key, "x"),
                    (.person, "person-9"), (.person, "Två Ord"),
                ] {
                    #expect(try await exposed(kind, name, by: sos) == nil)
                }
            }
        }

        @Test func `a person could read what the gates let her, and has read what the ledger says`()
            async throws
        {
            try await withWorld { world in
                try world.askForPersons()
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                try await sos.employ("person-1", named: "Bo Alm")
                try await solna.employ("person-1", named: "Anna Ek")
                // Another pseudonym of the same human, and somebody who needs nothing.
                try await solna.employ("person-2", named: "anna  ek")
                try await solna.employ("person-3", named: "Cecilia Ros") { $0.needs = [] }
                var order = SendOrder.notice("ett")
                order.person = try TestPerson.claim("person-1")
                let first = try #require(try await sos.send(order).id)
                let second = try #require(try await sos.send(order).id)
                try await solna.receiveAll(world)
                world.relay.clock.advance(seconds: 60)
                _ = try await solna.show(first, by: TestPerson.claim("person-1"))
                let opened = world.relay.clock.now
                let author = try #require(try await exposed(.person, "person-1", by: sos))
                #expect(Set(author.map(\.id)) == [first, second])
                for name in ["person-1", "person-2"] {
                    let found = try #require(try await exposed(.person, name, by: solna))
                    #expect(Set(found.map(\.id)) == [first, second])
                    #expect(found.first { $0.id == first }?.opened == opened)
                    #expect(found.first { $0.id == second }?.opened == nil)
                    #expect(found.allSatisfy { $0.delivered != nil && !$0.mustReseal })
                }
                #expect(try await exposed(.person, "person-3", by: solna)?.isEmpty == true)
                // She has left: what she has read stays, what she might have read is as it was then.
                world.relay.clock.advance(seconds: 60)
                _ = try await solna.removeFromRoster(RosterRemoveOrder(try PersonID("person-1")))
                let now = try await exposed(.person, "person-1", by: solna)
                #expect(now?.map(\.id) == [first])
                let then = try await exposed(.person, "person-1", since: opened, by: solna)
                #expect(Set(then?.map(\.id) ?? []) == [first, second])
            }
        }
    }
}
