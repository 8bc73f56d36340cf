package import Delivery
package import Identity
package import Labels

/// A function of one's own actor that wants to be told, and what it is still to be told; as the vault
/// keeps it.
package struct AlertSubscription: Codable, Sendable {
    /// 8 hexadecimal digits.
    package let id: String
    package let function: FunctionID
    /// In the text form of ``AlertAddress``.
    package let address: String
    /// Messages of this precedence and more urgent ones.
    package let least: Precedence
    package let statuses: [StatusKind]
    package let added: Timestamp
    package var queue = AlertQueue()

    /// Takes note of messages that came, as far as they are wanted.
    mutating func note(_ arrivals: [AlertNews], at now: Timestamp) {
        for news in arrivals where news.precedence <= least && statuses.contains(news.status) {
            queue.arrived(news, at: now)
        }
    }
}

/// A subscription as it is shown.
package struct AlertLine: Codable, Sendable, Equatable {
    package let id: String
    package let function: FunctionID
    package let address: String
    package let least: Precedence
    package let statuses: [StatusKind]
    package let added: Timestamp
    /// Messages it has not been told of.
    package let waiting: Int

    init(_ subscription: AlertSubscription) {
        (id, function) = (subscription.id, subscription.function)
        (address, least) = (subscription.address, subscription.least)
        (statuses, added) = (subscription.statuses, subscription.added)
        waiting = subscription.queue.waitingCount
    }
}

/// What is asked of a node's subscriptions; a part of ``NodeCall``.
package enum AlertCall: Codable, Sendable {
    case add(AlertOrder)
    case list
    case remove(id: String)
}

/// What `alerts add` asks.
package struct AlertOrder: Codable, Sendable {
    package var function: FunctionID
    package var address: String
    package var least: Precedence
    package var statuses: [StatusKind]

    package init(
        _ function: FunctionID, at address: String, least: Precedence = .priority,
        statuses: [StatusKind] = [.actual]
    ) {
        (self.function, self.address) = (function, address)
        (self.least, self.statuses) = (least, statuses)
    }
}
