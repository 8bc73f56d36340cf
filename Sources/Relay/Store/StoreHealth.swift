import Identity
import Storage
import Synchronization

/// Whether the store does what it is asked to: what the last attempt to write said.
final class StoreHealth: Sendable {
    struct Failure: Equatable, Sendable {
        let error: StorageError
        let since: Timestamp
    }

    private let state = Mutex<Failure?>(nil)

    /// `nil` while writes go through.
    var failure: Failure? { state.withLock { $0 } }

    func succeeded() { state.withLock { $0 = nil } }

    /// Remembers when it began; what the request alone is to blame for is no failure of the store.
    func failed(_ error: StorageError, at now: Timestamp) {
        guard error.isOfTheStore else { return }
        state.withLock { $0 = Failure(error: error, since: $0?.since ?? now) }
    }
}

extension StorageError {
    /// Whether the disk or the database is to blame.
    fileprivate var isOfTheStore: Bool {
        switch self {
        case .full, .readOnly, .corrupt, .inputOutput, .unexpected, .closed: true
        default: false
        }
    }

    /// As `/readyz` names it.
    var reason: String {
        switch self {
        case .full: "store-full"
        case .readOnly: "store-read-only"
        case .corrupt: "store-damaged"
        case .closed: "store-closed"
        case .busy: "store-busy"
        case .cancelled: "cancelled"
        default: "store-failing"
        }
    }
}
