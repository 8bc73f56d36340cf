package import Primitives

/// Why a key ring or key file was refused.
package enum KeystoreError: Error, Equatable {
    /// Of a ring; `line` counts from 1.
    case malformed(line: Int, expected: String)
    case keyFileMalformed(line: Int, expected: String)
    case tooLarge(limitBytes: Int)
    /// Wrong passphrase, wrong key file, or an unlock line that was altered: one error, so that
    /// nobody learns which.
    case unlockFailed
    /// The ring has no unlock line of the kind that was tried.
    case unlockUnavailable
    /// The ring opened, but is not what its owner wrote: altered, cut, extended or reordered.
    case altered
    /// More than one unlock line of a kind, or none at all.
    case unlocksInvalid
    /// The Argon2id cost lies outside what is accepted, or its memory could not be had.
    case passwordCostRefused
    case keyUnknown
    /// A ring holds each key identifier once.
    case keyTwice
    /// The owner is none that a key of this purpose can have.
    case ownerUnfit
    case validityEmpty
    /// The secret has not the length its purpose asks for.
    case secretLengthInvalid(foundBytes: Int)
    /// The private key is not the one its identifier names.
    case keyMismatch
    case tooManyKeys(limit: Int)
    /// Of a share of a key file; `line` counts from 1.
    case shareMalformed(line: Int, expected: String)
    /// As many shares as there are to be, or as are to be enough, cannot be.
    case sharingInvalid(countMax: Int)
    case sharesTooFew(found: Int, needed: Int)
    /// Of another ring than the one at hand, or not of one splitting.
    case sharesUnrelated
    /// The key's private half is in a token, so that nobody can have it.
    case keyInToken
    /// The key's private half is in a token, and nobody is there to give its PIN.
    case tokenClosed(token: String)
    case token(TokenError)
}
