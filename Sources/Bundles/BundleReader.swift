/// What comes out of a part's plaintext, in this order.
package enum BundlePiece: Sendable {
    case manifest(ReceivedManifest)
    /// The entry at a place of the manifest, and as listed there.
    case entry(BundleEntry)
}

/// Reads a part's plaintext as it comes, in pieces of any size: manifest first, then each entry it
/// lists, and nothing else. Never more than one entry is in memory. Spec: Bundle#content.
package struct BundleReader: Sendable {
    private var awaited = Awaited.manifestLength
    private var needed = lengthByteCount
    private var pending: [UInt8] = []
    private var lines: [BundleLine] = []

    private enum Awaited: Sendable {
        case manifestLength, manifest
        case entryHead(Int)
        case entry(Int)
        case end
    }

    package init() {}

    /// - Throws: ``BundleError``; what was given before stays as it is.
    package mutating func take(_ bytes: [UInt8]) throws(BundleError) -> [BundlePiece] {
        var pieces: [BundlePiece] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            if case .end = awaited { throw .trailingBytes }
            let taken = rest.prefix(needed - pending.count)
            pending += taken
            rest = rest.dropFirst(taken.count)
            guard pending.count == needed else { break }
            let whole = pending
            pending = []
            if let piece = try step(whole) { pieces.append(piece) }
        }
        return pieces
    }

    /// To be called at the end.
    ///
    /// - Throws: ``BundleError/entryDiffers(index:)`` or ``BundleError/manifestInvalid(line:)``
    ///   unless everything listed has come.
    package func finish() throws(BundleError) {
        switch awaited {
        case .end: return
        case .manifestLength, .manifest: throw .manifestInvalid(line: 0)
        case .entryHead(let index), .entry(let index): throw .entryDiffers(index: index)
        }
    }

    private mutating func step(_ whole: [UInt8]) throws(BundleError) -> BundlePiece? {
        switch awaited {
        case .manifestLength:
            try expectManifest(ofBytes: length(bigEndian: whole))
            return nil
        case .manifest:
            let manifest = try ReceivedManifest(encoded: whole)
            lines = manifest.manifest.lines
            expectEntry(0)
            return .manifest(manifest)
        case .entryHead(let index):
            let line = lines[index]
            guard whole[0] == line.kind.rawValue,
                length(bigEndian: whole[1...]) == line.byteCount
            else { throw .entryDiffers(index: index) }
            (awaited, needed) = (.entry(index), line.byteCount)
            return nil
        case .entry(let index):
            let entry = BundleEntry(lines[index].kind, whole)
            guard entry.line == lines[index] else { throw .entryDiffers(index: index) }
            expectEntry(index + 1)
            return .entry(entry)
        case .end: throw .trailingBytes
        }
    }

    private mutating func expectManifest(ofBytes count: Int) throws(BundleError) {
        guard count <= BundleLimits.manifestMaxBytes else {
            throw .tooLong(part: "manifest", limitBytes: BundleLimits.manifestMaxBytes)
        }
        guard count > 0 else { throw .manifestInvalid(line: 0) }
        (awaited, needed) = (.manifest, count)
    }

    private mutating func expectEntry(_ index: Int) {
        let isThere = lines.indices.contains(index)
        awaited = isThere ? .entryHead(index) : .end
        needed = isThere ? BundleEntry.headByteCount : 0
    }

    static let lengthByteCount = 4
}

extension BundleReader {
    /// A manifest as it stands before the entries.
    package static func framed(manifest note: [UInt8]) -> [UInt8] { bigEndian(note.count) + note }
}
