import Carriers
import Notes
import Storage

/// Why a turn with another relay came to nothing; nothing of it was taken.
enum PeerFailure: Error, Equatable {
    case carrier(CarrierError)
    /// This relay's own store.
    case store(StorageError)
    /// No place for the attachments of what came.
    case attachments(Problem)
    /// No policy is in force here.
    case viewMissing
    /// The checkpoint is not one that the relay's registered key signed.
    case unsigned
    /// It signed a smaller tree than before: it was put back from a copy, or hides something.
    case wentBack(known: UInt64, found: UInt64)
    /// Its tiles are not those of the tree it signed.
    case tilesWrong
    /// Two trees that it signed, of which neither continues the other.
    case contradicts(held: SignedNote, offered: SignedNote)
    /// An entry that is not what the tree says stands there.
    case unproven(position: UInt64)
    /// Too much waits here.
    case overloaded

    /// Stable: `peers` and scripts show it.
    var code: String {
        switch self {
        case .carrier(let error):
            switch error {
            case .unreachable(let reason): reason.rawValue
            case .refused(let problem): problem.kind?.rawValue ?? "refused"
            default: "answer-invalid"
            }
        case .store: "store-unavailable"
        case .attachments(let problem): problem.type
        case .viewMissing: "view-missing"
        case .unsigned: "checkpoint-unsigned"
        case .wentBack: "log-went-back"
        case .tilesWrong: "tiles-wrong"
        case .contradicts: "log-contradicts"
        case .unproven: "entry-unproven"
        case .overloaded: "overloaded"
        }
    }
}
