package import FoundationEssentials
package import Identity

/// What the gateway to WIS takes and gives: one open notice or picture. Spec: WIS.
package struct WISPublication: Codable, Hashable, Sendable {
    /// The key by which the gateway knows it again: of ours, the message's id.
    package var id: String
    package var kind: String
    /// actual, exercise or test; in the headline too, for whoever reads it there.
    package var status: String
    package var headline: String
    /// As a person reads it.
    package var text: String
    package var source: String
    /// When it was made, however late it was entered.
    package var created: Timestamp
    package var expires: Timestamp
    /// It went another way first, and is entered afterwards.
    package var late: Bool
    /// The framed envelope, by which another node knows who wrote it; `nil` in what others publish.
    package var envelope: Data?
    /// When the gateway took it; its own word.
    package var received: Timestamp?

    package init(
        id: MessageID, kind: String, status: String, headline: String, text: String,
        source: String, created: Timestamp, expires: Timestamp, late: Bool, envelope: [UInt8]
    ) {
        self.id = id.hex
        self.kind = kind
        self.status = status
        self.headline = headline
        self.text = text
        self.source = source
        self.created = created
        self.expires = expires
        self.late = late
        self.envelope = Data(envelope)
    }

    /// Whether it says the same, whenever it was entered: an attempt whose answer was lost may have
    /// entered it as punctual.
    package func saysTheSame(as other: WISPublication) -> Bool {
        var (own, other) = (self, other)
        (own.late, own.received) = (false, nil)
        (other.late, other.received) = (false, nil)
        return own == other
    }
}

/// Publications behind a cursor, in the order the gateway took them.
package struct WISPage: Codable, Hashable, Sendable {
    package var publications: [WISPublication]
    /// For the next request.
    package var next: String

    package init(publications: [WISPublication], next: String) {
        self.publications = publications
        self.next = next
    }
}

/// Paths, names and limits of the gateway's HTTP. Spec: WIS.
package enum WISProtocol {
    package static let publications = "/v1/publications"
    package static let health = "/v1/health"
    /// Of an envelope; what is larger goes another way.
    package static let envelopeMaxBytes = 1 << 20
    package static let pageMaxCount = 100
    /// Room for a full page of the largest, as base64 with their text.
    package static let answerMaxBytes = 256 << 20
}
