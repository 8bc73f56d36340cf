package import Identity

/// Something that came into other hands.
package struct ExposureOrder: Codable, Sendable {
    package enum Kind: String, Codable, Sendable { case key, node, relay, person }

    package var kind: Kind
    /// A key's id, the name of a node or relay, or the pseudonym of a person of this actor.
    package var name: String
    /// From when on; what a relay had forgotten by then is left out, and a person is judged as she
    /// stood then.
    package var since: Timestamp?

    package init(kind: Kind, name: String, since: Timestamp? = nil) {
        self.kind = kind
        self.name = name
        self.since = since
    }
}

/// What it exposes.
package struct ExposureReply: Codable, Sendable {
    package var kind: ExposureOrder.Kind
    package var name: String
    /// `nil` where nothing of that name was ever registered.
    package var messages: [ExposedMessage]?
}

/// A message that is concerned, for one of its recipients.
package struct ExposedMessage: Codable, Sendable {
    package var id: String
    package var originator: String
    package var recipient: String
    package var level: String
    /// Else only label, addresses, sizes and times show.
    package var contentReadable: Bool
    package var delivered: Timestamp?
    package var opened: Timestamp?
    /// Sealed to what was lost, not delivered yet, and still of use.
    package var mustReseal: Bool
}
