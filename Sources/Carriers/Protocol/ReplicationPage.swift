package import Identity

/// A piece of a relay's log as another relay gets it: the signed tree it is shown in, and entries.
///
///     length (4), checkpoint
///     kind (1), lane (1), position (8), record (8),
///         length (4), disclosure, length (4), path, length (4), body     for each entry
///
/// Numbers are big-endian. Vouched for by nobody. Spec: Relay#replication.
package struct ReplicationPage: Hashable, Sendable {
    /// A signed note.
    package let checkpoint: [UInt8]
    package let entries: [ReplicatedEntry]

    package init(checkpoint: [UInt8], entries: [ReplicatedEntry]) {
        self.checkpoint = checkpoint
        self.entries = entries
    }

    package var encoded: [UInt8] {
        var out: [UInt8] = []
        FrameCursor.append(checkpoint, to: &out)
        for entry in entries { entry.append(to: &out) }
        return out
    }

    /// - Throws: ``FrameError`` with the offset of the first defect.
    package init(decoding body: [UInt8]) throws(FrameError) {
        var cursor = FrameCursor(body)
        checkpoint = try cursor.lengthPrefixed(maxBytes: RelayProtocol.Limit.noteMaxBytes)
        var entries: [ReplicatedEntry] = []
        let limit = RelayProtocol.Limit.replicatedMax
        while !cursor.isAtEnd {
            guard entries.count < limit else { throw FrameError(.tooMany(limit: limit)) }
            entries.append(try ReplicatedEntry(from: &cursor))
        }
        self.entries = entries
    }
}

/// One entry of another relay's log.
package struct ReplicatedEntry: Hashable, Sendable {
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// A framed envelope with all its slots.
        case message = 1
        /// A framed envelope with the slots that were added to it later.
        case supplement = 2
        /// A ``MailboxItem/Kind`` in one byte, and the receipt.
        case receipt = 3
        /// It is there, and policy does not let it out to this relay now; nothing else is told.
        case withheld = 4
    }

    package let kind: Kind
    /// 0 flash, 1 immediate, 2 priority, 3 routine.
    package let lane: UInt8
    package let position: UInt64
    /// `nil` for what the ledger has no record of, or none that says anything still.
    package let proof: Proof?
    package let body: [UInt8]

    /// That the ledger has it.
    package struct Proof: Hashable, Sendable {
        /// The number of the record.
        package let record: UInt64
        /// The record, opened.
        package let disclosure: [UInt8]
        /// From the leaf to the root of the page's tree.
        package let path: [Digest]

        package init(record: UInt64, disclosure: [UInt8], path: [Digest]) {
            self.record = record
            self.disclosure = disclosure
            self.path = path
        }
    }

    package init(
        _ kind: Kind, lane: UInt8, position: UInt64, proof: Proof? = nil, body: [UInt8] = []
    ) {
        self.kind = kind
        self.lane = lane
        self.position = position
        self.proof = proof
        self.body = body
    }

    fileprivate func append(to out: inout [UInt8]) {
        out += [kind.rawValue, lane]
        FrameCursor.append(position, to: &out)
        FrameCursor.append(proof?.record ?? 0, to: &out)
        FrameCursor.append(proof?.disclosure ?? [], to: &out)
        FrameCursor.append(proof?.path.flatMap(\.bytes) ?? [], to: &out)
        FrameCursor.append(body, to: &out)
    }

    fileprivate init(from cursor: inout FrameCursor) throws(FrameError) {
        let start = cursor.offset
        let raw = try cursor.byte()
        guard let kind = Kind(rawValue: raw) else {
            throw FrameError(.kindUnknown(offset: start, found: raw))
        }
        let lane = try cursor.byte()
        guard lane < Self.lanesCount else {
            throw FrameError(.kindUnknown(offset: start + 1, found: lane))
        }
        let position = try cursor.number()
        let record = try cursor.number()
        let disclosure = try cursor.lengthPrefixed(maxBytes: Self.disclosureMaxBytes)
        let pathStart = cursor.offset
        let path = try cursor.lengthPrefixed(maxBytes: Self.pathMaxBytes)
        guard path.count.isMultiple(of: Digest.byteCount) else {
            throw FrameError(.truncated(offset: pathStart))
        }
        let body = try cursor.lengthPrefixed(maxBytes: RelayProtocol.Limit.replicatedMaxBytes)
        // Every count of hashes of that length is one.
        let digests = stride(from: 0, to: path.count, by: Digest.byteCount).compactMap {
            try? Digest(bytes: path[$0..<$0 + Digest.byteCount])
        }
        self.init(
            kind, lane: lane, position: position,
            proof: disclosure.isEmpty
                ? nil : Proof(record: record, disclosure: disclosure, path: digests),
            body: body)
    }

    private static let lanesCount: UInt8 = 4
    /// An audit entry names 4 096 recipients at most, of 64 characters, in base64.
    private static let disclosureMaxBytes = 512 * 1024
    /// A tree of 2^64 leaves is 64 levels high.
    private static let pathMaxBytes = 64 * Digest.byteCount
}
