import Identity
import Primitives

/// A small envelope on paper: cut into numbered codes, with parity so that some may be lost.
///
/// Every group of at most ``groupDataMax`` data codes has a parity code, their bytes joined by
/// exclusive or; one code of each group may be missing. Group `n` of `g` holds the data codes `n`,
/// `n + g`, `n + 2g` …, so that neighbours on the paper belong to different groups. Spec:
/// Sheet#parity.
package struct Sheet: Hashable, Sendable {
    package let id: SheetID
    /// Data first, then parity.
    package let parts: [SheetPart]

    /// - Parameter partBytes: content of one code.
    /// - Throws: ``SheetError/empty``, ``SheetError/tooLarge(limitBytes:foundBytes:)``.
    package init(
        _ content: [UInt8], partBytes: Int = defaultPartBytes
    ) throws(SheetError) {
        guard !content.isEmpty else { throw .empty }
        guard content.count <= Self.contentMaxBytes else {
            throw .tooLarge(limitBytes: Self.contentMaxBytes, foundBytes: content.count)
        }
        let data = stride(from: 0, to: content.count, by: partBytes).map { start in
            let piece = Array(content[start..<min(start + partBytes, content.count)])
            return piece + [UInt8](repeating: 0, count: partBytes - piece.count)
        }
        let parityCount = Self.parityCount(for: data.count)
        let parity = (0..<parityCount).map { group in
            stride(from: group, to: data.count, by: parityCount).map { data[$0] }.joinedByXOR
        }
        let id = Self.id(of: content)
        self.id = id
        parts = (data + parity).enumerated().map { index, bytes in
            SheetPart(
                sheet: id, index: index, dataCount: data.count, parityCount: parityCount,
                contentBytes: content.count, bytes: bytes)
        }
    }

    static func parityCount(for dataCount: Int) -> Int {
        (dataCount + groupDataMax - 1) / groupDataMax
    }

    static func id(of content: [UInt8]) -> SheetID {
        SheetID(
            bytes: Array(Hashing.sha256(domain: "budkavle/sheet/v1", content).bytes.prefix(8)))
    }

    /// Data codes that share one of parity.
    package static let groupDataMax = 4
    /// What a code of QR version 20 with error correction M takes.
    package static let defaultPartBytes = 600
    /// More is for other carriers: some twenty pages.
    package static let contentMaxBytes = 65_536
}

extension [[UInt8]] {
    /// Of equally long ones.
    var joinedByXOR: [UInt8] {
        dropFirst().reduce(first ?? []) { joined, bytes in zip(joined, bytes).map { $0 ^ $1 } }
    }
}
