import Auditing
import Carriers
import Foundation
import Handover
import Identity
import Keystore
import Ledger
import Node
import Notes
import Policies
import Primitives
import Registry

/// A relay to be audited: the way to it, and the key its registry entry says it signs with.
struct AuditSite {
    let relay: RelayID
    let client: RelayClient
    private let receiptKey: NoteKey
    private let keys: KeyBook
    /// How many witnesses policy asks for.
    private let required: Int

    init(_ record: RelayRecord, client: RelayClient, in registry: Registry, required: Int) {
        relay = record.id
        receiptKey = record.receiptKey
        self.client = client
        keys = KeyBook(registry)
        self.required = required
    }

    /// - Throws: `LedgerError`, unless the relay's registered key signed it.
    func verified(_ note: SignedNote) throws -> VerifiedCheckpoint {
        try note.verifiedCheckpoint(by: receiptKey, origin: receiptKey.name)
    }

    /// Who has cosigned the tree that most have.
    func witnesses() async throws -> RelayAudit.Witnesses {
        guard let bytes = try await client.cosigned() else {
            return RelayAudit.Witnesses(cosigners: [], size: nil, required: required)
        }
        let cosigned = try verified(SignedNote(parsing: bytes))
        let standing = try keys.standing(
            of: cosigned, required: required, at: Timestamp.systemClock().adding(seconds: 300))
        return RelayAudit.Witnesses(
            cosigners: standing.cosigners, size: cosigned.checkpoint.size, required: required)
    }
}

extension NodeSession {
    /// The relay as this node's verified registry knows it, reached with the node's certificate.
    ///
    /// The vault is left alone, so a running node does not mind.
    func auditSite(relay url: String?) throws -> AuditSite {
        let configuration = try NodeConfiguration(reading: directory.configuration)
        let now = Timestamp.systemClock()
        let (material, _) = try directory.region.load(
            trusting: Digest(hex: configuration.genesis), at: now)
        let view = material.registry.view(at: now)
        guard let address = url ?? configuration.relays.first,
            let record = view.relays.values.first(where: { $0.url == address })
        else { throw NodeError.relayUnregistered(url: url ?? "") }
        let keys = try RingNodeKeys(
            ring: unlockedRing(), actor: ActorID(configuration.actor),
            node: NodeID(configuration.node), in: view)
        let client = try RelayClient(
            address: address, certificates: record.certificates, identity: keys.tls)
        return AuditSite(
            record, client: client, in: material.registry,
            required: material.policies.latest?.policy.witnessesMax ?? 0)
    }
}
