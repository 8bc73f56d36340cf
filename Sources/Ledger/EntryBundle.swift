package import Identity

/// The entries below one tile of level 0, as c2sp.org/tlog-tiles serves them: each behind its
/// length
/// in two bytes, big-endian.
///
/// Our entries are commitments, 32 bytes each, so `00 20` comes before every one.
package enum EntryBundle {
    package static func content(of commitments: some Sequence<Digest>) -> [UInt8] {
        var out: [UInt8] = []
        for commitment in commitments {
            out += [0, UInt8(Digest.byteCount)]
            commitment.append(to: &out)
        }
        return out
    }

    /// Reads a bundle of any log.
    ///
    /// - Throws: ``LedgerError/entryBundleInvalid(offset:)`` where a length or entry is cut off, or
    ///   after 256 entries.
    package static func entries(in content: [UInt8]) throws(LedgerError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var rest = content[...]
        while !rest.isEmpty {
            guard rest.count >= 2, entries.count < TilePath.widthMax else {
                throw .entryBundleInvalid(offset: rest.startIndex)
            }
            let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            let entry = rest.dropFirst(2).prefix(length)
            guard entry.count == length else {
                throw .entryBundleInvalid(offset: rest.startIndex)
            }
            entries.append(Array(entry))
            rest = rest[entry.endIndex...]
        }
        return entries
    }
}
