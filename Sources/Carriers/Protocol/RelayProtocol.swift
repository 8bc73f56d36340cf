/// What both ends of a connection to a relay agree on. Spec: Relay.
package enum RelayProtocol {
    package enum MediaType {
        /// One framed envelope.
        package static let envelope = "application/vnd.budkavle.envelope"
        /// Many: ``EnvelopeStream``.
        package static let envelopes = "application/vnd.budkavle.envelopes"
        /// ``MailboxItem`` after ``MailboxItem``.
        package static let mailbox = "application/vnd.budkavle.mailbox"
        /// ``ReceiptFrame`` after ``ReceiptFrame``.
        package static let receipts = "application/vnd.budkavle.receipts"
        /// ``ReplicationPage``.
        package static let replication = "application/vnd.budkavle.replication"
        package static let json = "application/json"
        /// RFC 9457.
        package static let problem = "application/problem+json"
        /// Signed notes.
        package static let note = "text/plain; charset=utf-8"
        package static let tile = "application/octet-stream"
        package static let blob = "application/octet-stream"
    }

    package enum Path {
        package static let envelopes = "/v1/envelopes"
        package static let mailbox = "/v1/mailbox"
        package static let receipts = "/v1/receipts"
        package static let blobs = "/v1/blobs"
        /// The log, for other relays.
        package static let replication = "/v1/replication"
        package static let registry = "/v1/registry"
        package static let policy = "/v1/policy"
        package static let freshness = "/v1/freshness"
        package static let exercises = "/v1/exercises"
        package static let activations = "/v1/activations"
        /// The ledger's entries, opened for those whose they are.
        package static let entries = "/v1/entries"
        /// The checkpoint that most witnesses have cosigned; where they hand their lines in.
        package static let cosignatures = "/v1/cosignatures"
        /// The checkpoint they are to cosign now.
        package static let candidate = "/v1/cosignatures/candidate"
        package static let checkpoint = "/checkpoint"
        package static let tile = "/tile"
        package static let openAPI = "/openapi.json"
    }

    package enum Header {
        /// Where the caller's next request to the mailbox begins; opaque.
        package static let cursor = "Budkavle-Cursor"
        /// How urgent an envelope, or every envelope of a stream, is at least.
        package static let precedence = "Budkavle-Precedence"
        /// How many messages wait for this actor that policy does not let pass now.
        package static let withheld = "Budkavle-Withheld"
        /// The position of the log's next entry, told to other relays.
        package static let end = "Budkavle-End"
        /// Whether more of the log is there at once: `true` or `false`.
        package static let more = "Budkavle-More"
        /// How many bytes of a blob the relay has.
        package static let uploadOffset = "Upload-Offset"
    }

    package enum Limit {
        /// Longest poll.
        package static let waitMaxSeconds = 60
        /// Entries of one mailbox answer.
        package static let entriesMax = 1_024
        /// A framed envelope, head and content.
        package static let envelopeMaxBytes = 20 * 1024 * 1024
        /// Body of one request.
        package static let bodyMaxBytes = 32 * 1024 * 1024
        /// Envelopes of one stream, frames of one body of receipts.
        package static let framesMax = 4_096
        /// A receipt sealed to the originator.
        package static let sealedReceiptMaxBytes = 8 * 1024
        /// A signed note among receipts.
        package static let noteMaxBytes = 64 * 1024
        /// Entries of one piece of the log, and the bytes of one: an envelope with the paths of all
        /// its slots.
        package static let replicatedMax = 256
        package static let replicatedMaxBytes = 40 * 1024 * 1024
        /// Length of a cursor in characters.
        package static let cursorMaxBytes = 2_048
    }
}
