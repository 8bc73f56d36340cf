package import Identity
package import Primitives

/// One of the shares that together are the key file of one ring.
///
///     budkavle-key-share v1
///     ring 5b20c7…
///     threshold 2
///     shares 3
///     share 1
///     VBfIxzzOz37llIdq8LxQjCC2epvnDqelgJi8jnyqPtE=
///     check 3f1d09d4f0a75e66
///
/// `ring` is the SHA-256 of the ring's file. `check` are the first eight bytes of HMAC-SHA-256 under
/// the share's 32 bytes over all lines before them, so that a share that was copied wrongly is named;
/// it tells nothing of the others. Spec: KeyRing#shares.
package struct KeyShare: Sendable {
    package let ring: Digest
    package let threshold: Int
    /// How many were made.
    package let count: Int
    let share: ThresholdSharing.Share

    package var index: Int { Int(share.index) }

    package static let countMax = 16
    /// No share is longer.
    package static let fileMaxBytes = 512
    static let valueByteCount = 32

    init(ring: Digest, threshold: Int, count: Int, share: ThresholdSharing.Share) {
        self.ring = ring
        self.threshold = threshold
        self.count = count
        self.share = share
    }

    /// The file's content.
    package var encoded: SecretBytes {
        let (head, check) = (head, self.check)
        return SecretBytes(count: head.count + Self.tailByteCount) { room in
            room.copyBytes(from: head)
            let start = head.count
            let body = UnsafeMutableRawBufferPointer(
                rebasing: room[start..<(start + Self.base64ByteCount)])
            share.value.withBytes { SecretBase64.encode($0, into: body) }
            let end = UnsafeMutableRawBufferPointer(
                rebasing: room[(start + Self.base64ByteCount)...])
            end.copyBytes(from: check)
        }
    }

    /// - Throws: ``KeystoreError/shareMalformed(line:expected:)`` for anything ``encoded`` would not
    ///   have given.
    package init(parsing file: SecretBytes) throws(KeystoreError) {
        let headCount = file.count - Self.tailByteCount
        guard headCount > 0, file.count <= Self.fileMaxBytes else {
            throw .shareMalformed(line: 1, expected: Self.firstLine)
        }
        let head = file.withBytes { Array($0.prefix(headCount)) }
        var lines = ShareLines(head)
        try lines.require(Self.firstLine)
        ring = try lines.value("ring") { try? Digest(hex: $0) }
        threshold = try lines.number("threshold", in: 2...Self.countMax)
        count = try lines.number("shares", in: threshold...Self.countMax)
        let index = try lines.number("share", in: 1...count)
        let value = try SecretBytes(count: Self.valueByteCount) { room throws(KeystoreError) in
            let isGood = file.withBytes { bytes in
                let body = UnsafeRawBufferPointer(
                    rebasing: bytes[headCount..<(headCount + Self.base64ByteCount)])
                return SecretBase64.decode(body, into: room)
            }
            guard isGood else { throw .shareMalformed(line: 6, expected: "32 bytes in base64") }
        }
        share = ThresholdSharing.Share(index: UInt8(index), value: value)
        let check = file.withBytes { Array($0.dropFirst(headCount + Self.base64ByteCount)) }
        guard self.head == head, ConstantTime.areEqual(check, self.check) else {
            throw .shareMalformed(line: 7, expected: "check of the lines before")
        }
    }

    private var head: [UInt8] {
        Array(
            """
            \(Self.firstLine)
            ring \(ring.hex)
            threshold \(threshold)
            shares \(count)
            share \(index)

            """.utf8)
    }

    /// From the line feed behind the share to the end.
    private var check: [UInt8] {
        let code = HMAC256.code(key: share.value, over: head)
        return Array("\ncheck \(Hex.encode(code.prefix(Self.checkByteCount)))\n".utf8)
    }

    private static let firstLine = "budkavle-key-share v1"
    private static let base64ByteCount = 44
    private static let checkByteCount = 8
    private static let tailByteCount = base64ByteCount + "\ncheck \n".utf8.count + 16
}

/// The lines of a share that are no secret.
private struct ShareLines {
    private var lines: ArraySlice<String>
    private var number = 0

    init(_ bytes: [UInt8]) {
        lines =
            bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }[...]
    }

    mutating func require(_ text: String) throws(KeystoreError) {
        number += 1
        guard lines.popFirst() == text else {
            throw .shareMalformed(line: number, expected: text)
        }
    }

    mutating func value<Value>(
        _ word: String, _ read: (String) -> Value?
    ) throws(KeystoreError) -> Value {
        number += 1
        guard let line = lines.popFirst(), line.hasPrefix(word + " "),
            let value = read(String(line.dropFirst(word.utf8.count + 1)))
        else { throw .shareMalformed(line: number, expected: word) }
        return value
    }

    mutating func number(
        _ word: String, in range: ClosedRange<Int>
    ) throws(KeystoreError) -> Int {
        try value(word) { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }
}
