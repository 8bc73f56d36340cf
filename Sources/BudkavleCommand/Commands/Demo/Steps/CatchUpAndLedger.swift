import Foundation
import Node
import Wording

extension DemoStage {
    /// What came while the node was stopped is fetched when it starts.
    func catchUp() async throws -> [Phrase] {
        let actor = DemoCast.traveller
        try runNode(actor)
        guard let last = messages["last"] else { throw DemoFailure.untrue("a stream was sent") }
        try await untilReceived(last, by: [actor])
        try await until("\(actor) has the whole stream") {
            try await Set(streamed(to: actor).map(\.id))
                == Set(streamed(to: DemoCast.convener).map(\.id))
        }
        guard case .status(let status) = try await ask(actor, .status) else { return [] }
        try require(status.gaps.isEmpty, "no gap: \(status.gaps)")
        let count = try await inbox(actor).count
        return [
            Phrase(
                sv: "\(actor) startade igen och har alla \(count) meddelanden, utan luckor.",
                en: "\(actor) started again and has all \(count) messages, without gaps.")
        ]
    }

    /// Checkpoint and tiles, fetched and recomputed by somebody who trusts the registry only.
    func verifyLedger() async throws -> [Phrase] {
        let audit = try await auditLedger(saving: false)
        guard let earlier = audit.continues else {
            throw DemoFailure.untrue("the tree continues the one before the kill")
        }
        return [
            Phrase(
                sv:
                    """
                    \(audit.origin): \(audit.size) poster, rot \(short(audit.root)), \
                    underskriften håller.
                    """,
                en:
                    """
                    \(audit.origin): \(audit.size) entries, root \(short(audit.root)), signature \
                    holds.
                    """),
            Phrase(
                sv:
                    """
                    Roten räknad på nytt ur \(audit.tiles) brickor; fortsätter trädet om \
                    \(earlier) poster från före SIGKILL.
                    """,
                en:
                    """
                    Root recomputed from \(audit.tiles) tiles; continues the tree of \(earlier) \
                    from before the SIGKILL.
                    """),
        ]
    }

    struct Audit: Decodable {
        let origin: String
        let size: UInt64
        let root: String
        let tiles: Int
        let continues: UInt64?
    }

    /// `budkavle audit verify`, by an actor's machine.
    func auditLedger(saving: Bool) async throws -> Audit {
        let actor = DemoCast.municipality
        let checkpoint = directory.cargo.appending(path: "before.checkpoint").path(
            percentEncoded: false)
        return try await read(
            of: ["audit", "verify", "--relay", relayURL, "--key-file", keyFile(of: actor)]
                + nodeOptions(actor) + (saving ? ["--save", checkpoint] : ["--since", checkpoint]))
    }
}
