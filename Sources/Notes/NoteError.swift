/// Why a note, or a key for notes, was refused.
package enum NoteError: Error, Equatable {
    // The note as bytes.
    case tooLarge(limitBytes: Int)
    case utf8Invalid
    /// A byte below U+0020 other than LF.
    case controlCharacter(offset: Int)
    /// A text that does not end in LF.
    case textUnterminated
    /// No empty line parts text and signatures.
    case emptyLineMissing
    /// Nothing follows the empty line.
    case signaturesMissing
    case signaturesTooMany(limit: Int)
    /// `line` counts the lines of the note from 1.
    case signatureLineMalformed(line: Int)

    // Keys.
    case nameInvalid(text: String)
    case verifierKeyMalformed
    /// The stated key id is not the one that follows from name, type and key.
    case keyIDMismatch(name: String)
    /// An authority's two keys are not one Ed25519 and one ML-DSA-65 key of the same name.
    case authorityIncomplete(name: String)
    /// Two authorities share a name or a key, so that one signer would count twice.
    case authoritiesOverlap(name: String)
    case thresholdInvalid(required: Int, authorities: Int)

    // Verification and signing.
    /// Two trusted keys of different content share name and id.
    case keysAmbiguous(name: String)
    /// A line names a trusted key and its signature does not hold.
    case signatureInvalid(name: String)
    /// No line holds under any trusted key.
    case signatureMissing
    case thresholdUnmet(required: Int, found: Int)
    case signingFailed(name: String)
}
