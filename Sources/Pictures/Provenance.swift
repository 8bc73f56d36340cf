package import Identity
package import Labels

/// Where a content came from, as its envelope says: what goes with it when it is written in another
/// format, so that it does not lose its name and marking.
package struct Provenance: Hashable, Sendable {
    package let message: MessageID
    package let originator: ActorID
    package let created: Timestamp
    package let label: Label

    package init(message: MessageID, originator: ActorID, created: Timestamp, label: Label) {
        self.message = message
        self.originator = originator
        self.created = created
        self.label = label
    }
}
