package import Envelopes
package import Identity
package import Labels
package import Primitives
package import Registry

/// One who shall have the message: the registered key to wrap for, and the number this message has
/// in her stream.
package struct SlotRecipient: Sendable {
    package let key: KeyRecord
    /// The recipient's own counter for (originator, level, status), from 1.
    package let counter: UInt64

    package init(key: KeyRecord, counter: UInt64) {
        self.key = key
        self.counter = counter
    }
}

/// The private keys that sign for an actor at one level and status.
package struct SigningKeys: Sendable {
    package let classical: SigningPrivateKey
    /// Needed for suite `layered`.
    package let postQuantum: PostQuantumSigningPrivateKey?

    package init(classical: SigningPrivateKey, postQuantum: PostQuantumSigningPrivateKey?) {
        self.classical = classical
        self.postQuantum = postQuantum
    }

    /// Signs bytes under a domain, as `SignatureRule` in Envelopes checks it.
    package func signatures(
        over bytes: [UInt8], domain: String, suite: Suite
    ) throws(SealingError) -> [KeySignature] {
        let signed = Array(domain.utf8) + [0] + bytes
        var signatures: [KeySignature] = []
        do throws(TokenError) {
            signatures.append(
                KeySignature(
                    keyID: classical.publicKey.id, bytes: try classical.signature(over: signed)))
        } catch { throw .tokenFailed(error) }
        guard suite.signsPostQuantum else { return signatures }
        guard let postQuantum else { throw .primitiveFailed }
        do {
            signatures.append(
                KeySignature(
                    keyID: postQuantum.publicKey.id,
                    bytes: try postQuantum.signature(over: signed)))
        } catch {
            throw .primitiveFailed
        }
        return signatures
    }
}

