import Carriers
import Identity
import Ledger
import Logging
import NIOCore
import Registry
import Storage

/// One request to a mailbox: reads, and while there is nothing, waits and reads again.
struct MailboxPoll {
    let services: RelayServices
    let node: NodeRecord
    let query: MailboxQuery
    /// The request's.
    let logger: Logger

    struct Result {
        let items: [MailboxItem]
        let cursor: CallerCursor
    }

    func run(
        from cursor: CallerCursor, _ admission: Admission, over context: RelayRequestContext
    ) async throws -> Result {
        let deadline = ContinuousClock.now + .seconds(query.waitSeconds)
        var reading = try await read(from: cursor, admission.view, admission.now)
        guard reading.items.isEmpty, query.waitSeconds > 0 else { return Result(reading) }
        let ticket = try services.polls.begin(
            node: node.fingerprint, over: ObjectIdentifier(context.channel))
        defer { services.polls.end(ticket) }
        while true {
            switch await event(after: reading, ticket, until: deadline) {
            case .timedOut, .woken(.stopping), .woken(.superseded), .woken(.closed):
                return Result(reading)
            case .arrived, .woken(.changed): break
            }
            guard let view = services.keeper.view() else { throw Problem(.viewMissing) }
            // Whoever was let in may have been revoked while waiting.
            guard view.registry.node(fingerprint: node.fingerprint) != nil else {
                throw ClosingProblem(Problem(.peerUnknown))
            }
            reading = try await read(from: reading.cursor, view, services.clock.now())
            guard reading.items.isEmpty else { return Result(reading) }
        }
    }

    private func read(
        from cursor: CallerCursor, _ view: RelayView, _ now: Timestamp
    ) async throws -> MailboxReading {
        let deliverer = Deliverer(
            relay: services.identity.id, reader: node, view: view, now: now,
            random: services.random)
        var reading = MailboxReading(
            from: cursor, deliverer, services.store, turns: services.judging, limit: query.limit)
        do {
            try await reading.read()
            try await record(reading.newlyWithheld)
        } catch StorageError.cursorBeyondEnd {
            throw Problem(.cursorInvalid, defect: "beyondEnd")
        } catch let error as StorageError {
            throw Problem(storage: error)
        }
        return reading
    }

    private func record(
        _ withheld: [(message: MessageID, record: LedgerRecord)]
    ) async throws(StorageError) {
        guard !withheld.isEmpty else { return }
        services.metrics.count(.messagesWithheld, withheld.count)
        for (message, _) in withheld {
            logger.notice(
                "Message withheld",
                metadata: ["message": "\(message)", "node": "\(node.actor)/\(node.id)"])
        }
        try await services.store.append(withheld.map(\.record))
    }
}

// MARK: - Waiting

extension MailboxPoll {
    private enum Event: Sendable {
        case arrived
        case woken(WaitingPolls.Wake)
        case timedOut
    }

    /// Whatever comes first: an entry, a reason to look again or to end, the deadline.
    private func event(
        after reading: MailboxReading, _ ticket: WaitingPolls.Ticket,
        until deadline: ContinuousClock.Instant
    ) async -> Event {
        let (actor, awaited) = (node.actor, reading.awaited)
        let hasWithheld = !reading.cursor.withheld.isEmpty
        return await withTaskGroup(of: Event?.self) { group in
            group.addTask {
                await services.store.entryArrives(for: actor, after: awaited) ? .arrived : nil
            }
            group.addTask { await services.polls.wake(of: ticket).map(Event.woken) }
            group.addTask {
                let again = ContinuousClock.now + Self.lookAgainAfter
                let isSooner = hasWithheld && again < deadline
                do { try await Task.sleep(until: isSooner ? again : deadline) } catch { return nil }
                return isSooner ? .arrived : .timedOut
            }
            defer { group.cancelAll() }
            for await event in group {
                if let event { return event }
            }
            return .timedOut
        }
    }

    /// How often what is withheld is looked at again while a poll waits.
    private static let lookAgainAfter = Duration.seconds(10)
}

extension MailboxPoll.Result {
    fileprivate init(_ reading: MailboxReading) {
        self.init(items: reading.items, cursor: reading.cursor)
    }
}
