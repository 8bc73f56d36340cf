import Foundation
import Node
import Wording

extension DemoStage {
    /// Two nodes send; in the middle the relay dies, without warning, and comes back.
    func killRelay() async throws -> [Phrase] {
        // The actor that will catch up later leaves now.
        let traveller = try child(DemoCast.traveller)
        try require(await traveller.end(), "a node ends when asked")
        forget(DemoCast.traveller)
        _ = try await auditLedger(saving: true)
        let senders = [DemoCast.police, DemoCast.emergency]
        let sent = DemoTally()
        let texts = try DemoCargo.texts(programs.shared)
        let relay = try child("relay")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sender in senders {
                group.addTask { try await self.stream(texts, from: sender, into: sent) }
            }
            group.addTask {
                try await self.until("a third is sent") {
                    await sent.count >= senders.count * streamLength / 3
                }
                await relay.killNow()
                await sent.noteKill()
            }
            try await group.waitForAll()
        }
        try require(!relay.isRunning, "the relay is dead")
        let restart = ContinuousClock.now
        try await serveRelay()
        let back = String(format: "%.1f", (ContinuousClock.now - restart) / .seconds(1))
        try await requireAllArrived(sent, from: senders)
        let (count, before) = (await sent.count, await sent.countAtKill)
        let accepted = await sent.acceptedCount
        try require(accepted < count, "the kill came in mid-stream")
        messages["last"] = await sent.ids.last
        return [
            Phrase(
                sv:
                    """
                    \(count) meddelanden från två noder; reläet dog efter \(before) och var åter \
                    efter \(back.replacing(".", with: ",")) s.
                    """,
                en:
                    """
                    \(count) messages from two nodes; the relay died after \(before), back in \
                    \(back) s.
                    """),
            Phrase(
                sv:
                    """
                    \(accepted) hade reläet kvitterat genast, \(count - accepted) låg kvar i \
                    utkorgarna.
                    """,
                en:
                    """
                    \(accepted) the relay had signed for at once, \(count - accepted) stayed in \
                    the outboxes.
                    """),
            Phrase(
                sv:
                    """
                    Alla \(count) kom fram till \(DemoCast.convener): inget förlorat, inget \
                    dubbelt.
                    """,
                en: "All \(count) arrived at \(DemoCast.convener): nothing lost, nothing doubled."),
        ]
    }

    /// Sends through the running node's socket, as `budkavle send` does, without a process for
    /// each.
    private func stream(
        _ texts: [String], from sender: String, into sent: DemoTally
    ) async throws {
        for number in 1...streamLength {
            let text = texts[number % texts.count]
            var order = SendOrder(
                body: Array("\(Self.streamMark) \(number) \(sender): \(text)".utf8),
                level: "sekretess", status: "actual")
            order.kind = "notice"
            order.to = [DemoCast.convener, DemoCast.traveller]
            order.ground = "osl-10-27"
            guard case .sent(let reply) = try await ask(sender, .send(order)), let id = reply.id
            else { throw DemoFailure.untrue("a promise for message \(number)") }
            await sent.add(id, isAccepted: reply.state == "accepted")
        }
    }

    /// What an actor has of the stream.
    func streamed(to actor: String) async throws -> [InboxLine] {
        try await inbox(actor).filter { $0.subject.hasPrefix(Self.streamMark) }
    }

    private static let streamMark = "Nr"

    /// Every id that was promised is in the receiver's inbox, once; and nothing else of the stream.
    private func requireAllArrived(_ sent: DemoTally, from senders: [String]) async throws {
        let promised = await sent.ids
        let wanted = Set(promised)
        try require(wanted.count == promised.count, "every message has its own id")
        try await until("all \(wanted.count) messages arrive", seconds: 60) {
            Set(try await inbox(DemoCast.convener).map(\.id)).isSuperset(of: wanted)
        }
        let came = try await streamed(to: DemoCast.convener)
        try require(came.count == wanted.count, "as many came as were sent")
        try require(Set(came.map(\.subject)).count == came.count, "none came twice")
        for sender in senders {
            try await until("the outbox of \(sender) is done") {
                guard case .outbox(let lines) = try await ask(sender, .outbox) else { return false }
                return lines.allSatisfy { $0.state == .accepted }
            }
        }
        guard case .status(let status) = try await ask(DemoCast.convener, .status) else { return }
        try require(status.gaps.isEmpty, "no gap in any stream: \(status.gaps)")
    }
}

/// What the senders have been promised.
private actor DemoTally {
    private(set) var ids: [String] = []
    /// Those the relay signed for before the sender was answered.
    private(set) var acceptedCount = 0
    private(set) var countAtKill = 0
    var count: Int { ids.count }

    func add(_ id: String, isAccepted: Bool) {
        ids.append(id)
        if isAccepted { acceptedCount += 1 }
    }

    func noteKill() { countAtKill = ids.count }
}

private let streamLength = 30
