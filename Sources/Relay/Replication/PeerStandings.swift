import Identity
import Storage
import Synchronization

/// How it stands with each of the other relays: for `peers`, figures and log.
final class PeerStandings: Sendable {
    private let folder: CutOffFolder?
    private let state = Mutex<[RelayID: PeerStanding]>([:])

    /// - Parameter folder: `nil` for a relay that takes nothing from others.
    init(_ folder: CutOffFolder?) { self.folder = folder }

    /// By name.
    var all: [PeerStanding] {
        state.withLock { Array($0.values) }.sorted { $0.relay < $1.relay }
    }

    func isCutOff(_ relay: RelayID) -> Bool {
        state.withLock { $0[relay]?.cutOffSince != nil } || folder?.isCutOff(relay) == true
    }

    func cutOff(_ relay: RelayID, since: Timestamp) {
        update(relay) { $0.cutOffSince = $0.cutOffSince ?? since }
    }

    func readmitted(_ relay: RelayID) { update(relay) { $0 = PeerStanding(relay) } }

    func reached(_ relay: RelayID, _ outcome: PeerTurn.Outcome, at now: Timestamp) {
        update(relay) { standing in
            standing.lastReached = now
            standing.progress = outcome.progress
            standing.end = outcome.end
            standing.failure = nil
        }
    }

    /// - Returns: whether that is news.
    func failed(_ relay: RelayID, _ failure: PeerFailure, at now: Timestamp) -> Bool {
        state.withLock { state in
            var standing = state[relay] ?? PeerStanding(relay)
            defer { state[relay] = standing }
            guard standing.failure?.code != failure.code else { return false }
            standing.failure = PeerStanding.Failure(code: failure.code, since: now)
            return true
        }
    }

    /// Those that are no longer asked.
    func forget(allBut relays: Set<RelayID>) {
        state.withLock { state in state = state.filter { relays.contains($0.key) } }
    }

    private func update(_ relay: RelayID, _ change: (inout PeerStanding) -> Void) {
        state.withLock { change(&$0[relay, default: PeerStanding(relay)]) }
    }
}

struct PeerStanding: Sendable {
    let relay: RelayID
    var lastReached: Timestamp?
    /// As it was kept last; `nil` while nothing has come since the start.
    var progress: PeerProgress?
    /// The position of its next entry.
    var end: UInt64 = 0
    var failure: Failure?
    var cutOffSince: Timestamp?

    struct Failure: Sendable {
        let code: String
        let since: Timestamp
    }

    init(_ relay: RelayID) { self.relay = relay }

    /// How many positions of its log have not been read, at most: lanes lie in one log. `nil` while
    /// it has not been reached.
    var behind: UInt64? {
        guard let progress, let read = MailboxCursor.lanes.map({ progress.cursor[$0] }).min()
        else { return nil }
        return end - min(read, end)
    }
}