/// Seals one message: content first, through ``content``, then
/// ``finish(contentBytes:contentDigest:)`` makes the head.
///
/// The caller has decided already that every recipient may have it; what is checked here is that
/// each key is the registered
/// one for actor, level, status and purpose, and usable.
package struct MessageSealer {
    package let core: MessageCore
    package let coreID: CoreID
    package let content: ContentSealer
    private let secrets: MessageSecrets?
    private let slots: [Slot]

    /// - Parameter now: the moment at which the recipients' keys must be usable.
    /// - Throws: ``SealingError``: no recipients, one twice, a key that may not be used.
    package init(
        core: MessageCore, recipients: [SlotRecipient], now: Timestamp,
        random: RandomSource = .system
    ) throws(SealingError) {
        try self.init(MessageKeying(core), recipients: recipients, now: now, random: random)
    }

    /// For a message whose attachments are sealed already.
    ///
    /// - Parameter keying: what they were sealed under.
    /// - Throws: as ``init(core:recipients:now:random:)``.
    package init(
        _ keying: MessageKeying, recipients: [SlotRecipient], now: Timestamp,
        random: RandomSource = .system
    ) throws(SealingError) {
        let core = keying.core
        self.core = core
        coreID = keying.coreID
        guard let secrets = keying.secrets else {
            guard recipients.isEmpty else { throw .primitiveFailed }
            self.secrets = nil
            slots = []
            content = try ContentSealer(
                suite: core.suite, coreID: coreID, secrets: nil, random: random)
            return
        }
        guard !recipients.isEmpty else { throw .noRecipients }
        var seen: Set<ActorID> = []
        for recipient in recipients where !seen.insert(recipient.key.actor).inserted {
            throw .recipientRepeated(recipient.key.actor)
        }
        let coreID = coreID
        // With many recipients this is nearly all the work, and no slot depends on another.
        let wrapped = recipients.concurrentMap { recipient in
            Result { () throws(SealingError) in
                try secrets.slot(for: recipient, core: core, coreID: coreID, now: now)
            }
        }
        var slots: [Slot] = []
        for slot in wrapped { slots.append(try slot.get()) }
        self.secrets = secrets
        self.slots = slots
        content = try ContentSealer(
            suite: core.suite, coreID: coreID, secrets: secrets, random: random)
    }

    /// Makes and signs the header once the content is known.
    ///
    /// - Parameters:
    ///   - contentBytes: what ``ContentSealer/finish(sink:)`` returned.
    ///   - contentDigest: SHA-256 of all that went into the sink.
    package func finish(
        contentBytes: UInt64, contentDigest: Digest, keys: SigningKeys,
        attachments: [AttachmentReference] = []
    ) throws(SealingError) -> EnvelopeHead {
        let encoded = try header(contentBytes, contentDigest, attachments).encoded
        return head(
            encoded,
            try keys.signatures(
                over: encoded, domain: EnvelopeDomain.header, suite: core.suite))
    }

    /// How many bytes will stand before a content of that size in a file, so that room can be left
    /// for them while the content is written.
    package func openingByteCount(
        contentBytes: UInt64, attachments: [AttachmentReference] = []
    ) throws(SealingError) -> Int {
        // Lengths do not depend on what the digest and the signatures are.
        let encoded = try header(contentBytes, MerkleTree.emptyRoot, attachments).encoded
        guard let keyID = try? KeyID(bytes: [UInt8](repeating: 0, count: KeyID.byteCount)) else {
            throw .primitiveFailed
        }
        let lengths =
            [SigningPublicKey.signatureByteCount]
            + (core.suite.signsPostQuantum ? [PostQuantumSigningPublicKey.signatureByteCount] : [])
        let signatures = lengths.map {
            KeySignature(keyID: keyID, bytes: [UInt8](repeating: 0, count: $0))
        }
        return EnvelopeFraming.opening(of: head(encoded, signatures)).count
    }

    private func header(
        _ contentBytes: UInt64, _ contentDigest: Digest, _ attachments: [AttachmentReference]
    ) throws(SealingError) -> MessageHeader {
        let tree = SlotTree(slots)
        do {
            return try MessageHeader(
                core: core, contentBytes: contentBytes, contentDigest: contentDigest,
                keyCommitment: secrets?.commitment(coreID: coreID),
                slotRoot: slots.isEmpty ? nil : tree.root, slotCount: slots.count,
                attachments: attachments)
        } catch let error as EnvelopeError {
            throw .envelopeInvalid(error)
        } catch {
            throw .primitiveFailed
        }
    }

    private func head(_ header: [UInt8], _ signatures: [KeySignature]) -> EnvelopeHead {
        EnvelopeHead(
            encodedHeader: header, signatures: signatures,
            slots: slots.enumerated().map {
                PlacedSlot(index: $0.offset, slot: $0.element, path: [])
            })
    }

    /// Seals a body that is in memory as a whole.
    ///
    /// - Parameter attachments: in the order of the description's.
    package func seal(
        _ body: [UInt8], _ description: ContentDescription, keys: SigningKeys,
        attachments: [AttachmentReference] = []
    ) throws(SealingError) -> (head: EnvelopeHead, content: [UInt8]) {
        var out: [UInt8] = []
        let size: UInt64
        do {
            let sink: ContentSealer.Sink = { out.append(contentsOf: $0) }
            try content.begin(description, sink: sink)
            try body.withUnsafeBytes { try content.update($0, sink: sink) }
            size = try content.finish(sink: sink)
        } catch {
            throw error as? SealingError ?? .primitiveFailed
        }
        let head = try finish(
            contentBytes: size, contentDigest: Hashing.sha256(out), keys: keys,
            attachments: attachments)
        return (head, out)
    }
}

extension MessageSecrets {
    /// Wraps the secrets for one recipient.
    package func slot(
        for recipient: SlotRecipient, core: MessageCore, coreID: CoreID, now: Timestamp
    ) throws(SealingError) -> Slot {
        let record = recipient.key
        let key = try wrappingKey(record, core: core, now: now)
        let info = Slot.info(coreID: coreID, recipient: record.actor, keyID: record.id)
        do {
            return Slot(
                recipient: record.actor, keyID: record.id,
                sealed: try key.seal(
                    slotPlaintext(counter: recipient.counter), info: info, aad: []))
        } catch {
            throw .primitiveFailed
        }
    }

    private func wrappingKey(
        _ record: KeyRecord, core: MessageCore, now: Timestamp
    ) throws(SealingError) -> WrappingPublicKey {
        guard case .wrapping(let key) = record.key else { throw .keyUnusable(record.id, .purpose) }
        guard record.level == core.label.level else { throw .keyUnusable(record.id, .level) }
        guard record.status == core.label.status.kind else {
            throw .keyUnusable(record.id, .status)
        }
        switch record.usability(at: now) {
        case .usable: return key
        case .notYetValid: throw .keyUnusable(record.id, .notYetValid)
        case .expired: throw .keyUnusable(record.id, .expired)
        case .revoked: throw .keyUnusable(record.id, .revoked)
        }
    }
}
