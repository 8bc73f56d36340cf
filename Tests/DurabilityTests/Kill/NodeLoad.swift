import Node
import Synchronization

/// Sends through a running node, as `budkavle send` does, some messages in each life of the relay.
final class NodeLoad: Sendable {
    private let stage: KillStage
    private let state = Mutex(State())

    private struct State {
        var promised: Set<SentMessage> = []
        var acknowledged: Set<SentMessage> = []
    }

    private static let messagesPerRound = 2

    init(_ stage: KillStage) { self.stage = stage }

    /// Those the node has promised to deliver.
    var promised: Set<SentMessage> { state.withLock { $0.promised } }
    /// Those of which it said at once that the relay had signed for them.
    var acknowledged: Set<SentMessage> { state.withLock { $0.acknowledged } }

    func work(_ caller: Int, during rounds: Rounds) async throws {
        var number = 0
        while !rounds.isOver {
            try await rounds.reached(number / Self.messagesPerRound + 1)
            number += 1
            try await send("Nod \(caller) nr \(number)")
        }
    }

    func send(_ subject: String) async throws {
        var order = SendOrder(
            body: Array("\(subject)\nPåhittad text.".utf8), level: "sekretess", status: "actual")
        order.kind = "notice"
        order.to = [KillStage.receiver]
        order.ground = KillStage.ground
        guard case .sent(let reply) = try await stage.ask(KillStage.sender, .send(order)),
            let id = reply.id
        else { throw StageError.refused(subject) }
        let message = SentMessage(id: id, subject: subject)
        state.withLock { state in
            state.promised.insert(message)
            if reply.state == "accepted" { state.acknowledged.insert(message) }
        }
    }
}
