import Carriers
package import Identity

extension NodeEngine {
    /// One round without a daemon: region, outbox, mailbox, receipts, over the first relay that
    /// answers.
    package func synchronise() async throws -> SyncReply {
        let before = pendingCount
        try await tick()
        try await tendLadder()
        try await work()
        var reply = SyncReply(received: 0, posted: 0, queued: 0, reached: false)
        for relay in relays.map(\.id) {
            do {
                _ = try await refreshRegion(from: relay)
                var came = 0
                repeat {
                    came = try await receive(from: relay, waitSeconds: 0)
                    reply.received += came
                } while came > 0
                reply.reached = true
                try await witness(relay)
                try await lookAtTree(of: relay)
            } catch let error as CarrierError {
                reply.problem = RelayProblem(error)
            } catch NodeError.clockDiffers(_, let seconds) {
                reply.problem = RelayProblem(clockAheadSeconds: seconds)
            }
        }
        // What is wrong with it, `status` tells; the rest of the round does not wait for it.
        do { while try await fetchPublications() > 0 {} } catch is GatewayProblem {}
        try await tendLadder()
        try await work()
        try await postReceipts()
        try await tellAlerts()
        // Last: whatever they take, messages and receipts have gone.
        try await carryUploads()
        try await carryFetches()
        // A ring that cannot be read now is tended in a later round; messages do not wait for it.
        _ = try? await tendKeys()
        reply.queued = pendingCount
        reply.posted = max(0, before - pendingCount)
        return reply
    }

    /// Messages that are still to be handed to a relay.
    var pendingCount: Int {
        memory.sent.values.count { $0.value.isQueued }
    }

    /// The relays to poll, in order of preference.
    package var relayIDs: [RelayID] { relays.map(\.id) }

    /// Waits for more messages than `known`, and gives those beyond it in the order they came.
    package func awaitInbox(known: Int, seconds: Int) async -> [InboxLine] {
        let deadline = ContinuousClock.now + .seconds(min(max(seconds, 0), 60))
        while memory.shownArrivals.count <= known, ContinuousClock.now < deadline {
            guard await waitForArrival(until: deadline) else { break }
        }
        let closed = closedToStrangers
        return memory.shownArrivals.dropFirst(max(known, 0)).compactMap { id in
            memory.received[id].map { InboxLine($0.value, withholding: closed) }
        }
    }

    /// Returns when something arrived or the time is up; false when cancelled.
    private func waitForArrival(until deadline: ContinuousClock.Instant) async -> Bool {
        let id = nextListener
        nextListener += 1
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.listen(id) }
            group.addTask {
                try? await Task.sleep(until: deadline, clock: .continuous)
                await self.dismiss(id)
            }
            await group.next()
            group.cancelAll()
            dismiss(id)
        }
        return !Task.isCancelled
    }

    private func listen(_ id: UInt64) async {
        await withCheckedContinuation { listeners[id] = $0 }
    }

    private func dismiss(_ id: UInt64) {
        listeners.removeValue(forKey: id)?.resume()
    }

    /// Tells everybody who waits that the inbox has changed.
    func arrived() {
        let waiting = listeners
        listeners = [:]
        for (_, continuation) in waiting { continuation.resume() }
    }
}
