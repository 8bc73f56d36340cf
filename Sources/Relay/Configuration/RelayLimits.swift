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
    /// Requests, and envelopes and receipts in them, that are taken in a second: in all, and of
    /// one actor.
    package var itemsPerSecondMax = 100_000
    package var actorItemsPerSecondMax = 20_000
    /// Beside that, for what one actor hands in as flash or immediate, and for its reading.
    package var actorReservedItemsPerSecondMax = 100
    /// Of how many seconds' share may come at once.
    package var burstMaxSeconds = 10
    /// Requests of one actor that may wait for their turn.
    package var waitingPerActorMax = 128
    /// Entries that may lie in one actor's mailbox.
    package var mailboxEntriesMax = 1_000_000
    package var mailboxMaxBytes = 64 * 1024 * 1024 * 1024
    /// One attachment as transmitted, and those of one actor that are kept here.
    package var blobMaxBytes = 64 * 1024 * 1024 * 1024
    package var actorBlobsMaxBytes = 256 * 1024 * 1024 * 1024
    /// Left on the disk for messages: with less, no attachment is taken.
    package var blobsDiskFreeMinBytes = 256 * 1024 * 1024
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

    /// One limit: its name as the configuration spells it, and between what it may be set.
    struct Key: Sendable {
        let name: String
        let path: any (WritableKeyPath<RelayLimits, Int> & Sendable)
        let bounds: ClosedRange<Int>

        init(
            _ name: String, _ path: any (WritableKeyPath<RelayLimits, Int> & Sendable),
            _ bounds: ClosedRange<Int>
        ) {
            self.name = name
            self.path = path
            self.bounds = bounds
        }
    }

    /// The lower bounds let a node still work; the upper ones keep a slip of the hand from taking
    /// the limit away.
    static let keys: [Key] = [
        Key("body-max-bytes", \.bodyMaxBytes, kibi...gibi),
        Key("envelope-max-bytes", \.envelopeMaxBytes, kibi...gibi),
        Key("frames-max", \.framesMax, 1...65_536),
        Key("connections-max", \.connectionsMax, 1...65_536),
        Key("connections-per-actor-max", \.connectionsPerActorMax, 1...65_536),
        Key("bodies-under-way-max-bytes", \.bodiesUnderWayMaxBytes, kibi...64 * gibi),
        Key("items-per-second-max", \.itemsPerSecondMax, 1...10_000_000),
        Key("actor-items-per-second-max", \.actorItemsPerSecondMax, 1...10_000_000),
        Key("actor-reserved-items-per-second-max", \.actorReservedItemsPerSecondMax, 1...100_000),
        Key("burst-max-seconds", \.burstMaxSeconds, 1...3_600),
        Key("waiting-per-actor-max", \.waitingPerActorMax, 1...65_536),
        Key("mailbox-entries-max", \.mailboxEntriesMax, 1...1_000_000_000),
        Key("mailbox-max-bytes", \.mailboxMaxBytes, kibi...64 * 1_024 * gibi),
        Key("blob-max-bytes", \.blobMaxBytes, kibi...64 * 1_024 * gibi),
        Key("actor-blobs-max-bytes", \.actorBlobsMaxBytes, kibi...1_024 * 1_024 * gibi),
        Key("blobs-disk-free-min-bytes", \.blobsDiskFreeMinBytes, 0...64 * 1_024 * gibi),
        Key("page-max-bytes", \.pageMaxBytes, kibi...gibi),
        Key("page-entries-max", \.pageEntriesMax, 1...RelayProtocol.Limit.entriesMax),
        Key("polls-max", \.pollsMax, 1...65_536),
        Key("polls-per-node-max", \.pollsPerNodeMax, 1...1_024),
        Key("wait-max-seconds", \.waitMaxSeconds, 1...RelayProtocol.Limit.waitMaxSeconds),
        Key("idle-max-seconds", \.idleMaxSeconds, 1...3_600),
        Key("stop-max-seconds", \.stopMaxSeconds, 1...600),
    ]

    private static let kibi = 1_024
    private static let gibi = 1_024 * 1_024 * 1_024
}
