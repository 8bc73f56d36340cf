/// What became of one envelope handed to a relay.
package enum Submission: Hashable, Sendable {
    /// It is stored and survives a power cut; the relay's signed note says so.
    case accepted(receipt: [UInt8])
    /// ``Problem/isTransient`` tells whether to come back with it.
    case refused(Problem)
}

/// What became of a stream of envelopes.
package struct StreamSubmission: Hashable, Sendable {
    /// One signed note over all that were accepted; `nil` when none was.
    package let receipt: [UInt8]?
    /// Those that were not, by their place in the stream.
    package let refused: [BatchAnswer.Refusal]
}

/// What came out of a mailbox.
package struct MailboxAnswer: Hashable, Sendable {
    package let entries: [MailboxItem]
    /// For the next request, once all entries are safely kept.
    package let cursor: String
    /// Messages for this actor that policy does not let pass now; they are frozen, not lost.
    package let withheldCount: Int
}

/// A document and the version to name when asking whether there is a newer one.
package struct Versioned<Document: Sendable>: Sendable {
    package let document: Document
    package let version: String
}

/// What a relay has of a blob that is handed in.
package enum UploadState: Hashable, Sendable {
    /// So many bytes; the next piece begins there.
    case partial(bytes: UInt64)
    /// All of it, compared with its digest, and it survives a power cut.
    case complete
}
