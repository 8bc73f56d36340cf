import Carriers
import Delivery
import Envelopes
import Handover
import Identity
import Storage

extension NodeEngine {
    /// Whether this node reads WIS.
    package var hasWIS: Bool { ladder.wis != nil }

    /// Fetches one page of what others published in WIS, and keeps all of it durably with the cursor
    /// behind it.
    ///
    /// What bears the envelope of a registered actor is verified and decided as if a relay had
    /// brought it, and is the same message if one brings it too. The rest is the word of whoever
    /// could write there: it is kept apart, as told by nobody we know.
    ///
    /// - Returns: how many publications came.
    /// - Throws: `GatewayProblem`, `StorageError`.
    package func fetchPublications() async throws -> Int {
        guard let wis = ladder.wis else { return 0 }
        let page = try await wis.page(after: memory.cursors[Self.publications]?.value.cursor)
        guard !page.publications.isEmpty else { return 0 }
        try await exclusively { engine in try await engine.take(page) }
        arrived()
        receiptBell.ring()
        return page.publications.count
    }

    /// Everything one page changes, in one commit.
    private func take(_ page: WISPage) async throws {
        var batch = ReceiptBatch(memory)
        var foreign: [Kept<PublicationRecord>] = []
        for publication in page.publications {
            guard let envelope = publication.envelope else {
                guard publication.text.utf8.count <= WISProtocol.envelopeMaxBytes else { continue }
                let (kept, put) = try vault.new(
                    PublicationRecord(publication, at: clock()), in: NodeTable.publications)
                batch.changes.append(put)
                foreign.append(kept)
                continue
            }
            guard isFromAnother(Array(envelope)) else { continue }
            _ = try take(message: Array(envelope), by: .wis, into: &batch)
        }
        try batch.conclude(self)
        let cursor = CursorRecord(relay: Self.publications, cursor: page.next)
        let (kept, change) =
            if let known = memory.cursors[Self.publications] {
                try vault.updated(known, cursor)
            } else { try vault.new(cursor, in: NodeTable.cursors) }
        var step = batch.step
        step.changes.append(change)
        try await commit(step.changes, recording: step.records)
        memory.absorb(step.memory)
        memory.cursors[Self.publications] = kept
        memory.publications += foreign
    }

    /// Anybody may write there: what no registered key has signed leaves no trace here, or others
    /// could fill this node with refusals.
    private func isFromAnother(_ framed: [UInt8]) -> Bool {
        guard let view = material.view(at: clock()),
            let (received, content) = try? EnvelopeFraming.split(framed),
            received.core.originator != actor,
            let envelope = try? received.verified(in: view.registry, at: clock())
        else { return false }
        return (try? envelope.verified(content: content)) != nil
    }

    /// No relay's name has a stroke.
    private static let publications = "carrier/wis"
}

/// What somebody published in WIS without a signature we know.
package struct PublicationRecord: Codable, Sendable {
    package var id: String
    package var kind: String
    package var status: String
    package var headline: String
    package var text: String
    package var source: String
    package var createdMs: Int64
    package var fetchedMs: Int64
    package var late: Bool

    init(_ publication: WISPublication, at now: Timestamp) {
        id = publication.id
        kind = publication.kind
        status = publication.status
        headline = publication.headline
        text = publication.text
        source = publication.source
        createdMs = publication.created.milliseconds
        fetchedMs = now.milliseconds
        late = publication.late
    }
}
