import AlertSupport
import Carriers
import Delivery
import Foundation
import Handover
import Identity
import Labels
import Ledger
import RegionSupport
import Registry
import RelaySupport
import StorageSQLite
import TestSupport
import Testing

@testable import Node

extension NodeTests {
    /// Who is told of what came, how often, and what becomes of it when something fails.
    struct AlertTests {
        @Test func `a function is told of what comes, once, and of nothing that is in it`()
            async throws
        {
            try await withBoth { world, gateway in
                let solna = try await world.solna(telling: gateway)
                let line = try await solna.subscribe(.tib())
                let id = try await send(.flash, world)
                try await solna.receiveAll(world)
                #expect(await solna.subscriptions().map(\.waiting) == [1])
                try await solna.tellAlerts()
                try await solna.receiveAll(world)
                try await solna.tellAlerts()
                let text =
                    "SKARPT. Budkavle: 1 meddelande att hämta, blixt. Id \(id.prefix(12))."
                #expect(gateway.sent == [SMSMessage(to: "+46701740605", text: text)])
                #expect(await solna.subscriptions().map(\.waiting) == [0])
                let entries = try await solna.alertEntries()
                #expect(entries.count == 2)
                #expect(
                    entries.first
                        == "\(line.id) added: tib sms:+46701740605 routine actual")
                #expect(entries.last?.hasPrefix("\(line.id) told: 1 flash actual as ") == true)
                #expect(try await solna.ledger().last?.message == MessageID(hex: id))
            }
        }

        @Test(arguments: Precedence.allCases)
        func `only what is urgent enough, and of a status asked for, is told`(
            _ least: Precedence
        ) async throws {
            try await withBoth { world, gateway in
                let solna = try await world.solna(telling: gateway)
                _ = try await solna.subscribe(.tib(least: least))
                _ = try await solna.subscribe(.tib("+46701740606", statuses: [.exercise, .test]))
                for precedence in Precedence.allCases { _ = try await send(precedence, world) }
                try await solna.receiveAll(world)
                world.relay.clock.advance(seconds: 300)
                try await solna.tellAlerts()
                let wanted = Precedence.allCases.filter { $0 <= least }
                #expect(gateway.sent.count == wanted.count)
                #expect(gateway.sent.allSatisfy { $0.to == "+46701740605" })
            }
        }

        @Test func `a flood of routine is one alert with its number, and flash goes at once`()
            async throws
        {
            try await withBoth { world, gateway in
                let solna = try await world.solna(telling: gateway)
                _ = try await solna.subscribe(.tib())
                for _ in 0..<20 { _ = try await send(.routine, world) }
                try await solna.receiveAll(world)
                try await solna.tellAlerts()
                #expect(gateway.sent.isEmpty)
                _ = try await send(.flash, world)
                try await solna.receiveAll(world)
                try await solna.tellAlerts()
                #expect(gateway.sent.map { $0.text.contains("blixt") } == [true])
                world.relay.clock.advance(seconds: 299)
                try await solna.tellAlerts()
                #expect(gateway.sent.count == 1)
                world.relay.clock.advance(seconds: 1)
                try await solna.tellAlerts()
                #expect(gateway.sent.count == 2)
                #expect(gateway.sent.last?.text.contains("20 meddelanden att hämta, rutin") == true)
            }
        }

        @Test func `a killed node tells what it had taken in, and again what was under way`()
            async throws
        {
            try await withBoth { world, gateway in
                let solna = try await world.solna(telling: gateway)
                _ = try await solna.subscribe(.tib())
                _ = try await send(.flash, world)
                try await solna.receiveAll(world)
                try world.copyVault(of: "kommun-solna", to: "before-telling")
                let attempt = try #require(try await solna.nextAlert())
                try world.copyVault(of: "kommun-solna", to: "under-way")
                try await solna.tell(attempt)
                try world.copyVault(of: "kommun-solna", to: "afterwards")
                try await world.close(solna)
                #expect(gateway.sent.count == 1)
                for (name, requests) in [("under-way", 1), ("afterwards", 0)] {
                    let before = gateway.requestCount
                    let again = try await world.solna(in: name, telling: gateway)
                    try await again.tellAlerts()
                    #expect(gateway.requestCount == before + requests, "\(name)")
                    // Under the same key it is the same.
                    #expect(gateway.sent.count == 1, "\(name)")
                    #expect(await again.subscriptions().map(\.waiting) == [0])
                }
                let first = try await world.solna(in: "before-telling", telling: gateway)
                #expect(await first.subscriptions().map(\.waiting) == [1])
                try await first.tellAlerts()
                #expect(gateway.sent.count == 2)
            }
        }

