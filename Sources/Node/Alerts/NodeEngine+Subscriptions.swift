import Delivery
import Identity
import Labels
import Ledger
import Primitives
import Rosters
import Storage

extension NodeEngine {
    func perform(_ call: AlertCall) async throws -> [AlertLine] {
        switch call {
        case .list: return subscriptions()
        case .add(let order): return [try await subscribe(order)]
        case .remove(let id): return [try await unsubscribe(id)]
        }
    }

    /// In the order they were added.
    package func subscriptions() -> [AlertLine] {
        memory.alerts.values.map(\.value).sorted { ($0.added, $0.id) < ($1.added, $1.id) }
            .map(AlertLine.init)
    }

    /// From now on a function is told of what comes; the ledger says so.
    ///
    /// - Throws: ``AlertError``, `StorageError`.
    package func subscribe(_ order: AlertOrder) async throws -> AlertLine {
        let address = try AlertAddress(order.address)
        return try await exclusively { engine in
            try engine.requireTellable(order.function, at: address)
            let subscription = AlertSubscription(
                id: Hex.encode(engine.random.bytes(AlertSubscription.idBytes)),
                function: order.function, address: address.description, least: order.least,
                statuses: order.statuses, added: engine.clock())
            let (kept, put) = try engine.vault.new(subscription, in: NodeTable.alerts)
            try await engine.commit(
                [put], recording: [engine.alertRecord("added", subscription)])
            engine.memory.alerts[subscription.id] = kept
            return AlertLine(subscription)
        }
    }

    /// Nothing more is told, neither what waits; the ledger says so.
    ///
    /// - Throws: ``AlertError/subscriptionUnknown(text:)``, `StorageError`.
    package func unsubscribe(_ id: String) async throws -> AlertLine {
        try await exclusively { engine in
            guard let kept = engine.memory.alerts[id] else {
                throw AlertError.subscriptionUnknown(text: id)
            }
            try await engine.commit(
                [engine.vault.removal(of: kept)],
                recording: [engine.alertRecord("removed", kept.value)])
            engine.memory.alerts[id] = nil
            return AlertLine(kept.value)
        }
    }

    /// - Throws: ``AlertError``.
    private func requireTellable(
        _ function: FunctionID, at address: AlertAddress
    ) throws(AlertError) {
        guard alertChannels[address.scheme] != nil else {
            throw .channelMissing(scheme: address.scheme)
        }
        let functions = roster.functions
        guard functions.isEmpty || functions.contains(function) else {
            throw .functionUnknown(function)
        }
        let subscriptions = memory.alerts.values.map(\.value)
        if let known = subscriptions.first(where: {
            $0.function == function && $0.address == address.description
        }) {
            throw .alreadySubscribed(id: known.id)
        }
        guard subscriptions.count < Self.subscriptionsMax else {
            throw .tooMany(limit: Self.subscriptionsMax)
        }
    }

    private func alertRecord(
        _ what: String, _ subscription: AlertSubscription
    ) throws -> LedgerRecord {
        let statuses = subscription.statuses.map(\.rawValue).joined(separator: " ")
        return try alertRecord(
            "\(subscription.id) \(what): \(subscription.function) \(subscription.address) "
                + "\(subscription.least.rawValue) \(statuses)")
    }

    /// An entry about alerts.
    ///
    /// - Parameter message: the latest it speaks of.
    func alertRecord(_ detail: String, of message: MessageID? = nil) throws -> LedgerRecord {
        var facts = LedgerFacts(.alert, at: clock())
        facts.message = message
        facts.actor = actor
        facts.node = node
        try facts.setDetail(detail)
        return try ledgerRecord(facts)
    }

    static let subscriptionsMax = 64
}

extension AlertSubscription {
    static let idBytes = 4
}
