package import Identity
package import Labels

/// A label by itself: the line of text that notes carry, or a STANAG 4774 document.
package enum LabelDocument {
    /// - Throws: ``ForeignLabelError``.
    package static func label(_ document: [UInt8]) throws(ForeignLabelError) -> Label {
        try dated(document).label
    }

    /// The label, and when it was set; `nil` from a line of text, which does not say.
    ///
    /// - Throws: ``ForeignLabelError``.
    package static func dated(
        _ document: [UInt8]
    ) throws(ForeignLabelError) -> (label: Label, created: Timestamp?) {
        if isText(document) { return (try line(document), nil) }
        let (label, created) = try ConfidentialityLabelReader.dated(document)
        return (label, created)
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

    /// XML, in whatever encoding, begins with a tag, and BER says how long it is; whatever else is
    /// there is told what is wrong with it as a line.
    private static func isText(_ document: [UInt8]) -> Bool {
        LabelFormat(document) == nil
            && document.first { $0 > 0x20 && $0 < 0x7F } != UInt8(ascii: "<")
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
