import Identity
import Ledger
@testable import Node
import Storage

extension SendOrder {
    /// Sekretess from one actor to another, on a ground the example policy has for everybody.
    static func notice(
        _ text: String = "Vattenläckan är lagad.", to recipients: [String] = ["kommun-solna"]
    ) -> SendOrder {
        var order = SendOrder(body: Array(text.utf8), level: "sekretess", status: "actual")
        order.kind = "notice"
        order.ground = "osl-10-2"
        order.to = recipients
        return order
    }

    func superseding(_ id: String) -> SendOrder {
        var order = self
        order.supersedes = [id]
        return order
    }
}

extension NodeEngine {
    /// Everything that waits in the mailbox, page by page.
    @discardableResult
    func receiveAll(_ world: NodeWorld) async throws -> Int {
        var count = 0
        while true {
            let came = try await receive(from: world.relayID(), waitSeconds: 0)
            if came == 0 { return count }
            count += came
        }
    }

    /// What the ledger says, as only an unlocked node can read it.
    func ledger() async throws -> [LedgerFacts] {
        let size = try await store.treeHead().size
        return try await store.records(0..<size).compactMap { record in
            try vault.disclosure(of: record).map { try LedgerFacts(parsing: $0.facts) }
        }
    }

    /// Facts of one recipient's track.
    func facts(of id: String, at actor: String) throws -> Set<String> {
        let recipient = try track(id).recipients.first { $0.actor == actor }
        return Set(recipient?.facts.keys.map { $0 } ?? [])
    }

    var lastCounters: [String: UInt64] { memory.counters.mapValues(\.value.last) }

    var receiptsWaiting: Int { memory.receipts.count }
}