        @Test func `a page that could not be kept is told of when it is kept, once`() async throws {
            try await withBoth { world, gateway in
                let path = try world.directory("kommun-solna").vault.path(percentEncoded: false)
                let store = FaultyVaultStore(try SQLiteVaultStore(path: path))
                let solna = try await world.node(
                    "kommun-solna", store: store,
                    alerts: AlertsConfiguration(sms: try world.configuration(of: gateway)))
                _ = try await solna.subscribe(.tib())
                _ = try await send(.flash, world)
                store.fail(after: 0)
                await #expect(throws: (any Error).self) { try await solna.receiveAll(world) }
                #expect(await solna.subscriptions().map(\.waiting) == [0])
                store.heal()
                try await solna.receiveAll(world)
                // The disk fills up while it is told: nothing notes that it was.
                let attempt = try #require(try await solna.nextAlert())
                store.fail(after: 0)
                await #expect(throws: (any Error).self) { try await solna.tell(attempt) }
                store.heal()
                try await solna.tellAlerts()
                #expect(gateway.requestCount == 2)
                #expect(gateway.sent.count == 1)
                #expect(await solna.subscriptions().map(\.waiting) == [0])
            }
        }

        @Test func `a gateway that fails is tried again with pauses, shown, and comes back`()
            async throws
        {
            try await withBoth { world, gateway in
                let solna = try await world.solna(telling: gateway)
                #expect(try await solna.rung("sms").state == .untried)
                #expect(try await solna.rung("sms").ceiling == "oppen")
                #expect(try await solna.rung("sms").bytesMax == 140)
                _ = try await solna.subscribe(.tib())
                _ = try await send(.flash, world)
                try await solna.receiveAll(world)
                gateway.mood = .fails
                try await solna.tellAlerts()
                #expect(try await solna.rung("sms").state == .down)
                #expect(try await solna.rung("sms").problem?.code == .failed)
                #expect(try await solna.rung("sms").owed == 1)
                try await solna.tellAlerts()
                #expect(gateway.requestCount == 1)
                gateway.mood = .well
                world.relay.clock.advance(seconds: 1)
                try await solna.tellAlerts()
                #expect(gateway.sent.count == 1)
                #expect(try await solna.rung("sms").state == .up)
                #expect(try await solna.rung("sms").problem == nil)
                #expect(try await solna.rung("sms").owed == 0)
            }
        }

        @Test func `what nobody was told before it expired is in the ledger`() async throws {
            try await withBoth { world, gateway in
                let solna = try await world.solna(telling: gateway)
                let line = try await solna.subscribe(.tib())
                var order = SendOrder.notice()
                order.precedence = "flash"
                order.expires = world.relay.clock.now.adding(seconds: 600).rfc3339
                let sos = try await world.node("sos-alarm")
                let id = try #require(try await sos.send(order).id)
                try await world.close(sos)
                try await solna.receiveAll(world)
                gateway.mood = .fails
                try await solna.tellAlerts()
                world.relay.clock.advance(seconds: 599)
                try await solna.tellAlerts()
                #expect(gateway.requestCount == 2)
                world.relay.clock.advance(seconds: 1)
                gateway.mood = .well
                try await solna.tellAlerts()
                #expect(gateway.sent.isEmpty)
                #expect(try await solna.alertEntries().last == "\(line.id) expired: 1 flash actual")
                #expect(try await solna.ledger().last?.message == MessageID(hex: id))
                #expect(try await solna.rung("sms").owed == 0)
            }
        }

        @Test func `an address that is refused for good is given up, and the channel goes on`()
            async throws
        {
            try await withBoth { world, gateway in
                let solna = try await world.solna(telling: gateway)
                let line = try await solna.subscribe(.tib())
                _ = try await send(.flash, world)
                try await solna.receiveAll(world)
                gateway.mood = .refuses
                try await solna.tellAlerts()
                let last = try #require(try await solna.alertEntries().last)
                #expect(last.hasPrefix("\(line.id) refused 422: 1 flash actual as "))
                #expect(try await solna.rung("sms").state == .untried)
                world.relay.clock.advance(seconds: 600)
                try await solna.tellAlerts()
                #expect(gateway.requestCount == 1)
            }
        }

