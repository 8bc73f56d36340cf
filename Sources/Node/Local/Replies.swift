/// A line of the inbox.
package struct InboxLine: Codable, Sendable {
    package var id: String
    package var from: String
    package var function: String?
    package var kind: String
    package var level: String
    package var status: String
    package var marking: String
    package var precedence: String
    package var subject: String
    package var createdMs: Int64
    package var receivedMs: Int64
    package var openedMs: Int64?
    package var acknowledgedMs: Int64?
    package var supersededBy: String?
    package var gapNoticed: String?
}

/// A message, shown.
package struct InboxMessage: Codable, Sendable {
    package var line: InboxLine
    package var label: String
    package var mediaType: String
    package var fileName: String
    package var isOpaque: Bool
    package var body: [UInt8]
    /// As a person reads it, in Swedish.
    package var text: String
}

package struct OutboxLine: Codable, Sendable {
    package var id: String
    package var kind: String
    package var level: String
    package var status: String
    package var precedence: String
    package var subject: String
    package var createdMs: Int64
    package var state: String
    package var recipients: Int
    package var denied: Int
    package var lastProblem: String?
}

/// For one message: who should have it, who has it, who opened and acknowledged it.
package struct TrackReply: Codable, Sendable {
    package struct Recipient: Codable, Sendable {
        package var actor: String
        /// The furthest that is known.
        package var furthest: String
        /// Fact name → milliseconds since 1970.
        package var facts: [String: Int64]
    }

    package var id: String
    package var state: String
    package var subject: String
    package var recipients: [Recipient]
    package var denied: [DeniedRecipient]
}

package struct StatusReply: Codable, Sendable {
    package struct Relay: Codable, Sendable {
        package var id: String
        package var url: String
        package var isUp: Bool
        package var lastReachedMs: Int64?
        package var problem: String?
    }

    package var actor: String
    package var node: String
    package var rung: String
    package var why: String
    package var relays: [Relay]
    package var policyVersion: UInt64?
    package var registryHead: String
    package var freshnessIssuedMs: Int64?
    package var queued: Int
    package var awaitingRelease: Int
    package var unread: Int
    package var refused: [RefusedRecord]
    package var gaps: [String]
    package var ledgerSize: UInt64
    package var ledgerRoot: String
}
