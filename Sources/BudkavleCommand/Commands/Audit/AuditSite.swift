import Carriers
import Foundation
import Handover
import Identity
import Keystore
import Ledger
import Node
import Notes
import Primitives
import Registry

/// A relay to be audited: the way to it, and the key its registry entry says it signs with.
struct AuditSite {
    let relay: RelayID
    let client: RelayClient
    private let receiptKey: NoteKey

    init(relay: RelayID, client: RelayClient, receiptKey: NoteKey) {
        self.relay = relay
        self.client = client
        self.receiptKey = receiptKey
    }

    /// - Throws: `LedgerError`, unless the relay's registered key signed it.
    func verified(_ note: SignedNote) throws -> Checkpoint {
        try note.verifiedCheckpoint(by: receiptKey, origin: receiptKey.name).checkpoint
    }
}

extension NodeSession {
    /// The relay as this node's verified registry knows it, reached with the node's certificate.
    ///
    /// The vault is left alone, so a running node does not mind.
    func auditSite(relay url: String?) throws -> AuditSite {
        let configuration = try NodeConfiguration(reading: directory.configuration)
        let now = Timestamp.systemClock()
        let view = try directory.region.registry(trusting: Digest(hex: configuration.genesis))
            .view(at: now)
        guard let address = url ?? configuration.relays.first,
            let record = view.relays.values.first(where: { $0.url == address })
        else { throw NodeError.relayUnregistered(url: url ?? "") }
        let keys = try RingNodeKeys(
            ring: unlockedRing(), actor: ActorID(configuration.actor),
            node: NodeID(configuration.node), in: view)
        let client = try RelayClient(
            address: address, certificates: record.certificates, identity: keys.tls)
        return AuditSite(relay: record.id, client: client, receiptKey: record.receiptKey)
    }
}
