import Foundation
import Identity
import Labels
import Node
import ProgramSupport
import TestSupport
import Testing

/// A flash message and much that is routine, through real programs.
struct LaneStories {
    /// Messages in the way, so many that some still are when the flash comes; ten thousand with
    /// `make test-long`.
    private static let bulk =
        ProcessInfo.processInfo.environment["BUDKAVLE_MESSAGES"].flatMap { Int($0) } ?? 500

    /// One turn at the relay: what is counted is order, not time.
    private static let batch = 32

    @Test(.timeLimit(.minutes(60)))
    func `flash passes what waits at its sender, and at a node that comes back`() async throws {
        try await NodeStage.with { stage in
            let program = try await stage.startedNode()
            defer { program.abandon() }
            let sender = Self.client(of: stage.node)
            // Nobody listens yet: all of it waits.
            try await Self.send(Self.bulk, over: sender)
            var relay = try await stage.startedRelay()
            defer { relay.abandon() }
            let flash = try await Self.flash(over: sender)

            try await eventually("all has gone", withinSeconds: 6_000, pause: .milliseconds(200)) {
                try await Self.states(of: sender).count { $0 == .accepted } == Self.bulk + 1
            }
            try await relay.killNow()
            let solna = try await Self.startedNode(stage)
            defer { solna.program.abandon() }
            // Asked before anything can come.
            async let first = solna.client.call(.awaitInbox(known: 0, seconds: 60))
            relay = try await stage.startedRelay()
            guard case .inbox(let come)? = try await first else {
                Issue.record("the node does not answer")
                return
            }
            #expect(come.first?.id == flash)
            try await eventually("all has come", withinSeconds: 6_000, pause: .milliseconds(200)) {
                try await Self.inbox(of: solna.client).count == Self.bulk + 1
            }
            let inbox = try await Self.inbox(of: solna.client)
            #expect(inbox.first?.id == flash)
            let received = try #require(inbox.first).received
            #expect(inbox.allSatisfy { $0.received >= received }, "it came before all others")
            #expect(Set(inbox.map(\.id)).count == Self.bulk + 1)
        }
    }

    /// Sends one flash message while routine ones go, and counts how many of them went meanwhile.
    ///
    /// - Returns: its id.
    private static func flash(over sender: NodeSocketClient) async throws -> String {
        try await eventually("some have gone", withinSeconds: 300) {
            try await states(of: sender).contains(.accepted)
        }
        guard case .sent(let reply)? = try await sender.call(.send(order("blixt", .flash))),
            let id = reply.id
        else { throw LaneStoryError.notSent }
        let after = try await outbox(of: sender)
        #expect(reply.state == "accepted")
        #expect(after.contains { $0.state != .accepted }, "nothing was in its way")
        let created = try #require(after.first { $0.id == id }).created
        let accepted = try #require(try await acceptance(of: id, over: sender))
        var passed = 0
        for line in after where line.id != id && line.state == .accepted {
            guard let time = try await acceptance(of: line.id, over: sender) else { continue }
            // While it was on its way, by the relay's own receipts.
            if created < time, time < accepted { passed += 1 }
        }
        #expect(passed <= batch, "\(passed) routine messages went before it")
        return id
    }

    private static func acceptance(
        of id: String, over client: NodeSocketClient
    ) async throws -> Timestamp? {
        guard case .track(let reply)? = try await client.call(.track(id: id)) else {
            throw LaneStoryError.silent
        }
        return reply.recipients.first?.facts["accepted"]
    }

    private static func send(_ count: Int, over client: NodeSocketClient) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                if number >= 8 { try await group.next() }
                group.addTask {
                    let call = NodeCall.send(order("\(number)", .routine))
                    guard case .sent? = try await client.call(call) else {
                        throw LaneStoryError.notSent
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func order(_ text: String, _ precedence: Precedence) -> SendOrder {
        var order = SendOrder(body: Array(text.utf8), level: "oppen", status: "actual")
        order.kind = "notice"
        order.to = ["kommun-solna"]
        order.precedence = precedence.rawValue
        return order
    }

    private static func states(
        of client: NodeSocketClient
    ) async throws -> [SentDelivery.State] { try await outbox(of: client).map(\.state) }

    private static func outbox(of client: NodeSocketClient) async throws -> [OutboxLine] {
        guard case .outbox(let lines)? = try await client.call(.outbox) else {
            throw LaneStoryError.silent
        }
        return lines
    }

    private static func inbox(of client: NodeSocketClient) async throws -> [InboxLine] {
        guard case .inbox(let lines)? = try await client.call(.inbox) else {
            throw LaneStoryError.silent
        }
        return lines
    }

    private static func client(of directory: String) -> NodeSocketClient {
        NodeSocketClient(
            socket: NodeDirectory(URL(filePath: directory, directoryHint: .isDirectory)).socket)
    }

    /// The recipient's node, which finds no relay.
    private static func startedNode(
        _ stage: NodeStage
    ) async throws -> (program: RunningProgram, client: NodeSocketClient) {
        let directory = stage.scratch.path("solna")
        try await stage.done([
            "node", "init", directory, "--actor", "kommun-solna", "--registry", stage.region,
            "--relay", "https://127.0.0.1:\(stage.port)",
        ])
        let log = stage.scratch.url.appending(path: "solna.log")
        let program = try RunningProgram(
            BuiltProgram.budkavle.url(),
            [
                "node", "run", "--node", directory, "--key-file",
                stage.region + "/private/actors/kommun-solna/key",
            ], output: log, errors: log)
        let client = client(of: directory)
        try await eventually("the node answers") { try await client.call(.status) != nil }
        return (program, client)
    }
}

private enum LaneStoryError: Error {
    case notSent, silent
}
