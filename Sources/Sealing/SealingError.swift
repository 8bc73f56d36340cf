package import Envelopes
package import Identity
package import Primitives

/// Why something was not sealed or not opened.
///
/// Whatever goes wrong in decryption has one shape, ``openFailed``, so that nobody learns from the
/// difference.
package enum SealingError: Error, Equatable {
    case openFailed
    /// A key that may not be used for this message: another actor's, level's, status' or purpose's,
    /// or out of time.
    case keyUnusable(KeyID, KeyMisuse)
    case keyMissing(ActorID)
    case noRecipients
    case recipientRepeated(ActorID)
    case slotMissing(ActorID)
    case contentHeadInvalid(field: String)
    case envelopeInvalid(EnvelopeError)
    /// A cryptographic library refused what it should have done.
    case primitiveFailed
    /// The sender's signing key is in a token that did not sign.
    case tokenFailed(TokenError)
}
