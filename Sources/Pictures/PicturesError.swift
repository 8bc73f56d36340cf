package import Labels

/// Why bytes are not what they claim to be, or a field not what it must be.
package enum PicturesError: Error, Equatable {
    case documentTooLong(limitBytes: Int, foundBytes: Int)
    /// An encoding we do not read; UTF-8, US-ASCII and ISO-8859-1 are read.
    case encodingUnsupported(name: String)
    /// The byte at `offset` is not of the encoding.
    case encodingInvalid(offset: Int)
    case xmlInvalid(XMLDefect, at: TextPosition)
    /// Well-formed XML, but not the alert it claims to be; `path` as `/alert/info[1]/urgency`.
    case capInvalid(CAPDefect, path: String, at: TextPosition)
    /// `path` as `$.statements.forecast[0].text`; `offset` in bytes from the start.
    case jsonInvalid(JSONDefect, path: String, offset: Int)
    case fieldInvalid(field: String, FieldDefect)
    case latitudeInvalid(text: String)
    case longitudeInvalid(text: String)
    case mediaTypeInvalid(text: String)
    case fileNameInvalid(text: String)
    /// The content says another status than the label it is to be sent under.
    case statusDiffers(stated: PayloadStatus, label: StatusKind)
}

/// What is wrong with a text field.
package enum FieldDefect: Error, Equatable, Sendable {
    case empty
    case tooLong(limitBytes: Int, foundBytes: Int)
    /// A control character (in a line: also a line break), `offset` in bytes.
    case controlCharacter(offset: Int)
    case tooMany(limit: Int)
}

/// A place in a text: both counted from 1, the column in Unicode scalars.
package struct TextPosition: Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "\(line):\(column)" }
}
