package import Identity
package import Labels

/// Why an envelope, or a part of one, was refused. Cases carry facts, never content.
package enum EnvelopeError: Error, Equatable {
    /// Fewer bytes than the framing promises, or none.
    case truncated(offset: Int)
    /// Bytes after the end of what the framing promises.
    case trailingBytes(offset: Int)
    case magicMissing
    case versionUnknown(found: UInt32)
    case tooLong(part: String, limitBytes: Int)
    case tooMany(part: String, limit: Int)
    /// The protobuf layer could not read it.
    case malformed(part: String)
    /// Readable, but not the one form our encoder gives; unknown fields end here too.
    case notCanonical(part: String, offset: Int)
    /// A field is absent, zero or outside its range.
    case fieldInvalid(field: String)
    case labelInvalid(LabelError)
    case nameInvalid(IdentityError)
    case signatureCountWrong(expected: Int, found: Int)
    case keyUnknown(KeyID)
    /// The key exists, but is another actor's, level's, status' or purpose's.
    case keyMisused(KeyID, KeyMisuse)
    case signatureInvalid(KeyID)
    case createdInFuture(Timestamp)
    case slotRootMismatch
    case slotPathInvalid(index: Int)
    case slotsMissing
    case slotRecipientRepeated(ActorID)
    case releaseInvalid(PersonID)
    case contentSizeWrong(expectedBytes: UInt64, foundBytes: UInt64)
    case contentDigestWrong
}

/// How a key was used for something it is not registered for.
package enum KeyMisuse: String, Sendable {
    case actor, level, status, purpose
    case notYetValid = "not-yet-valid"
    case expired, revoked
}
