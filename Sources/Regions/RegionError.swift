package import Identity
package import Labels
package import Registry

/// Why something could not be done with a region, a ring or a sealed file.
package enum RegionError: Error, Equatable {
    // Region and rings.
    /// No list of actors, or one that names somebody twice.
    case actorListInvalid(path: String, line: Int, text: String)
    case actorUnknown(ActorID)
    /// Fewer rings than must sign were found or given.
    case signersTooFew(role: AuthorityRole, found: Int, required: Int)
    /// The ring has no key for this.
    case keyAbsent(ring: String, purpose: String)
    /// The ring is for another region than the registry at hand.
    case ringOfOtherRegion(ring: String)
    /// A ring that no key file opens, and no passphrase was asked for.
    case ringLocked(ring: String)
    case nodeUnknown(NodeID)
    case personUnknown(PersonID)
    case exerciseUnknown(ExerciseID)
    case activationUnknown(ActivationID)
    /// Another convener's, or signed for another status: a name is never given to another call.
    case activationTaken(ActivationID, by: ActorID, Status)
    /// No policy is in force, or none that verifies.
    case policyMissing(path: String)
    case certificateInvalid(path: String)
    /// The holder has signed another text for the same place of the chain.
    case rivalSigned(RegistryChain, sequence: Int, digest: Digest)
    /// The file beside a ring that says what was signed is none.
    case signedInvalid(path: String, line: Int)
    /// Neither one of the present holders nor a file of a new one's public keys.
    case holderUnknown(text: String)

    case levelUnused(Level)

    // Sealed files.
    /// The ring's counters file is none.
    case countersInvalid(path: String, line: Int)
    /// The file changed while it was read.
    case inputChanged(path: String)
    /// A sealed attachment that the header names is not there.
    case blobMissing(path: String)
    /// What lies under a sealed attachment's name is not what the header names.
    case blobAltered(path: String)
    /// The ring's actor is not among the recipients.
    case notAddressed(ActorID)
    case recipientUnclear
    /// The ring is a node's, which draws the numbers of its streams itself.
    case ringOfNode(ring: String)
}

/// What a set of authorities signs.
package enum AuthorityRole: String, CaseIterable, Sendable, Hashable {
    case root, policy, freshness
}
