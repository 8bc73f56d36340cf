/// The rules every text field of a picture or notice keeps.
enum FieldText {
    /// One line: not empty, no control character, no line break.
    ///
    /// - Throws: ``PicturesError/fieldInvalid(field:_:)``.
    static func line(_ text: String, _ field: String, maxBytes: Int = lineMaxBytes)
        throws(PicturesError) -> String
    {
        try checked(text, field, maxBytes: maxBytes, allowed: [])
    }

    /// Several lines: not empty, no control character but line feed and tab.
    ///
    /// - Throws: ``PicturesError/fieldInvalid(field:_:)``.
    static func block(_ text: String, _ field: String, maxBytes: Int = blockMaxBytes)
        throws(PicturesError) -> String
    {
        try checked(text, field, maxBytes: maxBytes, allowed: ["\n", "\t"])
    }

    private static func checked(
        _ text: String, _ field: String, maxBytes: Int, allowed: [Unicode.Scalar]
    ) throws(PicturesError) -> String {
        guard text.utf8.count <= maxBytes else {
            throw .fieldInvalid(
                field: field, .tooLong(limitBytes: maxBytes, foundBytes: text.utf8.count))
        }
        guard !text.allSatisfy(\.isWhitespace) else { throw .fieldInvalid(field: field, .empty) }
        var offset = 0
        for scalar in text.unicodeScalars {
            // Control characters move cursors and hide text on terminals.
            if scalar.properties.generalCategory == .control, !allowed.contains(scalar) {
                throw .fieldInvalid(field: field, .controlCharacter(offset: offset))
            }
            offset += scalar.utf8.count
        }
        return text
    }

    static let lineMaxBytes = 500
    static let blockMaxBytes = 100_000
}
