package import Identity
import Labels
import Primitives
package import Registry

/// An envelope as it arrived: well formed, vouched for by nobody.
package struct ReceivedEnvelope: Sendable {
    package let head: EnvelopeHead
    package let header: MessageHeader
    package let id: MessageID

    package var core: MessageCore { header.core }

    /// - Throws: ``EnvelopeError`` for anything but the one encoding of a coherent head.
    package init(head: EnvelopeHead) throws(EnvelopeError) {
        self.head = head
        header = try MessageHeader(encoded: head.encodedHeader)
        id = MessageHeader.messageID(ofEncoded: head.encodedHeader)
    }

    /// - Throws: as ``init(head:)``.
    package init(encodedHead: [UInt8]) throws(EnvelopeError) {
        try self.init(head: EnvelopeHead(encoded: encodedHead))
    }

    /// Checks signatures, slots and releases against the keys the registry holds for this actor,
    /// level and status.
    ///
    /// - Parameter now: bounds `created` from above; a revocation known at the view's time binds
    ///   whatever `created` says.
    /// - Throws: ``EnvelopeError``: unknown, misused or invalid key, slot outside the root, release
    ///   that does not verify.
    package func verified(
        in view: RegistryView, at now: Timestamp
    ) throws(EnvelopeError) -> VerifiedEnvelope {
        guard core.created <= now.adding(seconds: EnvelopeLimits.clockSkewMaxSeconds) else {
            throw .createdInFuture(core.created)
        }
        try checkSignatures(in: view)
        let tree = try slotTree()
        try checkReleases(in: view)
        return VerifiedEnvelope(received: self, tree: tree)
    }

    /// The signatures alone: whether the bytes still are what their holder signed.
    ///
    /// - Throws: ``EnvelopeError``; a key that was revoked or has expired is an error too.
    package func checkSignatures(in view: RegistryView) throws(EnvelopeError) {
        try SignatureRule(
            originator: core.originator, level: core.label.level, status: core.label.status.kind,
            created: core.created, postQuantum: core.suite.signsPostQuantum
        ).check(
            head.signatures, over: head.encodedHeader, domain: EnvelopeDomain.header, in: view)
    }

    /// All slots together give the root; alone, each shows its path to it.
    ///
    /// - Throws: ``EnvelopeError``.
    package func checkSlots() throws(EnvelopeError) { _ = try slotTree() }

    /// The tree, where this head has all its slots; their paths are its own.
    private func slotTree() throws(EnvelopeError) -> SlotTree? {
        guard let root = header.slotRoot else {
            guard head.slots.isEmpty else { throw .slotRootMismatch }
            return nil
        }
        guard !head.slots.isEmpty else { throw .slotsMissing }
        var recipients: Set<ActorID> = []
        for placed in head.slots where !recipients.insert(placed.slot.recipient).inserted {
            throw .slotRecipientRepeated(placed.slot.recipient)
        }
        let travelTogether = head.slots.count == header.slotCount
        if travelTogether {
            for (index, placed) in head.slots.enumerated()
            where placed.index != index || !placed.path.isEmpty {
                throw .slotPathInvalid(index: placed.index)
            }
            let tree = SlotTree(head.slots.map(\.slot))
            guard tree.root == root else { throw .slotRootMismatch }
            return tree
        }
        for placed in head.slots { try check(placed, under: root) }
        return nil
    }

    private func check(_ placed: PlacedSlot, under root: Digest) throws(EnvelopeError) {
        do {
            try MerkleTree.verifyInclusion(
                leaf: placed.slot.leafHash, index: UInt64(placed.index),
                size: UInt64(header.slotCount), proof: placed.path, root: root)
        } catch {
            throw .slotPathInvalid(index: placed.index)
        }
    }

    private func checkReleases(in view: RegistryView) throws(EnvelopeError) {
        let signed = ReleaseSignature.signedBytes(for: id)
        var persons: Set<PersonID> = []
        for release in head.releases {
            guard persons.insert(release.person).inserted,
                let record = view.person(release.person, of: core.originator),
                record.key.verifies(release.bytes, over: signed)
            else { throw .releaseInvalid(release.person) }
        }
    }
}

/// Proof that ``ReceivedEnvelope/verified(in:at:)`` returned.
package struct VerifiedEnvelope: Sendable {
    package let received: ReceivedEnvelope
    /// `nil` where this head has some of the slots only, or the message has none.
    private let tree: SlotTree?

    fileprivate init(received: ReceivedEnvelope, tree: SlotTree?) {
        (self.received, self.tree) = (received, tree)
    }

    package var id: MessageID { received.id }
    package var header: MessageHeader { received.header }
    package var core: MessageCore { received.header.core }
    package var head: EnvelopeHead { received.head }
    /// Persons whose release over this message verified; distinct keys, that they are distinct
    /// people is the actor's word.
    package var releasedBy: [PersonID] { received.head.releases.map(\.person) }
    /// Actors with a slot in this head, in slot order.
    package var slotRecipients: [ActorID] { received.head.slots.map(\.slot.recipient) }

    package func slot(of recipient: ActorID) -> PlacedSlot? {
        received.head.slots.first { $0.slot.recipient == recipient }
    }

    /// The head with only this recipient's slot, as a relay delivers it; `nil` when the recipient
    /// has none here.
    package func head(for recipient: ActorID) -> EnvelopeHead? {
        guard header.slotRoot != nil else { return head }
        guard let index = head.slots.firstIndex(where: { $0.slot.recipient == recipient }) else {
            return nil
        }
        return head.with(slots: [tree?.placed(index) ?? head.slots[index]])
    }

    /// Every slot of this head with its path, so that it can travel alone.
    package var placedSlots: [PlacedSlot] { tree?.placed ?? head.slots }
}
