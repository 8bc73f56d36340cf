import Delivery

/// What the machines are still to be told, since nothing could be kept when it happened: that an
/// attempt or a question is over with nothing to show for it. Until then they take it to be out.
struct Untold: Sendable {
    var outbox: [OutboxMachine.Event] = []
    var ladder: [FailoverMachine.Event] = []
}

extension NodeEngine {
    /// Now if that can be kept, else once something can.
    func tell(outbox event: OutboxMachine.Event) async {
        do { try await feed(event) } catch { untold.outbox.append(event) }
    }

    /// The same for the ladder.
    func tell(ladder event: FailoverMachine.Event) async {
        do { try await feedLadder(event) } catch { untold.ladder.append(event) }
    }

    /// Telling the same twice does no harm.
    func tellUntold() async throws {
        let (outbox, ladder) = (untold.outbox, untold.ladder)
        for event in outbox { try await feed(event) }
        untold.outbox.removeFirst(min(outbox.count, untold.outbox.count))
        for event in ladder { try await feedLadder(event) }
        untold.ladder.removeFirst(min(ladder.count, untold.ladder.count))
    }
}
