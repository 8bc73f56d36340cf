import Carriers

/// What a relay takes at most, of everything; each can be set in the configuration.
package struct RelayLimits: Hashable, Sendable {
    /// Body of one request.
    package var bodyMaxBytes = RelayProtocol.Limit.bodyMaxBytes
    /// A framed envelope, head and content.
    package var envelopeMaxBytes = RelayProtocol.Limit.envelopeMaxBytes
    /// Envelopes of one stream; frames of one body of receipts.
    package var framesMax = RelayProtocol.Limit.framesMax
    /// Connections in all; further ones wait to be accepted.
    package var connectionsMax = 4_096
    package var connectionsPerActorMax = 256
    /// Bytes of bodies being worked on at once; beyond, callers are asked to come back.
    package var bodiesUnderWayMaxBytes = 512 * 1024 * 1024
    /// Entries that may lie in one actor's mailbox.
    package var mailboxEntriesMax = 1_000_000
    package var mailboxMaxBytes = 64 * 1024 * 1024 * 1024
    /// One answer from a mailbox.
    package var pageMaxBytes = 16 * 1024 * 1024
    package var pageEntriesMax = RelayProtocol.Limit.entriesMax
    /// Polls that wait, in all and for one node; of a node's the oldest gives way.
    package var pollsMax = 4_096
    package var pollsPerNodeMax = 4
    package var waitMaxSeconds = RelayProtocol.Limit.waitMaxSeconds
    /// A connection without a request is closed after this long.
    package var idleMaxSeconds = 120
    /// What is under way when the relay is told to stop gets this long.
    package var stopMaxSeconds = 20

    package init() {}

    /// As the configuration writes them, two spaces in.
    package var described: String {
        Self.keys.map { "  \($0.name): \(self[keyPath: $0.path])" }.joined(separator: "\n")
    }

    /// Names as the configuration spells them.
    static let keys: [(name: String, path: any (WritableKeyPath<RelayLimits, Int> & Sendable))] = [
        ("body-max-bytes", \.bodyMaxBytes), ("envelope-max-bytes", \.envelopeMaxBytes),
        ("frames-max", \.framesMax), ("connections-max", \.connectionsMax),
        ("connections-per-actor-max", \.connectionsPerActorMax),
        ("bodies-under-way-max-bytes", \.bodiesUnderWayMaxBytes),
        ("mailbox-entries-max", \.mailboxEntriesMax), ("mailbox-max-bytes", \.mailboxMaxBytes),
        ("page-max-bytes", \.pageMaxBytes), ("page-entries-max", \.pageEntriesMax),
        ("polls-max", \.pollsMax), ("polls-per-node-max", \.pollsPerNodeMax),
        ("wait-max-seconds", \.waitMaxSeconds), ("idle-max-seconds", \.idleMaxSeconds),
        ("stop-max-seconds", \.stopMaxSeconds),
    ]
}
