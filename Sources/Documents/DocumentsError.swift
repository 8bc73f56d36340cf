/// Why bytes are no document we read, before anyone asked what it says.
package enum DocumentsError: Error, Equatable, Sendable {
    case tooLong(limitBytes: Int, foundBytes: Int)
    /// An encoding we do not read.
    case encodingUnsupported(name: String)
    /// The document declares `name`, and its first bytes say otherwise.
    case encodingContradicted(name: String)
    /// The byte at `offset` is not of the encoding.
    case encodingInvalid(offset: Int)
    case xmlInvalid(XMLDefect, at: TextPosition)
    /// `position` is the last character read: the end of the word that did not fit.
    case jsonInvalid(JSONSyntaxDefect, at: TextPosition)
    /// `path` as `$.statements.forecast[0]` names the value that goes too deep.
    case jsonTooDeep(limitLevels: Int, path: String)
    /// A text to be written holds a character that XML cannot say, not even as a reference;
    /// `element` as ``XMLPart`` names it.
    case xmlUnwritable(scalar: UInt32, element: String)
    /// The library got no memory; nothing is said about the document.
    case memoryExhausted
}

/// A place in a text: both counted from 1, the column in Unicode scalars.
package struct TextPosition: Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Of the byte at `offset` of a text that is UTF-8.
    init(of offset: Int, in text: [UInt8]) {
        let before = text[..<offset]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        line = before.count { $0 == UInt8(ascii: "\n") } + 1
        // Continuation bytes do not count.
        column = before[lineStart...].count { $0 & 0xc0 != 0x80 } + 1
    }

    package var description: String { "\(line):\(column)" }
}

/// The limit of both readers: a hundred times the longest alert we know.
package enum DocumentLimit {
    package static let documentMaxBytes = 4_194_304

    /// - Throws: ``DocumentsError/tooLong(limitBytes:foundBytes:)``.
    static func check(_ document: [UInt8]) throws(DocumentsError) {
        guard document.count <= documentMaxBytes else {
            throw .tooLong(limitBytes: documentMaxBytes, foundBytes: document.count)
        }
    }
}
