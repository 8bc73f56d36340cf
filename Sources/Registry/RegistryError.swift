package import Identity
package import Notes

/// Why a note was not taken into the registry, or a set of notes is none.
package enum RegistryError: Error, Equatable {
    // Text.
    /// `line` counts the lines of the note's text from 1.
    case malformed(line: Int, expected: String)
    case note(NoteError)

    // Chains.
    case chainEmpty(RegistryChain)
    /// The first note is not the one this machine trusts.
    case genesisUntrusted(trusted: Digest, found: Digest)
    /// The first note does not open with root, policy and freshness authorities.
    case genesisIncomplete
    case regionWrong(expected: RegionID, found: RegionID)
    case actorWrong(expected: ActorID, found: ActorID)
    case sequenceGap(RegistryChain, expected: Int, found: Int)
    /// The first note of a sub-chain names another root note than the one that added the actor.
    case originWrong(ActorID, expected: Digest, found: Digest)
    /// Two different notes, both signed, claim one place: evidence against whoever signed.
    case forked(RegistryChain, sequence: Int, known: Digest, offered: Digest)
    case timeReversed(RegistryChain, previous: Timestamp, found: Timestamp)
    /// An identity is replaced after a note that is not in the actor's sub-chain.
    case headUnknown(ActorID, Digest)

    // Drafts.
    /// Another note, or this one, stands in the place a draft was written for.
    case draftOvertaken(RegistryChain, sequence: Int, by: Digest)
    /// A draft was written on another chain than the one held here.
    case draftStray(RegistryChain, sequence: Int)
    /// Files that are to be combined have different texts.
    case draftsDiffer(Digest, Digest)
    /// One holder has signed already.
    case signedTwice(name: String)
    /// A signature of somebody who is not to sign.
    case signerForeign(name: String)

    // Statements.
    case keyTaken(KeyID, by: KeyUse, wanted: KeyUse)
    case keyNameWrong(expected: String, found: String)
    case certificateTaken(Digest)
    case nameTaken(concept: String, name: String)
    case unknown(concept: String, name: String)
    case alreadyRevoked(concept: String, name: String)
    case actorRevoked(ActorID)
    case validityEmpty(from: Timestamp, until: Timestamp)
    /// A revocation may not take effect before its note; the past is what *compromised since* says.
    case revocationBackdated(at: Timestamp, noteTime: Timestamp)
    case compromiseAfterRevocation(at: Timestamp, compromisedSince: Timestamp)
    case tooMany(concept: String, limit: Int)

    // Files.
    case fileUnknown
    case fileMisplaced(expectedPath: String)
    case privateMaterial
    indirect case inFile(path: String, RegistryError)
}

/// One of the registry's chains of notes.
package enum RegistryChain: Hashable, Sendable {
    case root
    case actor(ActorID)
}
