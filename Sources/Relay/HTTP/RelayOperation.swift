import Carriers
import Hummingbird

/// Everything a relay can be asked over mutual TLS; router and OpenAPI document are made from this
/// one list.
enum RelayOperation: String, CaseIterable, Sendable {
    case postEnvelopes, getMailbox, postReceipts
    case putBlob, getBlob
    case getReplication
    case getRegistry, getPolicy, getFreshness, getExercises, getActivations
    case getCheckpoint, getTile, getEntry
    case getCandidate, getCosigned, postCosignature
    case getOpenAPI

    var method: HTTPRequest.Method {
        switch self {
        case .postEnvelopes, .postReceipts, .postCosignature: .post
        case .putBlob: .put
        default: .get
        }
    }

    /// What a blob's path has for its digest.
    static let digestParameter = "sha256"
    /// What an entry's path has for its number.
    static let numberParameter = "number"

    /// As the router writes it.
    var routerPath: String { self == .getTile ? RelayProtocol.Path.tile + "/**" : path }

    /// As OpenAPI writes it. A tile's path has slashes; OpenAPI has no better word for that.
    var path: String {
        switch self {
        case .postEnvelopes: RelayProtocol.Path.envelopes
        case .getMailbox: RelayProtocol.Path.mailbox
        case .postReceipts: RelayProtocol.Path.receipts
        case .putBlob, .getBlob: RelayProtocol.Path.blobs + "/{\(Self.digestParameter)}"
        case .getReplication: RelayProtocol.Path.replication
        case .getRegistry: RelayProtocol.Path.registry
        case .getPolicy: RelayProtocol.Path.policy
        case .getFreshness: RelayProtocol.Path.freshness
        case .getExercises: RelayProtocol.Path.exercises
        case .getActivations: RelayProtocol.Path.activations
        case .getCheckpoint: RelayProtocol.Path.checkpoint
        case .getTile: RelayProtocol.Path.tile + "/{tile}"
        case .getEntry: RelayProtocol.Path.entries + "/{\(Self.numberParameter)}"
        case .getCandidate: RelayProtocol.Path.candidate
        case .getCosigned, .postCosignature: RelayProtocol.Path.cosignatures
        case .getOpenAPI: RelayProtocol.Path.openAPI
        }
    }
}
