package import Envelopes
package import Identity
package import Primitives

/// A slot that was opened: the secrets of the message and the recipient's counter.
package struct OpenedSlot: Sendable {
    package let secrets: MessageSecrets
    /// Number of this message in the recipient's stream from this originator at this level and
    /// status.
    package let counter: UInt64

    fileprivate init(secrets: MessageSecrets, counter: UInt64) {
        self.secrets = secrets
        self.counter = counter
    }
}

extension VerifiedEnvelope {
    /// Opens the recipient's slot and checks the key commitment before anything is decrypted.
    ///
    /// - Throws: ``SealingError/slotMissing(_:)`` when there is none, else
    ///   ``SealingError/openFailed`` whatever went wrong.
    package func openSlot(
        of recipient: ActorID, with key: WrappingPrivateKey
    ) throws(SealingError) -> OpenedSlot {
        guard let slot = slot(of: recipient)?.slot else { throw .slotMissing(recipient) }
        return try open(slot, with: key)
    }

    /// Opens a slot that came in a supplement.
    package func openSlot(
        of supplement: VerifiedSupplement, with key: WrappingPrivateKey
    ) throws(SealingError) -> OpenedSlot {
        guard supplement.supplement.message == id else { throw .openFailed }
        return try open(supplement.supplement.slot, with: key)
    }

    private func open(
        _ slot: Slot, with key: WrappingPrivateKey
    ) throws(SealingError) -> OpenedSlot {
        let coreID = header.coreID
        let info = Slot.info(coreID: coreID, recipient: slot.recipient, keyID: slot.keyID)
        let plaintext: SecretBytes
        do { plaintext = try key.open(slot.sealed, info: info, aad: []) } catch {
            throw .openFailed
        }
        let (secrets, counter) = try MessageSecrets.fromSlot(plaintext, suite: core.suite)
        // The commitment is derived, not secret, so an ordinary comparison tells nobody anything.
        guard try secrets.commitment(coreID: coreID) == header.keyCommitment else {
            throw .openFailed
        }
        return OpenedSlot(secrets: secrets, counter: counter)
    }
}

extension VerifiedContent {
    /// Opens content that is in memory as a whole.
    ///
    /// - Throws: ``SealingError/openFailed``.
    package func open(
        _ content: [UInt8], secrets: MessageSecrets?
    ) throws(SealingError) -> (description: ContentDescription, body: [UInt8]) {
        var body: [UInt8] = []
        do {
            let opener = try ContentOpener(self, secrets: secrets)
            let sink: ContentSealer.Sink = { body.append(contentsOf: $0) }
            try content.withUnsafeBytes { try opener.update($0, sink: sink) }
            try opener.finish(sink: sink)
            guard let description = opener.description else { throw SealingError.openFailed }
            return (description, body)
        } catch {
            throw .openFailed
        }
    }
}
