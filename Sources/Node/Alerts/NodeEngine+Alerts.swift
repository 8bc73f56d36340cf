import Carriers
import Delivery
import Handover
import Identity
import Labels
import Ledger
import Policies
import Primitives
import Storage

extension NodeEngine {
    /// The most urgent alert that is due, written down before it is tried; `nil` where there is none, or
    /// as many are under way as may be. Whoever asks tells it.
    ///
    /// - Parameter schemes: channels that are left alone.
    /// - Throws: `StorageError`.
    func nextAlert(besides schemes: Set<String> = []) async throws -> AlertBook.Attempt? {
        let (now, underWay) = (clock(), alertBook.underWay)
        guard
            memory.alerts.values.contains(where: {
                $0.value.queue.hasWork(at: now, besides: underWay)
            })
        else { return nil }
        return try await exclusively(isUrgent: true) { engine in
            try await engine.expireAlerts()
            return try await engine.beginAlert(besides: schemes)
        }
    }

    /// Tries to tell one alert, and takes over what came of it.
    ///
    /// - Throws: `StorageError`: it may be told once more, under the same id.
    func tell(_ attempt: AlertBook.Attempt) async throws {
        defer { alertBook.ended(attempt) }
        let problem = await self.problem(telling: attempt)
        try await exclusively(isUrgent: true) { engine in
            try await engine.finish(attempt, problem)
        }
    }

    /// Tells everything that is due. A channel that fails is left alone for the rest of the round.
    func tellAlerts() async throws {
        var failing: Set<String> = []
        while let attempt = try await nextAlert(besides: failing) {
            try await tell(attempt)
            if alertBook.health[attempt.address.scheme]?.problem != nil {
                failing.insert(attempt.address.scheme)
            }
        }
    }

    /// Each channel as a way of its own: it carries no message, only that there is one.
    var alertLines: [StatusReply.RungLine] {
        let policy = material.policies.inForce(at: clock())?.policy
        return alertChannels.all.map { channel in
            let health = alertBook.health[channel.scheme]
            let waiting = memory.alerts.values.map(\.value).filter {
                $0.address.hasPrefix(channel.scheme + ":")
            }.reduce(0) { $0 + $1.queue.waitingCount }
            return StatusReply.RungLine(
                rung: channel.scheme, carrier: channel.kind.rawValue,
                state: health.map { $0.problem == nil ? .up : .down } ?? .untried,
                since: health?.since,
                ceiling: policy?.levels(over: channel.kind).max()?.name,
                bytesMax: channel.bytesMax, isOneWay: true, problem: health?.problem,
                owed: waiting)
        }
    }

    // MARK: Parts

    /// An alert is a text for everybody who handles it on its way, so policy must let open text go there.
    private var mayTell: Bool {
        material.policies.inForce(at: clock())?.policy.levels(over: .thin).contains(.open) == true
    }

    /// Within an exclusive section.
    private func beginAlert(besides schemes: Set<String>) async throws -> AlertBook.Attempt? {
        guard mayTell, alertBook.hasRoom, let kept = mostUrgent(besides: schemes) else {
            return nil
        }
        var subscription = kept.value
        guard
            let alert = subscription.queue.begin(
                as: Hex.encode(random.bytes(alertIDBytes)), at: clock(),
                besides: alertBook.underWay)
        else { return nil }
        if subscription.queue != kept.value.queue { try await keep(subscription, in: kept) }
        let attempt = AlertBook.Attempt(
            subscription: subscription.id, address: try AlertAddress(subscription.address),
            alert: alert)
        alertBook.began(attempt)
        return attempt
    }

    private func mostUrgent(besides schemes: Set<String>) -> Kept<AlertSubscription>? {
        let now = clock()
        return memory.alerts.values.compactMap { kept in
            kept.value.queue.due(at: now, besides: alertBook.underWay).map { (kept, $0) }
        }.filter { kept, _ in !schemes.contains { kept.value.address.hasPrefix($0 + ":") } }
            .min { ($0.1, $0.0.value.added) < ($1.1, $1.0.value.added) }?.0
    }

    private func problem(telling attempt: AlertBook.Attempt) async -> GatewayProblem? {
        guard let channel = alertChannels[attempt.address.scheme] else {
            return GatewayProblem(.addressInvalid)
        }
        do throws(GatewayProblem) {
            try await channel.tell(attempt.alert, to: attempt.address.place)
            return nil
        } catch { return error }
    }

    /// Within an exclusive section.
    private func finish(_ attempt: AlertBook.Attempt, _ problem: GatewayProblem?) async throws {
        // That it refuses one address says nothing of the channel.
        if problem?.isFinal != true {
            alertBook.note(problem, of: attempt.address.scheme, at: clock())
        }
        guard let kept = memory.alerts[attempt.subscription] else { return }
        var subscription = kept.value
        let over = subscription.queue.ended(
            attempt.alert.id, AlertEnd(problem), at: clock(), jitter: jitter())
        let records = try over.map { alert in
            [
                try alertRecord(
                    problem == nil ? "told" : "refused \(problem?.status ?? 0)", alert.news,
                    subscription, as: alert.id)
            ]
        }
        try await keep(subscription, in: kept, recording: records ?? [])
    }

    /// What nobody can fetch any more is told to nobody; the ledger says so. Within an exclusive section.
    private func expireAlerts() async throws {
        for kept in memory.alerts.values {
            var subscription = kept.value
            let lost = subscription.queue.expire(at: clock(), besides: alertBook.underWay)
            guard !lost.isEmpty else { continue }
            let records = try lost.map { try alertRecord("expired", $0, subscription) }
            try await keep(subscription, in: kept, recording: records)
        }
    }

    private func keep(
        _ subscription: AlertSubscription, in kept: Kept<AlertSubscription>,
        recording records: [LedgerRecord] = []
    ) async throws {
        let (updated, change) = try vault.updated(kept, subscription)
        try await commit([change], recording: records)
        memory.alerts[subscription.id] = updated
    }

    private func alertRecord(
        _ what: String, _ news: AlertNews, _ subscription: AlertSubscription,
        as id: String? = nil
    ) throws -> LedgerRecord {
        let name = id.map { " as \($0)" } ?? ""
        return try alertRecord(
            "\(subscription.id) \(what): \(news.count) \(news.precedence.rawValue) "
                + "\(news.status.rawValue)\(name)", of: news.latest)
    }
}

extension AlertEnd {
    fileprivate init(_ problem: GatewayProblem?) {
        switch problem {
        case nil: self = .told
        case let problem? where problem.isFinal: self = .refused
        case let problem?:
            self = .failed(retryAfterSeconds: Int64(problem.retryAfterSeconds ?? 0))
        }
    }
}

private let alertIDBytes = 16
