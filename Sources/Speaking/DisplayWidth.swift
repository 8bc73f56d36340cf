// How much of a terminal's line text takes: a character with its combining marks stands in one
// column, one of East Asia or a picture in two.

extension StringProtocol {
    /// In columns.
    package var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

    /// As much of the beginning as fits, and never less than one character.
    package func head(fitting width: Int) -> SubSequence {
        var (end, room) = (startIndex, width)
        while end < endIndex {
            room -= self[end].displayWidth
            if room < 0, end > startIndex { break }
            end = index(after: end)
        }
        return self[..<end]
    }
}

extension Character {
    /// In columns: 0, 1 or 2.
    package var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        // The selector asks for the picture where a character is text otherwise.
        if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{fe0f}") { return 2 }
        switch first.properties.generalCategory {
        // A mark without its letter, and what only steers.
        case .nonspacingMark, .enclosingMark, .control, .format: return 0
        default: return Self.isWide(first.value) ? 2 : 1
        }
    }

    /// Source: Unicode UAX #11, the blocks that are wide or full-width throughout.
    private static func isWide(_ value: UInt32) -> Bool {
        wideBlocks.contains { $0.contains(value) }
    }

    private static let wideBlocks: [ClosedRange<UInt32>] = [
        0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
        0xa000...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe4f, 0xff00...0xff60,
        0xffe0...0xffe6, 0x20000...0x3fffd,
    ]
}
