import Identity

/// A file that we carry without understanding it; its bytes stay outside.
package struct PlainFile: Hashable, Sendable {
    /// A bare file name, safe to save under in any directory.
    package let name: String
    package let mediaType: MediaType
    /// A status found in the content although it travels as a file, as of an alert sent as such.
    package let status: PayloadStatus?

    /// - Throws: ``PicturesError/fileNameInvalid(text:)`` for an empty, long, hidden or relative
    ///   name, or one with a separator or control character: it would choose where it is saved.
    package init(name: String, mediaType: MediaType, status: PayloadStatus? = nil)
        throws(PicturesError)
    {
        guard (1...Self.nameMaxBytes).contains(name.utf8.count), name.first != ".",
            name.unicodeScalars.allSatisfy({ scalar in
                scalar.properties.generalCategory != .control && scalar != "/" && scalar != "\\"
            }),
            TerminalText.safe(name) == name
        else { throw .fileNameInvalid(text: name) }
        self.name = name
        self.mediaType = mediaType
        self.status = status
    }

    /// A file that came without a name, or with one we do not trust.
    package static func unnamed(_ mediaType: MediaType, status: PayloadStatus? = nil) -> PlainFile {
        PlainFile(known: "namnlos", mediaType: mediaType, status: status)
    }

    private init(known name: String, mediaType: MediaType, status: PayloadStatus?) {
        self.name = name
        self.mediaType = mediaType
        self.status = status
    }

    package static let nameMaxBytes = 200
}
