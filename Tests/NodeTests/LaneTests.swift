import Carriers
import Delivery
import Foundation
import Identity
import Labels
@testable import Node
import RegionSupport
import RelaySupport
import Storage
import StorageSQLite
import TestSupport
import Testing

extension NodeTests {
    /// What is urgent goes first, at the sender and at the receiver.
    struct LaneTests {
        private static func order(
            _ text: String, _ precedence: Precedence, to recipients: [String] = ["kommun-solna"]
        ) -> SendOrder {
            var order = SendOrder.notice(text, to: recipients)
            order.precedence = precedence.rawValue
            return order
        }

        /// A node with messages that found no relay, at a time when their pauses are over.
        private static func backlog(
            of lanes: [Precedence], _ world: NodeWorld
        ) async throws -> NodeEngine {
            let cut = try await world.node("sos-alarm", isReachable: false)
            for (number, lane) in lanes.enumerated() {
                _ = try await cut.send(order("\(number)", lane))
            }
            try await world.close(cut)
            let engine = try await world.node("sos-alarm")
            world.relay.clock.advance(seconds: 600)
            return engine
        }

        @Test func `attempts are made in the order of lanes, each within its bound`() async throws {
            try await withWorld { world in
                let lanes: [Precedence] =
                    [.routine, .routine, .priority, .routine, .immediate, .routine, .routine]
                    + [.routine, .flash]
                let sos = try await Self.backlog(of: lanes, world)
                try await sos.tick()
                var found: [Precedence] = []
                while let attempt = await sos.nextAttempt() { found.append(attempt.lane) }
                #expect(
                    found == [.flash, .immediate, .priority] + Array(repeating: .routine, count: 4))
            }
        }

        /// Messages in the way; more where `BUDKAVLE_MESSAGES` asks for them.
        private static let bulk =
            ProcessInfo.processInfo.environment["BUDKAVLE_MESSAGES"].flatMap { Int($0) } ?? 120

        @Test(.timeLimit(.minutes(60)))
        func `a flash message passes a queue and a large upload that hardly moves`() async throws {
            try await withWorld { world in
                let sos = try await Self.backlog(
                    of: Array(repeating: .routine, count: Self.bulk), world)
                try await withSlowUpload(by: "sos-alarm", world) {
                    try await sos.tick()
                    async let work: Void = sos.work()
                    try await eventually("some have gone", withinSeconds: 600) {
                        await sos.outbox().count { $0.state == .accepted } >= 4
                    }
                    let before = await world.relay.store.latest()?.value ?? 0
                    let reply = try await sos.send(Self.order("blixt", .flash))
                    #expect(reply.state == "accepted")
                    let waiting = await sos.outbox().count { $0.state == .queued }
                    #expect(waiting > Self.bulk / 2, "it did not wait for them")
                    let log = try await world.relay.store.mailbox(
                        of: ActorID("kommun-solna"), after: .start,
                        limit: PageLimit(entriesMax: 1, bytesMax: 1))
                    let flash = try #require(log.entries.first)
                    #expect(flash.precedence == .flash)
                    // Those that were out already, and those that took their places while it was
                    // sealed and sent.
                    #expect(
                        flash.index.value - before <= 16,
                        "\(flash.index.value - before - 1) went before")
                    try await work
                }
                #expect(try await sos.status().queued == 0)
            }
        }

        @Test func `whoever sends flash does not wait for what else is due`() async throws {
            try await withWorld { world in
                let sos = try await Self.backlog(
                    of: Array(repeating: .routine, count: 6), world)
                try await sos.tick()
                #expect(try await sos.send(Self.order("blixt", .flash)).state == "accepted")
                #expect(try await sos.status().lanes.map(\.queued) == [0, 0, 0, 6])
                // Whoever sends something of the same lane waits for its turn.
                #expect(try await sos.send(Self.order("rutin", .routine)).state == "accepted")
                #expect(try await sos.status().queued == 0)
            }
        }

        @Test func `a node that comes back gets flash first, shows it first, and says so first`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                for number in 0..<6 {
                    _ = try await sos.send(Self.order("\(number)", .routine))
                    world.relay.clock.advance(seconds: 1)
                }
                let flash = try #require(try await sos.send(Self.order("blixt", .flash)).id)
                world.relay.clock.advance(seconds: 1)
                let waiting = Task { await solna.awaitInbox(known: 0, seconds: 60) }
                #expect(try await solna.receive(from: world.relayID(), waitSeconds: 0) == 1)
                #expect(await waiting.value.map(\.id) == [flash])
                world.relay.clock.advance(seconds: 1)
                #expect(try await solna.receive(from: world.relayID(), waitSeconds: 0) == 6)
                let lines = await solna.inbox()
                #expect(lines.first?.id == flash, "although the others came later")
                let unread = try await solna.status().lanes.map(\.unread)
                #expect(unread == [1, 0, 0, 6])
                // Its receipt stands before theirs too.
                try await solna.postReceipts()
                let client = try world.relay.client("sos-alarm")
                let page = try await client.mailbox(after: nil)
                await client.shutdown()
                #expect(page.entries.map(\.kind) == [.deliveredReceipt])
                try await sos.receiveAll(world)
                #expect(try await sos.facts(of: flash, at: "kommun-solna").contains("delivered"))
                // Once somebody has opened it, it takes its place among the others.
                _ = try await solna.show(flash)
                #expect(await solna.inbox().last?.id == flash)
            }
        }

        @Test func `the inbox has what is urgent and unopened on top, then the newest`()
            async throws
        {
            try await withWorld { world in
                let sos = try await world.node("sos-alarm")
                let solna = try await world.node("kommun-solna")
                var ids: [Precedence: String] = [:]
                for lane in [Precedence.flash, .priority, .immediate, .routine] {
                    ids[lane] = try await sos.send(Self.order(lane.rawValue, lane)).id
                    world.relay.clock.advance(seconds: 1)
                    try await solna.receiveAll(world)
                }
                func order() async -> [Precedence] {
                    await solna.inbox().compactMap { line in
                        ids.first { $0.value == line.id }?.key
                    }
                }
                #expect(await order() == [.flash, .immediate, .routine, .priority])
                _ = try await solna.show(try #require(ids[.flash]))
                #expect(await order() == [.immediate, .routine, .priority, .flash])
                _ = try await solna.acknowledge(try #require(ids[.immediate]))
                #expect(await order() == [.routine, .immediate, .priority, .flash])
            }
        }

        @Test(arguments: [
            (Problem(.rateLimited, retryAfterSeconds: 7), BusyScope.lane),
            (Problem(.overloaded, retryAfterSeconds: 7), .lane),
            (Problem(.stopping, retryAfterSeconds: 7), .relay),
            (Problem(.storeFull, retryAfterSeconds: 7), .relay),
            (Problem(.storeUnavailable, retryAfterSeconds: 7), .relay),
            (Problem(.storeFull, recipient: "kommun-solna", retryAfterSeconds: 7), .message),
        ])
        func `what a busy relay asks for holds up what it is about`(
            _ problem: Problem, _ scope: BusyScope
        ) {
            #expect(AttemptOutcome(problem) == .busy(retryAfterSeconds: 7, of: scope))
        }
    }
}
