import Foundation
import Identity
@testable import Node
import RelaySupport
import Testing
import WISSupport

extension NodeTests {
    /// Which way holds, what people do meanwhile, and what the next shift is told.
    struct ShiftTests {
        @Test func `the routine is that of the rung in force, level by level`() async throws {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                _ = try await sos.synchronise()
                let status = try await sos.status()
                #expect(status.rung == .relay)
                for line in status.inForce {
                    #expect(line.rung == "relays")
                    #expect(line.routine?.first?.hasPrefix("Skicka som vanligt.") == true)
                    #expect(line.lastRoutine == nil)
                }
                let open = try #require(status.inForce.first { $0.level == "oppen" })
                let secrecy = try #require(status.inForce.first { $0.level == "sekretess" })
                #expect(open.routine != secrecy.routine)
            }
        }

        @Test func `where nothing goes by itself people carry, and know what to do after that`()
            async throws
        {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                _ = try await sos.send(.notice())
                let status = try await sos.status()
                #expect(status.rung == .none)
                let line = try #require(status.inForce.first { $0.level == "sekretess" })
                #expect(line.rung == "bundle" && line.passedOver == ["relays"])
                #expect(line.routine?.contains { $0.contains("budkavle bundle export") } == true)
                #expect(line.lastRoutine?.first?.hasPrefix("Ring TiB") == true)
                let secret = try #require(status.inForce.first { $0.level == "hemlig" })
                #expect(secret.routine != line.routine && secret.lastRoutine != line.lastRoutine)
            }
        }

        @Test func `with WIS alone the node does not say that nothing answers`() async throws {
            try await withoutRelay { world in
                try await withWIS { gateway in
                    let sos = try await world.node("sos-alarm", isReachable: false, by: gateway)
                    #expect(try await sos.send(.openNotice()).state == "published")
                    #expect(try await sos.status().rung == .untried)
                    _ = try await sos.send(.notice())
                    let status = try await sos.status()
                    #expect(status.rung == .wis)
                    #expect(try await sos.way("oppen") == "wis")
                    #expect(try await sos.way("sekretess") == "bundle")
                    gateway.mood = .fails
                    try await world.until("wis", of: sos, is: .down)
                    #expect(try await sos.status().rung == .none)
                }
            }
        }

        @Test func `a level that policy gives no way has the routine for that`() async throws {
            try await withoutRelay { world in
                let material = try BundleStick(world: world).material(version: 2) { name, text in
                    name == "levels.yaml"
                        ? text.replacing("carriers: [relay, peer, bundle]", with: "carriers: []")
                        : text
                }
                let sos = try await world.node(
                    "sos-alarm", material: material, isReachable: false)
                let lines = try await sos.status().inForce
                let line = try #require(lines.first { $0.level == "hemlig" })
                #expect(line.rung == nil && line.passedOver.isEmpty && line.lastRoutine == nil)
                #expect(line.routine?.first == "Säg inget om innehållet i telefon eller Rakel.")
            }
        }

        @Test func `a policy without routines is told as one, and nothing else stands there`()
            async throws
        {
            try await withoutRelay { world in
                let material = try BundleStick(world: world).material(version: 2) { name, text in
                    guard name == "carriers.yaml", let start = text.range(of: "routines:\n") else {
                        return text
                    }
                    return String(text[..<start.lowerBound])
                }
                let sos = try await world.node(
                    "sos-alarm", material: material, isReachable: false)
                for line in try await sos.status().inForce {
                    #expect(line.routine == nil && line.lastRoutine == nil)
                }
            }
        }

        @Test func `a message is told to the next shift until everybody has signed for it`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let id = try #require(
                    try await sos.send(.notice(to: ["kommun-solna", "region-stockholm"])).id)
                var urgent = SendOrder.notice(to: ["region-stockholm"])
                urgent.precedence = "flash"
                let flash = try #require(try await sos.send(urgent).id)
                let solna = try await world.node("kommun-solna")
                try await solna.receiveAll(world)
                try await solna.postReceipts()
                try await sos.receiveAll(world)
                var shift = try await sos.shift()
                #expect(shift.underway.map(\.id) == [flash, id])
                #expect(shift.underway.allSatisfy { $0.missing == ["region-stockholm"] })
                #expect(shift.underway.map(\.recipients) == [1, 2])
                #expect(shift.level == "sekretess")
                #expect(try JSONEncoder().encode(shift).range(of: Data("Vatten".utf8)) == nil)
                let region = try await world.node("region-stockholm")
                try await region.receiveAll(world)
                try await region.postReceipts()
                try await sos.receiveAll(world)
                shift = try await sos.shift()
                #expect(shift.underway.isEmpty && shift.level == "oppen")
            }
        }

        @Test func `what nobody took is told until a day after its end; what was called back, not`()
            async throws
        {
            try await withoutRelay { world in
                let sos = try await world.node("sos-alarm", isReachable: false)
                let expires = world.relay.clock.now.adding(seconds: 3_600)
                var order = SendOrder.notice()
                order.expires = expires.rfc3339
                let id = try #require(try await sos.send(order).id)
                let other = try #require(try await sos.send(.notice()).id)
                _ = try await sos.cancel(other)
                #expect(try await sos.shift().underway.map(\.id) == [id])
                world.relay.clock.advance(seconds: 3_600 + 86_400 - 1)
                #expect(try await sos.shift().underway.map(\.id) == [id])
                world.relay.clock.advance(seconds: 1)
                #expect(try await sos.shift().underway.isEmpty)
            }
        }
    }
}
