import Files
package import Identity
package import Ledger
import Synchronization

/// Tells a SIEM what a ledger says, in its order and from where it was, however long either was away.
///
/// Only reads the ledger, and only what is durable: nothing that is written there waits for it.
/// Spec: Syslog.
package final class SyslogFeed: Sendable {
    private let ledger: SyslogLedger
    private let source: SyslogSource
    private let target: SyslogTarget
    private let placePath: String
    private let clock: @Sendable () -> Timestamp
    private let onTrouble: @Sendable (SyslogTrouble) -> Void
    private let standing = Mutex(Standing())

    private struct Standing {
        var isConnected = false
        var since: Timestamp?
        var problem: GatewayProblem?
        var told: UInt64?
    }

    /// - Parameters:
    ///   - placePath: the file that keeps how far it has come, nobody else's.
    ///   - onTrouble: is told of what no status shows.
    package init(
        telling ledger: SyslogLedger, as source: SyslogSource, to target: SyslogTarget,
        from placePath: String, clock: @escaping @Sendable () -> Timestamp,
        onTrouble: @escaping @Sendable (SyslogTrouble) -> Void
    ) {
        (self.ledger, self.source, self.target) = (ledger, source, target)
        (self.placePath, self.clock, self.onTrouble) = (placePath, clock, onTrouble)
    }

    /// Until its task is cancelled.
    package func run() async {
        var pauseSeconds = Self.pauseMinSeconds
        while !Task.isCancelled {
            let begun = ContinuousClock.now
            do { try await tell() } catch let problem as GatewayProblem {
                note(isConnected: false, problem)
            } catch {
                note(isConnected: false, nil)
                if !Task.isCancelled { onTrouble(.failed(error)) }
            }
            // One that stood for a while is worth an attempt at once.
            let stood = ContinuousClock.now - begun > .seconds(Self.pauseMaxSeconds)
            pauseSeconds = stood ? Self.pauseMinSeconds : pauseSeconds
            try? await Task.sleep(for: .seconds(pauseSeconds))
            pauseSeconds = min(pauseSeconds * 2, Self.pauseMaxSeconds)
        }
    }

    package func state() async -> SyslogState {
        let standing = standing.withLock { $0 }
        let told = standing.told ?? (try? kept())?.next ?? 0
        let size = (try? await ledger.size()) ?? told
        return SyslogState(
            address: target.address, isConnected: standing.isConnected, since: standing.since,
            problem: standing.problem, told: told, behind: size > told ? size - told : 0)
    }

    // MARK: Over one connection

    private func tell() async throws {
        var progress = SyslogProgress(from: try await place())
        standing.withLock { $0.told = progress.told.next }
        let connection = try await SyslogConnection.open(target)
        note(isConnected: true, nil)
        do { try await tell(over: connection, &progress) } catch {
            await connection.close()
            throw error
        }
    }

    /// Until it ends.
    private func tell(
        over connection: SyslogConnection, _ progress: inout SyslogProgress
    ) async throws {
        let start = ContinuousClock.now
        while true {
            try connection.requireOpen()
            if let told = progress.settle(at: ContinuousClock.now - start) { try keep(told) }
            let next = progress.sent.next
            let end = min(try await ledger.size(), next + Self.pageEntries)
            guard next < end else {
                try await Task.sleep(for: .seconds(Self.lookSeconds))
                continue
            }
            let entries = try await ledger.page(next..<end)
            guard let last = entries.last else {
                throw LedgerError.indexOutsideTree(index: next, size: end)
            }
            let bytes = entries.flatMap { entry -> [UInt8] in
                entry.facts.flatMap {
                    source.message(of: $0, entry: entry.number, commitment: entry.commitment)
                }?.frame ?? []
            }
            if !bytes.isEmpty { try await connection.send(bytes) }
            progress.note(
                SyslogPlace(after: last.number, last.commitment), at: ContinuousClock.now - start)
        }
    }

    // MARK: The place

    /// Where to go on. In a ledger that is not the one it was kept of, as after a restore, everything
    /// is told anew: twice is better than not at all.
    private func place() async throws -> SyslogPlace {
        let place = try kept()
        guard let last = place.last else { return place }
        let entry = try await ledger.page(place.next - 1..<place.next).first
        if entry?.commitment == last { return place }
        onTrouble(.ledgerChanged(next: place.next))
        return .start
    }

    /// - Throws: `FileError`; what cannot be read as a place counts as none.
    private func kept() throws -> SyslogPlace {
        guard File.isThere(placePath) else { return .start }
        let bytes = try File.read(placePath, limitBytes: Self.placeMaxBytes)
        return (try? SyslogPlace(parsing: String(decoding: bytes, as: UTF8.self))) ?? .start
    }

    private func keep(_ place: SyslogPlace) throws {
        try File.writePrivate(Array(place.text.utf8), to: placePath, replacing: true)
        standing.withLock { $0.told = place.next }
    }

    private func note(isConnected: Bool, _ problem: GatewayProblem?) {
        let now = clock()
        standing.withLock { standing in
            if standing.since == nil || standing.isConnected != isConnected {
                standing.since = now
            }
            standing.isConnected = isConnected
            standing.problem = problem
        }
    }

    private static let pageEntries: UInt64 = 500
    private static let lookSeconds = 1
    private static let pauseMinSeconds = 1
    private static let pauseMaxSeconds = 30
    private static let placeMaxBytes = 1_024
}

/// What keeps a SIEM from being told, on this side.
package enum SyslogTrouble: Sendable {
    /// What was kept of how far it was told is not of this ledger: it is told everything anew.
    case ledgerChanged(next: UInt64)
    /// Store or file failed; it is tried again.
    case failed(any Error)
}
