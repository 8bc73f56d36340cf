import Identity
import Ledger
import Notes

extension PackVerification {
    /// A log whose tree was computed anew.
    struct ReadTree {
        let size: UInt64
        let displaced: Set<UInt64>
    }

    /// An entry that its own proof shows in its log, as far as that goes.
    struct OpenedEntry {
        let path: String
        let machine: KeyBook.Machine
        let entry: VerifiedEntry
    }

    /// Reads and verifies the opened entries; what does not hold is stated at once.
    mutating func openedEntries(_ keys: KeyBook) -> [OpenedEntry] {
        var opened: [OpenedEntry] = []
        for path in files.paths(in: PackLayout.entries) {
            do throws(LedgerError) {
                let proof = try EntryProof(parsing: files.content(path) ?? [])
                guard let machine = keys.machine(ofLog: proof.proof.checkpoint) else {
                    state(.entryProven, of: path, .keyUnknown)
                    continue
                }
                let entry = try proof.verified(by: machine.key) { keys.receiptKey(of: $0) }
                opened.append(OpenedEntry(path: path, machine: machine, entry: entry))
            } catch {
                state(.entryProven, of: path, AuditStatement.Reason(error))
            }
        }
        return opened
    }

    /// An entry must stand in the whole log, not only in the tree its proof is about.
    mutating func judge(_ entries: [OpenedEntry], against trees: [ReceiptIssuer: ReadTree]) {
        for opened in entries {
            let index = opened.entry.inclusion.index
            let isDisplaced = trees[opened.machine.issuer]?.displaced.contains(index) ?? false
            state(
                .entryProven, of: opened.path, isDisplaced ? .entryDiffers : nil,
                at: opened.entry.facts.place)
        }
    }

    /// Recomputes every log that is in the pack.
    mutating func judgeLogs(
        _ keys: KeyBook, _ entries: [OpenedEntry], required: Int
    ) -> [ReceiptIssuer: ReadTree] {
        var trees: [ReceiptIssuer: ReadTree] = [:]
        let suffix = "/checkpoint"
        for path in files.paths(in: PackLayout.logs) where path.hasSuffix(suffix) {
            let folder = String(path.dropLast(suffix.count))
            guard let content = files.content(path), let note = try? SignedNote(parsing: content)
            else {
                state(.logSigned, of: path, .malformed)
                continue
            }
            guard let machine = keys.machine(ofLog: note),
                folder == PackLayout.folder(of: machine.issuer)
            else {
                state(.logSigned, of: path, .keyUnknown)
                continue
            }
            guard
                let signed = try? note.verifiedCheckpoint(
                    by: machine.key, origin: machine.key.name)
            else {
                state(.logSigned, of: path, .signatureInvalid)
                continue
            }
            state(.logSigned, of: path, at: String(signed.checkpoint.size))
            let log = PackedLog(folder: folder, machine: machine, signed: signed)
            trees[machine.issuer] = judgeTree(of: log, entries.filter { $0.machine == machine })
            judgeWitnesses(of: log, keys, required: required)
        }
        return trees
    }

    struct PackedLog {
        let folder: String
        let machine: KeyBook.Machine
        let signed: VerifiedCheckpoint

        var origin: String { machine.key.name }
        var cosignedPath: String { folder + "/cosigned" }
    }

    private mutating func judgeTree(
        of log: PackedLog, _ entries: [OpenedEntry]
    ) -> ReadTree? {
        let shown = earlierTrees(of: log)
        let earlier = shown + entries.map(\.entry.inclusion.checkpoint.checkpoint)
        let leaves = Dictionary(
            entries.map { ($0.entry.inclusion.index, $0.entry.inclusion.leafHash) },
            uniquingKeysWith: { first, _ in first })
        var reading = LogReading(log.signed.checkpoint, continuing: earlier, leaves: leaves)
        do throws(AuditError) {
            while true {
                let wanted = reading.wanted
                if wanted.isEmpty { break }
                var contents: [TilePath: [UInt8]] = [:]
                for path in wanted { contents[path] = files.content("\(log.folder)/\(path.text)") }
                try reading.take(contents)
            }
            try reading.requireRoot()
        } catch {
            state(.logWhole, of: log.origin, error.reason, at: error.place)
            return nil
        }
        state(.logWhole, of: log.origin, at: String(reading.size))
        if let size = reading.contradicted.max() {
            let isLonger = size > reading.size
            state(
                .logContinues, of: log.origin, isLonger ? .shrunk : .rewritten,
                at: String(isLonger ? size : reading.contradicted.min() ?? size))
        } else {
            state(.logContinues, of: log.origin, at: String(shown.count))
        }
        return ReadTree(size: reading.size, displaced: Set(reading.displaced))
    }

    /// Trees of the log that somebody was shown before; one that it did not sign is no tree of it.
    private mutating func earlierTrees(of log: PackedLog) -> [Checkpoint] {
        var paths = files.paths(in: log.folder + "/seen")
        if files.paths.contains(log.cosignedPath) { paths.append(log.cosignedPath) }
        var trees: [Checkpoint] = []
        for path in paths {
            guard let note = files.content(path).flatMap({ try? SignedNote(parsing: $0) }),
                let signed = try? note.verifiedCheckpoint(by: log.machine.key, origin: log.origin)
            else {
                state(.logSigned, of: path, .signatureInvalid)
                continue
            }
            trees.append(signed.checkpoint)
        }
        return trees
    }

    private mutating func judgeWitnesses(of log: PackedLog, _ keys: KeyBook, required: Int) {
        let cosigned = files.content(log.cosignedPath).flatMap { try? SignedNote(parsing: $0) }
            .flatMap { try? $0.verifiedCheckpoint(by: log.machine.key, origin: log.origin) }
        let seen = cosigned ?? log.signed
        statements += keys.statements(on: seen, of: log.machine, required: required, at: now)
    }
}

extension LedgerFacts {
    /// What an entry speaks of: a message, or entries that were disposed of, when and under what.
    fileprivate var place: String {
        if let message { return message.hex }
        return event == .erased ? "\(time) \(detail ?? "")" : ""
    }
}

extension AuditStatement.Reason {
    init(_ error: LedgerError) {
        self =
            switch error {
            case .note: .signatureInvalid
            case .issuerUnknown, .originUnexpected: .keyUnknown
            case .merkle, .receiptElsewhere, .receiptUnrelated: .entryDiffers
            case .entryUndisclosed: .entryUnopened
            default: .malformed
            }
    }
}

extension AuditError {
    fileprivate var reason: AuditStatement.Reason {
        switch self {
        case .rootDiffers: .rootDiffers
        case .tileDiffers: .tileDiffers
        case .tileMissing: .missing
        case .rewritten: .rewritten
        case .shrunk: .shrunk
        case .entryDiffers: .entryDiffers
        case .invalid: .malformed
        }
    }

    fileprivate var place: String {
        switch self {
        case .rootDiffers(let size), .rewritten(let size): String(size)
        case .tileDiffers(let path), .tileMissing(let path): path
        case .shrunk(let from, _): String(from)
        case .entryDiffers(let index): String(index)
        case .invalid(let reason): reason
        }
    }
}
