import Carriers
import Delivery
import Identity
import Synchronization

/// Blobs that messages here name and that are not all here.
///
/// What another relay may have is fetched by one task for each of them; a blob by one at a time, so
/// that one relay's wrong bytes are not mixed with another's.
final class AwaitedBlobs: Sendable {
    private let state = Mutex<[TransferQueue.Key: Awaited]>([:])

    private struct Awaited {
        let blob: NamedBlob
        var fetchedFrom: RelayID?
    }

    var all: [TransferQueue.Key: NamedBlob] { state.withLock { $0.mapValues(\.blob) } }

    func add(_ blob: NamedBlob) {
        state.withLock { state in
            if state[blob.key] == nil { state[blob.key] = Awaited(blob: blob) }
        }
    }

    /// It is all here, or nobody waits for it any more.
    func remove(_ blob: NamedBlob) { state.withLock { $0[blob.key] = nil } }

    func forget(_ message: MessageID) {
        state.withLock { state in state = state.filter { $0.key.message != message } }
    }

    /// Messages whose blobs need not come any more.
    func expired(at moment: Timestamp) -> Set<MessageID> {
        state.withLock { state in
            Set(state.filter { $0.value.blob.expires <= moment }.map(\.key.message))
        }
    }

    // MARK: Who fetches

    /// - Returns: whether this relay is the one to fetch it from; it is until it is released.
    func claim(_ blob: NamedBlob, from relay: RelayID) -> Bool {
        state.withLock { state in
            guard let awaited = state[blob.key] else { return false }
            if awaited.fetchedFrom == nil { state[blob.key]?.fetchedFrom = relay }
            return (awaited.fetchedFrom ?? relay) == relay
        }
    }

    /// It did not come from there; it may come from another.
    func release(_ blob: NamedBlob, from relay: RelayID) {
        state.withLock { state in
            if state[blob.key]?.fetchedFrom == relay { state[blob.key]?.fetchedFrom = nil }
        }
    }

    /// Nothing is fetched from there any more.
    func releaseAll(from relay: RelayID) {
        state.withLock { state in
            for key in state.keys where state[key]?.fetchedFrom == relay {
                state[key]?.fetchedFrom = nil
            }
        }
    }
}

extension NamedBlob {
    var key: TransferQueue.Key { TransferQueue.Key(message: address.message, index: index) }
}