        @Test func `nothing goes over thin links where policy lets nothing go there`() async throws
        {
            try await withBoth { world, gateway in
                let solna = try await world.solna(telling: gateway)
                _ = try await solna.subscribe(.tib())
                try world.directory("kommun-solna").region.writePolicy(
                    of: world.region, version: 2, at: world.relay.clock.now
                ) {
                    $0 == "levels.yaml" ? $1.replacing("qr, thin, wis]", with: "qr, wis]") : $1
                }
                #expect(try await solna.rereadRegion())
                _ = try await send(.flash, world)
                try await solna.receiveAll(world)
                try await solna.tellAlerts()
                #expect(gateway.requestCount == 0)
                #expect(try await solna.rung("sms").ceiling == nil)
                #expect(await solna.subscriptions().map(\.waiting) == [1])
                let material = await solna.material
                let found = Diagnosis.alerts(
                    [AlertTrial(channel: "sms", outcome: nil)], under: material,
                    at: world.relay.clock.now)
                #expect(found == [.alertsForbidden, .alertsUntried(channel: "sms")])
            }
        }

        @Test func `what is taken from somebody is gone, with what waits, and the ledger says so`()
            async throws
        {
            try await withBoth { world, gateway in
                let solna = try await world.solna(telling: gateway)
                let line = try await solna.subscribe(.tib())
                await #expect(throws: AlertError.alreadySubscribed(id: line.id)) {
                    try await solna.subscribe(.tib(least: .flash))
                }
                _ = try await send(.flash, world)
                try await solna.receiveAll(world)
                #expect(try await solna.unsubscribe(line.id).waiting == 1)
                await #expect(throws: AlertError.subscriptionUnknown(text: line.id)) {
                    try await solna.unsubscribe(line.id)
                }
                try await solna.tellAlerts()
                #expect(gateway.requestCount == 0)
                #expect(
                    try await solna.alertEntries().last
                        == "\(line.id) removed: tib sms:+46701740605 routine actual")
                try await world.close(solna)
                #expect(try await world.solna(telling: gateway).subscriptions().isEmpty)
            }
        }

        @Test func `who has no way there, or no such function, cannot subscribe`() async throws {
            try await withBoth { world, gateway in
                let solna = try await world.solna(telling: gateway)
                let function = try FunctionID("tib")
                await #expect(throws: AlertError.channelMissing(scheme: "mailto")) {
                    try await solna.subscribe(AlertOrder(function, at: "mailto:tib@solna.se"))
                }
                var order = RosterAddOrder(try PersonID("person-1"))
                order.name = "Anna Ek"
                order.functions = [try FunctionID("vb")]
                _ = try await solna.addToRoster(order)
                await #expect(throws: AlertError.functionUnknown(function)) {
                    try await solna.subscribe(.tib())
                }
                _ = try await solna.subscribe(
                    AlertOrder(try FunctionID("vb"), at: "sms:+46701740605"))
            }
        }

        @Test func `there is an end to how many are told`() async throws {
            try await withBoth { world, gateway in
                let solna = try await world.solna(telling: gateway)
                for number in 0..<NodeEngine.subscriptionsMax {
                    _ = try await solna.subscribe(.tib("+4670174\(1_000 + number)"))
                }
                await #expect(throws: AlertError.tooMany(limit: 64)) {
                    try await solna.subscribe(.tib())
                }
            }
        }

        @Test func `a node whose channel is set up wrongly opens, and says what is wrong`()
            async throws
        {
            try await withWorld { world in
                let wrong = AlertsConfiguration(
                    mail: MailConfiguration(
                        address: "smtp://mail.example", certificate: "finns-inte", from: "a@b.se"))
                let solna = try await world.node("kommun-solna", alerts: wrong)
                _ = try await solna.subscribe(
                    AlertOrder(try FunctionID("tib"), at: "mailto:tib@solna.se"))
                _ = try await send(.flash, world)
                try await solna.receiveAll(world)
                try await solna.tellAlerts()
                #expect(try await solna.rung("mailto").problem?.code == .certificateInvalid)
                let configuration = NodeConfiguration(
                    actor: try ActorID("kommun-solna"), node: try NodeID("kommun-solna-1"),
                    relays: [], genesis: try #require(world.region.registry.genesis),
                    alerts: wrong)
                let trials = await AlertTrial.all(
                    of: configuration, in: try world.directory("kommun-solna"), besides: nil)
                #expect(
                    trials == [
                        AlertTrial(
                            channel: "mailto",
                            outcome: .failed(GatewayProblem(.certificateInvalid)))
                    ])
            }
        }

        // MARK: Parts

        private func withBoth(
            _ body: (NodeWorld, SMSGateway) async throws -> Void
        ) async throws {
            try await withWorld { world in
                try await withSMS { gateway in try await body(world, gateway) }
            }
        }

        /// A notice from SOS Alarm that the relay has.
        private func send(_ precedence: Precedence, _ world: NodeWorld) async throws -> String {
            let sos = try await world.node("sos-alarm")
            var order = SendOrder.notice()
            order.precedence = precedence.rawValue
            let sent = try await sos.send(order)
            #expect(sent.state == "accepted")
            try await world.close(sos)
            return try #require(sent.id)
        }
    }
}
