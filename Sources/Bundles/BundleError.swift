/// Why a bundle, or a part of one, was refused. Cases carry facts, never content.
package enum BundleError: Error, Hashable, Codable, Sendable {
    case magicMissing
    /// The part in clear is not whole.
    case truncated(offset: Int)
    /// The destination is no actor's name.
    case destinationInvalid
    /// It is for another actor.
    case elsewhere(destination: String)
    /// Sealed to a key that is not here, cut, or altered anywhere: these cannot be told apart.
    case openFailed
    /// `line` counts the lines of the manifest from 1; 0 when it is no note.
    case manifestInvalid(line: Int)
    /// The manifest says something else than what stands in clear.
    case manifestContradicts
    /// The registry has no such node.
    case signerUnknown(node: String)
    case signerRevoked(node: String)
    /// The node the manifest names did not sign it.
    case signatureInvalid(node: String)
    /// The entry at `index`, from 0, is not the one the manifest lists.
    case entryDiffers(index: Int)
    /// A message in it is of another status than the bundle.
    case statusMixed
    /// Something follows the last entry.
    case trailingBytes
    /// The file is not what it was when it was verified.
    case changed
    case tooLong(part: String, limitBytes: Int)
    case tooMany(part: String, limit: Int)
    /// One entry alone needs a larger part.
    case partTooSmall(limitBytes: Int, neededBytes: Int)
}
