/// An attachment, to be shown.
package struct AttachmentLine: Codable, Sendable {
    /// How far it has come.
    package enum State: String, Codable, CaseIterable, Sendable {
        /// For its message to be taken by a relay.
        case waiting
        case onItsWay = "on-its-way"
        /// At the relay, or here.
        case arrived
        /// A relay will never take it.
        case refused
        /// Its message expired before it came.
        case missing
    }

    /// From 1.
    package var number: Int
    /// The sender's name for it.
    package var name: String
    package var mediaType: String
    package var bytes: UInt64
    package var state: State
    /// How much of what travels has come, and how much that is in all.
    package var carriedBytes: UInt64
    package var sealedBytes: UInt64
    /// What stood in the way last.
    package var problem: RelayProblem?
}

/// Attachments that were written to files.
package struct SavedAttachments: Codable, Sendable {
    package struct Saved: Codable, Sendable {
        package var number: Int
        package var name: String
        /// Under a name made for it.
        package var path: String
        package var bytes: UInt64
    }

    package var marking: String
    package var level: String
    package var saved: [Saved]
    /// Those that are not here.
    package var absent: [AttachmentLine]
}

/// A file to be sent along: the node reads it itself, so that it never lies in anybody's memory.
package struct AttachmentOrder: Codable, Sendable {
    /// Absolute.
    package var path: String

    package init(path: String) { self.path = path }
}
