import Carriers
import Identity
import Synchronization

/// Which blobs are being written, and how much room each actor has taken for those it keeps here.
///
/// Room is taken for the whole blob when it begins to come: what was begun can be finished.
final class BlobBook: Sendable {
    private let state = Mutex(State())

    private struct State {
        var holdings: [MessageID: Holding] = [:]
        var taken: [ActorID: UInt64] = [:]
        var underWay: Set<BlobAddress> = []
    }

    private struct Holding {
        let actor: ActorID
        let expires: Timestamp
        var bytes: [Digest: UInt64] = [:]
    }

    /// Takes room for a blob, once.
    ///
    /// - Returns: whether it was within the limit; room taken before always is.
    func take(_ blob: NamedBlob, limitBytes: UInt64) -> Bool {
        state.withLock { state in
            var holding =
                state.holdings[blob.address.message]
                ?? Holding(actor: blob.originator, expires: blob.expires)
            guard holding.bytes[blob.address.digest] == nil else { return true }
            let taken = state.taken[blob.originator, default: 0]
            guard blob.bytes <= limitBytes, taken <= limitBytes - blob.bytes else { return false }
            holding.bytes[blob.address.digest] = blob.bytes
            state.holdings[blob.address.message] = holding
            state.taken[blob.originator] = taken + blob.bytes
            return true
        }
    }

    /// Messages with blobs here that have expired.
    func expired(at moment: Timestamp) -> Set<MessageID> {
        state.withLock { state in
            Set(state.holdings.filter { $0.value.expires <= moment }.keys)
        }
    }

    func forget(_ message: MessageID) {
        state.withLock { state in
            guard let holding = state.holdings.removeValue(forKey: message) else { return }
            let left =
                state.taken[holding.actor, default: 0] - holding.bytes.values.reduce(0, +)
            state.taken[holding.actor] = left > 0 ? left : nil
        }
    }

    /// Runs `body` as the only one who writes this blob.
    ///
    /// - Throws: ``Problem`` of kind `overloaded` when somebody does already: a request that was cut
    ///   off may take a moment to end.
    func writing<Value>(
        _ blob: BlobAddress, _ body: () async throws -> Value
    ) async throws -> Value {
        let isFree = state.withLock { $0.underWay.insert(blob).inserted }
        guard isFree else { throw Problem(.overloaded, retryAfterSeconds: 1) }
        defer { state.withLock { _ = $0.underWay.remove(blob) } }
        return try await body()
    }
}
