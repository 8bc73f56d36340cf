import Bundles
import Carriers
import Delivery
import Identity

extension NodeEngine {
    /// Takes in what bundles bring.
    ///
    /// Each part is verified whole, from the first byte to the last and to its sender's signature,
    /// before anything of it is taken in; one that fails is kept aside and changes nothing. The
    /// region's notes come first, then messages and receipts, each judged as if a relay had brought
    /// it. Taking the same in again is harmless.
    ///
    /// - Parameter paths: absolute, in any order.
    /// - Throws: ``NodeError``, `StorageError`. What is refused is in the reply, not an error.
    package func importBundles(_ paths: [String]) async throws -> ImportedBundles {
        try requireClock()
        var reply = ImportedBundles()
        var checked: [CheckedPart] = []
        for path in paths {
            if let part = try await check(path, &reply) { checked.append(part) }
        }
        checked.sort {
            ($0.manifest.bundle.hex, $0.manifest.part) < ($1.manifest.bundle.hex, $1.manifest.part)
        }
        let vouched = try await vouchedFor(checked, &reply)
        for part in vouched { try await take(part.offer, &reply) }
        for part in vouched {
            try await takeIn(part, &reply)
            reply.parts.append(.init(part))
        }
        reply.absent = absentParts(vouched.map(\.manifest))
        if reply.messages.new > 0 { arrived() }
        receiptBell.ring()
        return reply
    }

    private func take(_ offer: RegionOffer, _ reply: inout ImportedBundles) async throws {
        guard !offer.isEmpty else { return }
        let taking = try await exclusively { engine in
            try await engine.take(offer, from: "bundle")
        }
        reply.regionChanged = reply.regionChanged || taking.changed
        for note in taking.refused where !reply.refusedNotes.contains(note) {
            reply.refusedNotes.append(note)
        }
    }

    /// Messages and receipts of one part, a page at a time as from a mailbox.
    private func takeIn(_ part: CheckedPart, _ reply: inout ImportedBundles) async throws {
        let walk = try BundleWalk(part.copy.content, for: actor, keys: bundleKeys())
        var page: [BundleEntry] = []
        var pageBytes = 0
        while let pieces = try walk.next() {
            for case .entry(let entry) in pieces where !entry.kind.isOfRegion {
                guard entry.kind != .attachment else {
                    // Its message may be in the page.
                    try await take(page, &reply)
                    (page, pageBytes) = ([], 0)
                    try await take(piece: entry, from: part.manifest.sender.actor, &reply)
                    continue
                }
                page.append(entry)
                pageBytes += entry.bytes.count
                guard page.count == Self.pageEntriesMax || pageBytes >= Self.pageMaxBytes else {
                    continue
                }
                try await take(page, &reply)
                (page, pageBytes) = ([], 0)
            }
        }
        try await take(page, &reply)
    }

    private func take(_ page: [BundleEntry], _ reply: inout ImportedBundles) async throws {
        guard !page.isEmpty else { return }
        let taken = try await exclusively { engine in try await engine.takeAlone(page) }
        reply.add(taken)
    }

    /// Everything one page changes, in one commit.
    private func takeAlone(_ page: [BundleEntry]) async throws -> ImportedBundles {
        var reply = ImportedBundles()
        var batch = ReceiptBatch(memory)
        for entry in page {
            switch entry.kind {
            case .message: reply.note(try take(message: entry.bytes, by: .bundle, into: &batch))
            case .delivered: reply.note(try take(deliveredNote: entry.bytes, into: &batch))
            case .sealed:
                let item = MailboxItem(.sealedReceipt, entry.bytes)
                reply.note(try take(sealed: item, into: &batch))
            case .checkpoint: reply.note(try take(tree: entry.bytes, into: &batch))
            case .entry: reply.noteEntry(try take(entry: entry.bytes, into: &batch))
            case .registry, .policy, .freshness, .exercise, .activation, .attachment: break
            }
        }
        try batch.conclude(self)
        let changes = batch.memory.changes
        try await commit(batch.changes, recording: batch.records)
        memory.absorb(changes)
        for id in changes.received.keys { queueFetches(of: id) }
        for (id, kept) in changes.sent where kept.value.isWithEverybody {
            try await apply(.receiptSeen(id))
        }
        try await tellLadder(signed: changes.sent)
        return reply
    }

    private static let pageMaxBytes = 16 << 20
}

extension SentRecord {
    /// No relay is needed any more: everybody's receipt is here, and nothing follows the message.
    fileprivate var isWithEverybody: Bool {
        isQueued && attachments?.isEmpty != false && isSignedForByAll
    }
}

extension ImportedBundles.Part {
    fileprivate init(_ part: CheckedPart) {
        path = part.path
        bundle = part.manifest.bundle.hex
        number = part.manifest.part
        count = part.manifest.partCount
        from = part.manifest.sender.description
    }
}

extension ImportedBundles {
    fileprivate mutating func note(_ fate: ArrivalFate) {
        switch fate {
        case .new: messages.new += 1
        case .known: messages.known += 1
        case .refused(let record):
            messages.refused += 1
            refusedMessages.append(RefusedLine(record))
        }
    }

    fileprivate mutating func note(_ fate: ReceiptFate) {
        switch fate {
        case .new: receipts.new += 1
        case .known: receipts.known += 1
        case .refused: receipts.refused += 1
        }
    }

    fileprivate mutating func note(_ fate: TreeFate) {
        switch fate {
        case .new: checkpoints.new += 1
        case .known: checkpoints.known += 1
        case .refused(let note):
            checkpoints.refused += 1
            refusedNotes.append(note)
        }
    }

    fileprivate mutating func noteEntry(_ fate: ReceiptFate) {
        switch fate {
        case .new: entries.new += 1
        case .known: entries.known += 1
        case .refused: entries.refused += 1
        }
    }

    fileprivate mutating func add(_ page: ImportedBundles) {
        messages.add(page.messages)
        receipts.add(page.receipts)
        checkpoints.add(page.checkpoints)
        entries.add(page.entries)
        refusedMessages += page.refusedMessages
        refusedNotes += page.refusedNotes
    }
}

extension ImportedBundles.Counts {
    fileprivate mutating func add(_ other: Self) {
        new += other.new
        known += other.known
        refused += other.refused
    }
}
