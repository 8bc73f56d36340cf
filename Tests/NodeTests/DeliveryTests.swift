import Carriers
import Foundation
import Handover
import Identity
import Ledger
@testable import Node
import Pictures
import RegionSupport
import RelaySupport
import Testing

extension NodeTests {
    /// From one node through the relay to another, and back.
    struct DeliveryTests {
        @Test func `a message is delivered, opened and acknowledged, and its sender sees each`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                let reply = try await sos.send(.notice("Läckan är lagad.\nVatten från kl. 09."))
                let id = try #require(reply.id)
                #expect(reply.state == "accepted")
                #expect(
                    try await sos.facts(of: id, at: "kommun-solna") == ["expected", "accepted"])
                #expect(try await solna.receiveAll(world) == 1)
                try await solna.postReceipts()
                try await sos.receiveAll(world)
                #expect(
                    try await sos.facts(of: id, at: "kommun-solna")
                        == ["expected", "accepted", "delivered"])
                let shown = try await solna.show(id)
                #expect(shown.body == Array("Läckan är lagad.\nVatten från kl. 09.".utf8))
                #expect(shown.text?.sv.contains("INFORMATIONSUNDERRÄTTELSE") == true)
                #expect(shown.text?.en.contains("NOTICE") == true)
                _ = try await solna.acknowledge(id)
                try await solna.postReceipts()
                try await sos.receiveAll(world)
                #expect(
                    try await sos.facts(of: id, at: "kommun-solna") == [
                        "expected", "accepted", "delivered", "opened", "acknowledged",
                    ])
                #expect(
                    try await solna.ledger().map(\.event) == [.delivered, .opened, .acknowledged])
            }
        }

        @Test func `map data and alerts arrive byte for byte, broken ones do not leave`()
            async throws
        {
            let map = """
                {"type": "Feature", "properties": {"name": "Läckan"},
                 "geometry": {"type": "Point", "coordinates": [18.0, 59.4]}}

                """
            // In Latin-1, out of order, with line ends of its own: nothing of that is ours to mend.
            let alert = """
                <?xml version='1.0' encoding='ISO-8859-1'?>\r\n<alert
                 xmlns="urn:oasis:names:tc:emergency:cap:1.2"><sender>a</sender>
                <identifier>i</identifier><sent>2026-11-23T06:10:00+01:00</sent><status>Actual</status>
                <msgType>Alert</msgType><scope>Public</scope><note>
                """
            let latin = Array(alert.utf8) + [0xE5] + Array("</note></alert>\r\n".utf8)
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                for (body, kind) in [(Array(map.utf8), "picture"), (latin, "notice")] {
                    var order = SendOrder.notice()
                    order.body = body
                    order.kind = nil
                    let id = try #require(try await sos.send(order).id)
                    try await solna.receiveAll(world)
                    let shown = try await solna.show(id)
                    #expect(shown.body == body && shown.line.kind == kind)
                }
                var order = SendOrder.notice()
                order.kind = nil
                order.body = Array(map.replacing("59.4", with: "159.4").utf8)
                await #expect(
                    throws: PicturesError.geoInvalid(
                        .latitudeOutside(159.4), path: "$.geometry.coordinates")
                ) { try await sos.send(order) }
                #expect(try await solna.receiveAll(world) == 0)
            }
        }

        @Test func `what the receiver's own policy denies is kept as refused, and its sender told`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node(
                    "kommun-solna", material: Self.strict(world, receiving: "oppen"))
                let id = try #require(try await sos.send(.notice()).id)
                #expect(try await solna.receiveAll(world) == 1)
                #expect(await solna.inbox().isEmpty)
                let refused = try await solna.status().refused
                #expect(refused.map(\.id) == [id])
                #expect(refused.first?.originator == "sos-alarm")
                #expect(refused.first?.reason == ArrivalDefect(.denied))
                #expect(refused.first?.gates.map(\.id) == ["actor.ceiling"])
                try await solna.postReceipts()
                try await sos.receiveAll(world)
                #expect(
                    try await sos.facts(of: id, at: "kommun-solna")
                        == ["expected", "accepted", "refused"])
            }
        }

        @Test func `a policy that permits the level just so lets the same message in`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node(
                    "kommun-solna", material: Self.strict(world, receiving: "sekretess"))
                let id = try #require(try await sos.send(.notice()).id)
                try await solna.receiveAll(world)
                #expect(await solna.inbox().map(\.id) == [id])
                #expect(try await solna.status().refused.isEmpty)
            }
        }

        @Test func `the same page twice is harmless`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                let first = try #require(try await sos.send(.notice("ett")).id)
                let second = try #require(try await sos.send(.notice("två")).id)
                let client = try world.relay.client("kommun-solna")
                let page = try await client.mailbox(after: nil)
                await client.shutdown()
                try await solna.take(page, from: world.relayID())
                let receipts = await solna.receiptsWaiting
                try await solna.take(page, from: world.relayID())
                #expect(page.entries.count == 2)
                #expect(Set(await solna.inbox().map(\.id)) == [first, second])
                #expect(await solna.receiptsWaiting == receipts)
                #expect(try await solna.ledger().map(\.event) == [.delivered, .delivered])
                #expect(try await solna.status().gaps.isEmpty)
            }
        }

        @Test func `whoever waits is given what came since, though the clock was set back`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                let first = try #require(try await sos.send(.notice("ett")).id)
                try await solna.receiveAll(world)
                world.relay.clock.advance(seconds: -60)
                let second = try #require(try await sos.send(.notice("två")).id)
                try await solna.receiveAll(world)
                #expect(await solna.awaitInbox(known: 0, seconds: 0).map(\.id) == [first, second])
                #expect(await solna.awaitInbox(known: 1, seconds: 0).map(\.id) == [second])
                #expect(await solna.awaitInbox(known: 2, seconds: 0).isEmpty)
                // A node that starts again counts on.
                try await world.close(solna)
                let again = try await world.node("kommun-solna")
                #expect(await again.awaitInbox(known: 1, seconds: 0).map(\.id) == [second])
                #expect(await again.awaitInbox(known: -1, seconds: 0).count == 2)
            }
        }

        @Test func `a message that replaces another marks it, though both come at once`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                let old = try #require(try await sos.send(.notice("gammalt")).id)
                let new = try #require(
                    try await sos.send(SendOrder.notice("nytt").superseding(old)).id)
                try await solna.receiveAll(world)
                let lines = await solna.inbox()
                #expect(lines.first { $0.id == old }?.supersededBy == new)
                let newer = try #require(lines.first { $0.id == new })
                #expect(newer.supersededBy == nil)
            }
        }

        @Test func `a number that never comes is shown as a gap`() async throws {
            try await withWorld { world in
                let first = try await world.node("sos-alarm")
                _ = try await first.send(.notice("ett"))
                try await world.close(first)
                let cut = try await world.node("sos-alarm", isReachable: false)
                let never = try #require(try await cut.send(.notice("två")).id)
                #expect(try await cut.cancel(never).state == "cancelled")
                try await world.close(cut)
                let third = try await world.node("sos-alarm")
                let last = try #require(try await third.send(.notice("tre")).id)
                let solna = try await world.node("kommun-solna")
                try await solna.receiveAll(world)
                let gap = GapLine(
                    originator: "sos-alarm", level: "sekretess", status: "actual", first: 2,
                    last: 2)
                #expect(try await solna.status().gaps == [gap])
                #expect(await solna.inbox().first { $0.id == last }?.gapNoticed == "2–2")
                // And still after a start.
                try await world.close(solna)
                #expect(try await world.node("kommun-solna").status().gaps == [gap])
            }
        }

        /// The relay's policy but for what Solna may receive, one version on.
        private static func strict(
            _ world: NodeWorld, receiving level: String
        ) throws -> RegionMaterial {
            let directory = RegionDirectory(world.place.appending(path: "strict-\(level)"))
            try directory.write(world.region.registry)
            try directory.writePolicy(of: world.region, version: 2, at: world.region.now) {
                name, text in
                guard name == "actors.yaml", let start = text.range(of: "- id: kommun-solna\n"),
                    let line = text.range(
                        of: "receive: konfidentiell",
                        range: start.upperBound..<text.endIndex)
                else { return text }
                return text.replacingCharacters(in: line, with: "receive: \(level)")
            }
            let (material, refusals) = try directory.load(at: world.region.now)
            try #require(refusals.isEmpty)
            return material
        }
    }
}
