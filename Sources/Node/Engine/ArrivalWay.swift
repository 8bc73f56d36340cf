import Identity
import Labels
import Policies

/// How something came here: what the receiver's own decision is told of it.
enum ArrivalWay: Sendable {
    case relay(RelayID)
    /// In a bundle that a registered node has signed.
    case bundle
    /// Published in WIS, with its envelope.
    case wis

    var carrier: CarrierKind {
        switch self {
        case .relay: .relay
        case .bundle: .bundle
        case .wis: .wis
        }
    }

    /// What it passed on the way and this node answers for.
    var systems: [UsedSystem] {
        switch self {
        case .relay(let id): [UsedSystem(.relay, .relay(id))]
        case .bundle, .wis: []
        }
    }

    /// Whether receipts for what came this way reach its sender: a relay passes on those for
    /// messages it has.
    var passesReceiptsOn: Bool {
        switch self {
        case .relay, .bundle: true
        case .wis: false
        }
    }

    /// Where its attachments are asked for first.
    var relay: RelayID? {
        switch self {
        case .relay(let id): id
        case .bundle, .wis: nil
        }
    }
}

/// What became of a message that came.
enum ArrivalFate {
    case new
    /// It was here already.
    case known
    case refused(RefusedRecord)
}

/// What became of a receipt that came.
enum ReceiptFate {
    case new
    /// It says nothing that was not known.
    case known
    /// It does not verify, or is for a message this node did not send to whoever signed it.
    case refused
}
