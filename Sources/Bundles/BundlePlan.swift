import Primitives

/// How entries are shared out among the parts of a bundle.
package enum BundlePlan {
    /// Fills one part after the other, in the order given: what is first is on the first stick.
    ///
    /// - Parameter partMaxBytes: no part becomes a larger file; `nil` where size is no matter.
    /// - Returns: the ranges of the parts, at least one.
    /// - Throws: ``BundleError/partTooSmall(limitBytes:neededBytes:)`` when an entry alone does not
    ///   fit, ``BundleError/tooLong(part:limitBytes:)``, ``BundleError/tooMany(part:limit:)``.
    package static func parts(
        of lines: [BundleLine], partMaxBytes: Int?
    ) throws(BundleError) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        var plainBytes = 0
        for (index, line) in lines.enumerated() {
            guard line.byteCount <= BundleLimits.entryMaxBytes else {
                throw .tooLong(part: "entry", limitBytes: BundleLimits.entryMaxBytes)
            }
            let added = line.plainByteCount
            let isFull =
                index - start == BundleLimits.entriesMax
                || exceeds(fileByteCountMax(plainBytes + added), partMaxBytes)
            if isFull, index > start {
                parts.append(start..<index)
                (start, plainBytes) = (index, 0)
            }
            plainBytes += added
            let alone = fileByteCountMax(plainBytes)
            if let partMaxBytes, alone > partMaxBytes {
                throw .partTooSmall(limitBytes: partMaxBytes, neededBytes: alone)
            }
        }
        parts.append(start..<lines.count)
        guard parts.count <= BundleLimits.partsMax else {
            throw .tooMany(part: "parts", limit: BundleLimits.partsMax)
        }
        return parts
    }

    private static func exceeds(_ byteCount: Int, _ limit: Int?) -> Bool {
        limit.map { byteCount > $0 } ?? false
    }

    /// What a part with so much of entries and their lines takes at most.
    private static func fileByteCountMax(_ plainBytes: Int) -> Int {
        let content = Cobblestone256.ciphertextLength(
            ofPlaintext: plainBytes + manifestHeadMaxBytes)
        return BundleOpening.byteCountMax + (content ?? .max / 2)
    }

    /// The manifest's length, its first lines and its signature, generously.
    private static let manifestHeadMaxBytes = 1_024
}

extension BundleLine {
    /// The entry in the stream and its line in the manifest.
    fileprivate var plainByteCount: Int {
        BundleEntry.headByteCount + byteCount + text.utf8.count + 1
    }
}
