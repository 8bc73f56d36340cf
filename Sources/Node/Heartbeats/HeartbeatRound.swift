import Identity
import Labels

/// Recipients who get one heartbeat together: the latest message that each of them was sent is the
/// same. It bears that message's label, so it tells nobody anything about the others.
struct HeartbeatRound: Hashable, Sendable {
    let latest: MessageID
    let recipients: [ActorID]

    /// - Parameters:
    ///   - sent: the outbox.
    ///   - since: what was sent earlier is over; its streams have ended.
    static func all(
        of sent: some Sequence<SentRecord>, since: Timestamp
    ) -> [HeartbeatRound] {
        var latest: [Stream: SentRecord] = [:]
        var waiting: Set<Stream> = []
        for record in sent where record.createdMs >= since.milliseconds {
            guard let label = try? Label(text: record.label), label.level > .open else { continue }
            for recipient in record.recipients {
                let stream = Stream(
                    recipient: recipient, level: label.level, status: label.status.kind)
                // What is on its way speaks for itself, and has not failed to come yet.
                if !record.delivery.isFinal { waiting.insert(stream) }
                let isLater = latest[stream].map { $0.createdMs <= record.createdMs } ?? true
                if isLater, record.delivery.isTaken { latest[stream] = record }
            }
        }
        var recipients: [MessageID: [ActorID]] = [:]
        for (stream, record) in latest where !waiting.contains(stream) {
            guard let id = try? MessageID(hex: record.id),
                let recipient = try? ActorID(stream.recipient)
            else { continue }
            recipients[id, default: []].append(recipient)
        }
        return recipients.map { HeartbeatRound(latest: $0.key, recipients: $0.value.sorted()) }
            .sorted { $0.latest < $1.latest }
    }

    private struct Stream: Hashable {
        let recipient: String
        let level: Level
        let status: StatusKind
    }
}

extension SentDelivery {
    /// It has left this node and will arrive, as far as anybody has said.
    fileprivate var isTaken: Bool { state == .accepted || state == .delivered }
}
