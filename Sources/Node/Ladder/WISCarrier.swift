import Carriers
import Delivery
import Identity
import Labels

/// WIS, by its gateway: open notices and pictures for everybody, where the region looks first.
///
/// Whoever reads WIS reads all of it, so what is meant for some alone does not go there.
struct WISCarrier: AskedCarrier {
    let rung = Rung("wis")
    let kind = CarrierKind.wis
    let bytesMax = WISProtocol.envelopeMaxBytes
    let manner = RungTraits.Manner.attempted
    let isRecord = true

    /// A node whose WIS is set up wrongly opens nevertheless: its other ways are not hurt.
    private let client: Result<WISClient, GatewayProblem>

    init(_ configuration: GatewayConfiguration, in directory: NodeDirectory) {
        let files = GatewayFiles(in: directory)
        client = Result { () throws(GatewayProblem) in
            try WISClient(
                address: configuration.address,
                trusting: try files.certificate(configuration.certificate),
                token: { () throws(GatewayProblem) in try files.token(configuration.token) })
        }
    }

    func takes(_ sort: MessageSort) -> Bool {
        (sort.kind == .notice || sort.kind == .picture) && sort.audience == .all
            && !sort.isOpaque && !sort.hasAttachments && !sort.isDeniedToSome
    }

    func probe() async throws(GatewayProblem) { try await client.get().probe() }

    func carry(_ message: OpenMessage) async throws(GatewayProblem) {
        try await client.get().publish(WISPublication(message))
    }

    /// What is published behind a cursor, by whomever.
    func page(after cursor: String?) async throws(GatewayProblem) -> WISPage {
        try await client.get().page(after: cursor)
    }

    func close() async { if case .success(let client) = client { await client.shutdown() } }
}

extension WISPublication {
    init(_ message: OpenMessage) {
        self.init(
            id: message.id, kind: message.kind.rawValue, status: message.status.rawValue,
            headline: message.status.banner + message.headline, text: message.text,
            source: message.originator.text, created: message.created, expires: message.expires,
            late: message.isLate, envelope: message.envelope)
    }
}

extension StatusKind {
    /// Before a headline that stands alone: nobody shall take an exercise for the real thing.
    fileprivate var banner: String {
        switch self {
        case .actual: ""
        case .exercise: "ÖVNING: "
        case .test: "TEST: "
        }
    }
}
