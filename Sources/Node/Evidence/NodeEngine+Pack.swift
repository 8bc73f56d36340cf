import Auditing
import Carriers
import Files
import Foundation
import Handover
import Identity
import Ledger
import Notes
import Policies
import Registry
import Storage

extension NodeEngine {
    /// Writes an auditor pack: registry and policy, the logs of relays and of this node, receipts,
    /// and the entries that are to be opened. Never the content of a message.
    ///
    /// - Throws: `FileError/alreadyExists(path:)`, ``NodeError``, `StorageError`.
    package func pack(_ order: PackOrder) async throws -> PackReply {
        guard let genesis = material.registry.genesis else { throw NodeError.policyMissing }
        var writer = try PackWriter(folder: order.folder)
        try writeRegion(&writer)
        let receipts = try await writeReceipts(&writer)
        // Before the logs: each then reaches as far as its opened entries.
        let entries = try await writeEntries(order, &writer)
        var reply = PackReply(
            folder: order.folder, files: 0, receipts: receipts, entries: entries, logs: [],
            absent: [], genesis: genesis.hex)
        for link in relays {
            do {
                try await writeLog(of: link, &writer)
                reply.logs.append(link.receiptKey.name)
            } catch is CarrierError { reply.absent.append(link.id.text) }
        }
        try await writeOwnLog(&writer)
        reply.logs.append(keys.receiptSigner.key.name)
        let manifest = PackManifest(
            region: material.registry.region, genesis: genesis, maker: .node(node, of: actor),
            time: clock(), files: writer.digests)
        let note = try SignedNote(text: manifest.text, signers: [keys.receiptSigner])
        try writer.write(note.encoded, at: PackManifest.path)
        reply.files = writer.digests.count
        return reply
    }

    private func writeRegion(_ writer: inout PackWriter) throws {
        for (path, bytes) in material.registry.files {
            try writer.write(bytes, at: "\(PackLayout.keys)/\(path)")
        }
        let folder = directory.region.policies.path(percentEncoded: false)
        for path in (try? Folder.files(below: folder)) ?? [] where path.hasSuffix(".note") {
            let bytes = try File.read(folder + "/" + path, limitBytes: Self.noteMaxBytes)
            try writer.write(bytes, at: "Policies/\(path)")
        }
        // What is in force, whatever lies on disk.
        if let bundle = material.policies.latest {
            try writer.write(bundle.note.encoded, at: PackLayout.bundle)
        }
    }

    private func writeReceipts(_ writer: inout PackWriter) async throws -> Int {
        var count = 0
        for row in try await store.rows(in: NodeTable.receiptNotes) {
            try writer.write(receipt: vault.bytes(of: row))
            count += 1
        }
        return count
    }

    private func writeEntries(
        _ order: PackOrder, _ writer: inout PackWriter
    ) async throws -> Int {
        let ids =
            try order.disclosesAll
            ? Array(memory.sent.keys) + Array(memory.received.keys)
            : order.disclosed.map { try message($0) }
        let files = try await evidence(of: ids, withDisposals: true).proofs
        for file in files {
            guard let issuer = issuer(ofLog: file.log) else { continue }
            try writer.write(file.bytes, at: PackLayout.entry(file.index, of: issuer))
        }
        try writeViews(of: files, &writer)
        return files.count
    }

    /// What the decisions of opened entries rested on, as far as this node has it: a relay may have
    /// been ahead.
    private func writeViews(of proofs: [ProofFile], _ writer: inout PackWriter) throws {
        let questions = proofs.compactMap { file in
            (try? EntryProof(parsing: file.bytes))?.disclosure.facts.question
        }
        var written: Set<Digest> = []
        for question in questions where written.insert(question.view).inserted {
            let files = try? directory.archive.files(of: question.view, at: question.viewed)
            for (path, bytes) in files ?? [] {
                try writer.write(bytes, at: "\(PackLayout.archive)/\(path)")
            }
        }
    }

    private func issuer(ofLog origin: String) -> ReceiptIssuer? {
        if origin == keys.receiptSigner.key.name { return .node(node, of: actor) }
        return relays.first { $0.receiptKey.name == origin }.map { .relay($0.id) }
    }

    // MARK: Logs

    /// The signed trees come last: a log that could not be read whole has none in the pack.
    private func writeLog(of link: RelayLink, _ writer: inout PackWriter) async throws {
        let folder = PackLayout.folder(of: .relay(link.id))
        // The cosigned tree is read first, so the latest is at least as large.
        let cosigned = try await link.client.cosigned()
        let latest = try await link.client.checkpoint()
        let checkpoint = try Checkpoint(parsing: SignedNote(parsing: latest).text)
        for path in TileLayout(size: checkpoint.size).everyTile {
            let name = String(path.text.dropFirst("tile/".count))
            let content = try await patiently { () async throws(CarrierError) in
                try await link.client.tile(name)
            }
            try writer.write(content, at: "\(folder)/\(path.text)")
        }
        if let seen = memory.seenTrees[link.receiptKey.name]?.value {
            try writer.write(seen.note, at: "\(folder)/seen/\(seen.size).checkpoint")
        }
        for (name, note) in ForkEvidence.files(of: link.id, in: directory) {
            try writer.write(note, at: "\(folder)/seen/\(name)")
        }
        if let cosigned { try writer.write(cosigned, at: "\(folder)/cosigned") }
        try writer.write(latest, at: "\(folder)/checkpoint")
    }

    private func writeOwnLog(_ writer: inout PackWriter) async throws {
        let folder = PackLayout.folder(of: .node(node, of: actor))
        let checkpoint = try await ownCheckpoint()
        try writer.write(checkpoint.encoded, at: "\(folder)/checkpoint")
        for path in TileLayout(size: try Checkpoint(parsing: checkpoint.text).size).everyTile {
            guard let content = try await store.tile(path) else {
                throw LedgerError.tileMissing(path)
            }
            try writer.write(content, at: "\(folder)/\(path.text)")
        }
    }

    private static let noteMaxBytes = 16 << 20
}
