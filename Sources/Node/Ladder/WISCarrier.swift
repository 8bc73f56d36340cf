import Carriers
import Delivery
import Foundation
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

    init(_ configuration: WISConfiguration, in directory: NodeDirectory) {
        let certificate = Self.place(configuration.certificate, in: directory)
        let token = Self.place(configuration.token, in: directory)
        client = Result { () throws(GatewayProblem) in
            guard let pem = try? Data(contentsOf: certificate) else {
                throw GatewayProblem(.certificateInvalid)
            }
            return try WISClient(
                address: configuration.address, trusting: Array(pem),
                token: { () throws(GatewayProblem) in try Self.token(in: token) })
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

    private static func place(_ path: String, in directory: NodeDirectory) -> URL {
        path.hasPrefix("/") ? URL(filePath: path) : directory.root.appending(path: path)
    }

    /// Read for each request; refused where others on this machine can read it.
    private static func token(in file: URL) throws(GatewayProblem) -> String {
        let path = file.path(percentEncoded: false)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 == 0,
            let text = try? String(contentsOf: file, encoding: .utf8)
        else { throw GatewayProblem(.tokenUnusable) }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw GatewayProblem(.tokenUnusable)
        }
        return token
    }
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
