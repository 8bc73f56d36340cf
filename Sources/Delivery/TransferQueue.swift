package import Identity
package import Labels

/// Attachments that are still to be carried one way, and which comes next.
///
/// A pure state machine: events come in with the moment they happened. Carried piece by piece: after
/// each piece it is asked again, so what is urgent passes what is large. Nothing here ever holds up
/// a message.
package struct TransferQueue: Sendable {
    /// One attachment, by its place in its message from 0.
    package struct Key: Hashable, Sendable {
        package let message: MessageID
        package let index: Int

        package init(message: MessageID, index: Int) {
            self.message = message
            self.index = index
        }
    }

    private struct Item: Sendable {
        let precedence: Precedence
        let bytes: UInt64
        let expires: Timestamp
        let sequence: UInt64
        var failures = 0
        var due: Timestamp

        /// The lowest goes first.
        var rank: (Int, UInt64, UInt64) { (precedence.urgency, bytes, sequence) }
    }

    private var items: [Key: Item] = [:]
    private var sequence: UInt64 = 0

    package init() {}

    package var isEmpty: Bool { items.isEmpty }

    package func contains(_ key: Key) -> Bool { items[key] != nil }

    /// How often in a row it has failed; 0 for what is not here.
    package func failures(of key: Key) -> Int { items[key]?.failures ?? 0 }

    /// Takes one more in; one that is here already stays as it is.
    package mutating func add(
        _ key: Key, precedence: Precedence, bytes: UInt64, expires: Timestamp, at now: Timestamp
    ) {
        guard items[key] == nil else { return }
        items[key] = Item(
            precedence: precedence, bytes: bytes, expires: expires, sequence: sequence, due: now)
        sequence += 1
    }

    /// The most urgent that is due; among equals the smallest, then the oldest.
    ///
    /// - Parameter message: of this one alone.
    package func next(at now: Timestamp, of message: MessageID? = nil) -> Key? {
        items.filter { key, item in
            item.due <= now && item.expires > now && (message == nil || key.message == message)
        }.min { $0.value.rank < $1.value.rank }?.key
    }

    /// A piece was carried.
    package mutating func progressed(_ key: Key) { items[key]?.failures = 0 }

    /// It comes again after a pause that grows, or as long as the relay asked for where that is
    /// longer.
    ///
    /// - Parameter pauseMaxSeconds: for what may come any moment.
    package mutating func failed(
        _ key: Key, at now: Timestamp, retryAfterSeconds: Int64 = 0,
        pauseMaxSeconds: Int64 = Backoff.delayMaxSeconds, jitter: UInt64
    ) {
        guard var item = items[key] else { return }
        item.failures += 1
        let pause = max(
            min(
                Backoff.delayMilliseconds(round: item.failures, jitter: jitter),
                pauseMaxSeconds * 1_000), retryAfterSeconds * 1_000)
        item.due = now.adding(milliseconds: pause)
        items[key] = item
    }

    /// It has arrived, or is given up.
    package mutating func remove(_ key: Key) { items[key] = nil }

    /// A relay answers again: whatever waited for one is due.
    package mutating func relayReached(at now: Timestamp) {
        for (key, item) in items where item.due > now { items[key]?.due = now }
    }

    /// Takes out what has expired.
    package mutating func expire(at now: Timestamp) -> [Key] {
        let expired = items.filter { $0.value.expires <= now }.map(\.key)
        for key in expired { items[key] = nil }
        return expired
    }
}

extension Precedence {
    /// 0 for what goes first.
    fileprivate var urgency: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
