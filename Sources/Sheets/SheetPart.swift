import Identity

/// What one code of a sheet carries.
///
///     BUDKAVLE1:2$8 Q4…
///
/// The words after the colon are base45 of: sheet (8 bytes), number (2), data codes (2), parity
/// codes (2), bytes in all (4), and as many bytes of content as every other code of the sheet has;
/// numbers are big-endian. Spec: Sheet#codes.
package struct SheetPart: Hashable, Sendable {
    /// Which sheet it belongs to.
    package let sheet: SheetID
    /// From 0; those from ``dataCount`` on are parity.
    package let index: Int
    package let dataCount: Int
    package let parityCount: Int
    /// Of the whole content, without padding.
    package let contentBytes: Int
    package let bytes: [UInt8]

    package var count: Int { dataCount + parityCount }

    /// As it is printed.
    package var text: String {
        var coded = sheet.bytes
        coded.append(bigEndian: index, bytes: 2)
        coded.append(bigEndian: dataCount, bytes: 2)
        coded.append(bigEndian: parityCount, bytes: 2)
        coded.append(bigEndian: contentBytes, bytes: 4)
        return Self.mark + Base45.encode(coded + bytes)
    }

    /// - Throws: ``SheetError/partForeign`` for a text that is no code of ours,
    ///   ``SheetError/partInvalid`` for one whose numbers cannot be.
    package init(text: some StringProtocol) throws(SheetError) {
        guard text.hasPrefix(Self.mark) else { throw .partForeign }
        guard let coded = Base45.decode(text.dropFirst(Self.mark.count)),
            coded.count > Self.headByteCount
        else { throw .partInvalid }
        func number(_ range: Range<Int>) -> Int { coded[range].reduce(0) { $0 << 8 | Int($1) } }
        self.init(
            sheet: SheetID(bytes: Array(coded[..<8])), index: number(8..<10),
            dataCount: number(10..<12), parityCount: number(12..<14),
            contentBytes: number(14..<18), bytes: Array(coded[Self.headByteCount...]))
        guard isSound else { throw .partInvalid }
    }

    init(
        sheet: SheetID, index: Int, dataCount: Int, parityCount: Int, contentBytes: Int,
        bytes: [UInt8]
    ) {
        self.sheet = sheet
        self.index = index
        self.dataCount = dataCount
        self.parityCount = parityCount
        self.contentBytes = contentBytes
        self.bytes = bytes
    }

    private var isSound: Bool {
        index < count && parityCount == Sheet.parityCount(for: dataCount)
            && (1...Sheet.contentMaxBytes).contains(contentBytes)
            && dataCount == (contentBytes + bytes.count - 1) / bytes.count
    }

    /// Whether both say the same of their sheet.
    func agrees(with other: SheetPart) -> Bool {
        sheet == other.sheet && dataCount == other.dataCount && contentBytes == other.contentBytes
            && bytes.count == other.bytes.count
    }

    private static let mark = "BUDKAVLE1:"
    static let headByteCount = 18
}

/// The first eight bytes of `SHA-256("budkavle/sheet/v1" ‖ 0x00 ‖ content)`: tells sheets apart, and
/// whether one was put together rightly.
package struct SheetID: Hashable, Sendable {
    let bytes: [UInt8]

    /// Sixteen hexadecimal digits, as printed beside each code.
    package var text: String { Hex.encode(bytes) }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: Int, bytes count: Int) {
        for place in (0..<count).reversed() {
            append(UInt8(truncatingIfNeeded: value >> (8 * place)))
        }
    }
}
