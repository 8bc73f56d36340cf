import Bundles
import Foundation
@testable import Node
import RelaySupport
import Testing

extension NodeTests {
    /// From one node to another and back with nothing between them but files.
    struct BundleTests {
        @Test func `a stick carries a message out and its receipts home, which alone count`()
            async throws
        {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                let id = try #require(try await sos.send(.notice("Läckan är lagad.")).id)
                let out = stick.path("till solna å.kavle")
                let exported = try await sos.export(to: out)
                #expect(exported.messages == 1 && exported.leftOut.isEmpty)
                // Written is not delivered.
                #expect(try await sos.facts(of: id, at: "kommun-solna") == ["expected"])
                #expect(await sos.outbox().map(\.state) != [.delivered])

                let imported = try await solna.importBundles([out])
                #expect(imported.refusals == [nil] && imported.absent.isEmpty)
                #expect(imported.messages == .init(new: 1))
                #expect(await solna.inbox().map(\.id) == [id])
                let home = stick.path("hem.kavle")
                #expect(try await solna.answerBundle(out, into: home).receipts == 1)
                #expect(try await sos.importBundles([home]).receipts == .init(new: 1))
                #expect(
                    try await sos.facts(of: id, at: "kommun-solna") == ["expected", "delivered"])
                #expect(await sos.outbox().map(\.state) == [.delivered])
                // Nothing is left to carry.
                #expect(try await sos.export(to: stick.path("tom.kavle")).messages == 0)

