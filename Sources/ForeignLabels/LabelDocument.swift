package import Identity
package import Labels

/// A label by itself: the line of text that notes carry, or a STANAG 4774 document.
package enum LabelDocument {
    /// - Throws: ``ForeignLabelError``.
    package static func label(_ document: [UInt8]) throws(ForeignLabelError) -> Label {
        isText(document) ? try line(document) : try ConfidentialityLabelReader.label(document)
    }

    /// A label in the form asked for; `created` is when it was set, which the line does not say.
    ///
    /// - Throws: ``ForeignLabelError/documentInvalid(_:)``.
    package static func document(
        _ label: Label, as form: LabelForm, created: Timestamp
    ) throws(ForeignLabelError) -> [UInt8] {
        switch form {
        case .text: Array(label.text.utf8) + [UInt8(ascii: "\n")]
        case .stanag4774: try label.confidentiality(created: created).xml()
        }
    }

    /// A label's line begins with a letter; XML, in whatever encoding, and BER do not.
    private static func isText(_ document: [UInt8]) -> Bool {
        guard let first = document.first else { return true }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
    }

    /// One line, with or without its end.
    private static func line(_ document: [UInt8]) throws(ForeignLabelError) -> Label {
        let line = document.last == UInt8(ascii: "\n") ? document.dropLast() : document[...]
        guard let text = String(validating: line, as: UTF8.self) else { throw .textNotUTF8 }
        do { return try Label(text: text) } catch { throw .textInvalid(error) }
    }
}

/// How a label is written.
package enum LabelForm: String, CaseIterable, Sendable, Hashable {
    case text
    case stanag4774 = "stanag-4774"
}