                #expect(
                    try await solna.show(id).body == Array("Läckan är lagad.".utf8))
                _ = try await solna.acknowledge(id)
                let again = stick.path("hem-2.kavle")
                #expect(try await solna.answerBundle(out, into: again).receipts == 3)
                #expect(
                    try await sos.importBundles([again]).receipts == .init(new: 2, known: 1))
                #expect(
                    try await sos.facts(of: id, at: "kommun-solna")
                        == ["expected", "delivered", "opened", "acknowledged"])
            }
        }

        @Test func `the same bundle any number of times changes nothing`() async throws {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                _ = try await sos.send(.notice("ett"))
                _ = try await sos.send(.notice("två"))
                let out = stick.path("ut.kavle")
                try await sos.export(to: out)
                let first = try await solna.importBundles([out, out])
                #expect(first.messages == .init(new: 2, known: 2))
                let (receipts, ledger) = (await solna.receiptsWaiting, try await solna.ledger())
                let second = try await solna.importBundles([out])
                #expect(second.messages == .init(known: 2) && !second.regionChanged)
                #expect(await solna.receiptsWaiting == receipts)
                #expect(try await solna.ledger().count == ledger.count)
                #expect(await solna.inbox().count == 2)
                let home = stick.path("hem.kavle")
                try await solna.answerBundle(out, into: home)
                _ = try await sos.importBundles([home])
                let entries = try await sos.ledger().count
                #expect(try await sos.importBundles([home]).receipts == .init(known: 1))
                #expect(try await sos.ledger().count == entries)
            }
        }

        @Test func `receipts owed go along on the next stick to whoever they are for`()
            async throws
        {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                let id = try #require(try await sos.send(.notice()).id)
                let out = stick.path("ut.kavle")
                try await sos.export(to: out)
                _ = try await solna.importBundles([out])
                _ = try await solna.show(id)
                let back = stick.path("svar.kavle")
                let reply = try #require(
                    try await solna.send(.notice("Tack.", to: ["sos-alarm"])).id)
                let exported = try await solna.export(to: back, for: "sos-alarm")
                #expect(exported.messages == 1 && exported.receipts == 2)
                let elsewhere = try await solna.export(
                    to: stick.path("x.kavle"), for: "region-stockholm")
                #expect(elsewhere.messages == 0 && elsewhere.receipts == 0)
                let imported = try await sos.importBundles([back])
                #expect(imported.messages == .init(new: 1))
                #expect(imported.receipts == .init(new: 2))
                #expect(await sos.inbox().map(\.id) == [reply])
                #expect(
                    try await sos.facts(of: id, at: "kommun-solna")
                        == ["expected", "delivered", "opened"])
            }
        }

        @Test func `several sticks may come in any order, one at a time, and one be missing`()
            async throws
        {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                for number in 1...4 {
                    var order = SendOrder.notice("nummer \(number)")
                    order.body += [UInt8](repeating: 0x20, count: 100_000)
                    order.precedence = number == 4 ? "flash" : "routine"
                    _ = try await sos.send(order)
                }
                let out = stick.path("ut.kavle")
                var least = 0
                do { try await sos.export(to: out, partMaxBytes: 1_000) } catch let error
                    as BundleError
                {
                    if case .partTooSmall(_, let needed) = error { least = needed }
                }
                try #require(least > 0)
                #expect(!FileManager.default.fileExists(atPath: stick.path("ut-1.kavle")))
                let size = max(least, 250_000)
                let exported = try await sos.export(to: out, partMaxBytes: size)
                let paths = exported.parts.map(\.path)
                try #require(paths.count > 2)
                #expect(exported.messages == 4)
                #expect(exported.parts.allSatisfy { $0.bytes <= UInt64(size) })
                // What is urgent is on the first stick that has messages.
                let urgent = try await paths.asyncFirst { path in
                    try await solna.inspectBundle(path).contents?.messages.isEmpty == false
                }
                #expect(
                    try await solna.inspectBundle(#require(urgent)).contents?.messages.first?
                        .precedence == "flash")

                let last = try await solna.importBundles([paths[paths.count - 1]])
                #expect(last.absent.map(\.numbers) == [Array(1..<paths.count)])
                let some = try await solna.importBundles([paths[1], paths[0], paths[1]])
                #expect(some.refusals == [nil, nil, nil])
                #expect(some.messages.refused == 0)
                let rest = try await solna.importBundles(paths.reversed())
                #expect(rest.absent.isEmpty)
                #expect(rest.messages.new + rest.messages.known == 4)
                #expect(await solna.inbox().count == 4)
            }
        }

        @Test func `with the key everything of it is shown, to others size and destination`()
            async throws
        {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                let id = try #require(try await sos.send(.notice()).id)
                let out = stick.path("ut.kavle")
                let exported = try await sos.export(to: out)
                let shown = try await solna.inspectBundle(out)
                #expect(shown.destination == "kommun-solna")
                #expect(shown.bytes == exported.parts[0].bytes)
                let contents = try #require(shown.contents)
                #expect(contents.from == "sos-alarm/sos-alarm-1" && contents.distrust == nil)
                #expect(contents.bundle == exported.bundle && contents.status == "actual")
                #expect(contents.messages.map(\.id) == [id])
                #expect(contents.messages.first?.level == "sekretess")
                #expect(contents.entries["message"] == 1)
                #expect(await solna.inbox().isEmpty)
                let others = try await sos.inspectBundle(out)
                #expect(others.contents == nil && others.bytes == shown.bytes)
                #expect(others.refusal == .elsewhere(destination: "kommun-solna"))
            }
        }

        @Test func `what has not been imported cannot be answered`() async throws {
            try await withoutRelay { world in
                let stick = BundleStick(world: world)
                let sos = try await world.node("sos-alarm", isReachable: false)
                let solna = try await world.node("kommun-solna", isReachable: false)
                _ = try await sos.send(.notice())
                let out = stick.path("ut.kavle")
                try await sos.export(to: out)
                await #expect(throws: NodeError.bundleUnanswerable(path: out)) {
                    try await solna.answerBundle(out, into: stick.path("hem.kavle"))
                }
                #expect(!FileManager.default.fileExists(atPath: stick.path("hem.kavle")))
                await #expect(throws: NodeError.self) {
                    try await sos.export(to: stick.path("x.kavle"), for: "sos-alarm")
                }
            }
        }
    }
}

extension [String] {
    /// The first for which `holds`.
    fileprivate func asyncFirst(where holds: (String) async throws -> Bool) async rethrows
        -> String?
    {
        for element in self where try await holds(element) { return element }
        return nil
    }
}
