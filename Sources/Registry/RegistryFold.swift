import Identity
import Notes

/// Chains and the state they add up to, growing note by note.
struct RegistryFold: Sendable {
    private(set) var root: Chain
    private(set) var subchains: [ActorID: Subchain] = [:]
    private(set) var state: RegistryState

    /// An actor's sub-chain and who signs it.
    struct Subchain {
        fileprivate(set) var chain: Chain
        /// SHA-256 of the root note that added the actor.
        let origin: Digest
        fileprivate var identity: NoteAuthority
        /// Identities still to come, each after the note of that digest.
        fileprivate var successors: [(after: Digest, identity: NoteAuthority)] = []

        /// Whose signature the next note needs.
        var signer: NoteAuthority {
            successors.last { $0.after == chain.head }?.identity ?? identity
        }

        /// Lets an identity take over whose turn has come; the last word of the root counts.
        fileprivate mutating func passOn() {
            guard let turn = successors.lastIndex(where: { $0.after == chain.head }) else { return }
            identity = successors[turn].identity
            successors.removeFirst(turn + 1)
        }
    }

    /// A region's first note alone.
    ///
    /// - Throws: ``RegistryError``.
    init(genesis: SignedNote, trusting trusted: Digest?) throws(RegistryError) {
        let digest = genesis.textDigest
        if let trusted, trusted != digest {
            throw .genesisUntrusted(trusted: trusted, found: digest)
        }
        let text = try RootNote(text: genesis.text)
        guard text.sequence == 0 else {
            throw .sequenceGap(.root, expected: 0, found: text.sequence)
        }
        state = try RegistryState(genesis: text)
        root = Chain(.root, origin: nil, time: text.time)
        try appendRoot(text, genesis)
    }

    /// - Throws: ``RegistryError``.
    mutating func appendRoot(_ text: RootNote, _ note: SignedNote) throws(RegistryError) {
        try requireRegion(text.region)
        let claim = Chain.Claim(text, note.textDigest)
        let quorum = state.rootQuorum
        guard try root.place(of: note, claiming: claim, signedBy: quorum) == .next else { return }
        for case .rootAuthorities(let new) in text.statements where new != quorum {
            // A new set shows that it holds its keys before anything depends on them.
            try note.require(new)
        }
        try state.apply(text)
        root.append(note, claim, signedBy: quorum)
        for statement in text.statements {
            switch statement {
            case .addActor(let id, let identity):
                subchains[id] = Subchain(
                    chain: Chain(.actor(id), origin: claim.digest, time: claim.time),
                    origin: claim.digest, identity: identity)
            case .replaceIdentity(let id, let after, let identity):
                subchains[id]?.successors.append((after, identity))
            default: break
            }
        }
    }

    /// Who signs for an actor as far as is known: the identity that the root chain named last may
    /// have its turn still to come.
    func quorum(of actor: ActorID) -> NoteQuorum? {
        subchains[actor].map { NoteQuorum($0.successors.last?.identity ?? $0.identity) }
    }

    /// - Parameters:
    ///   - signatures: where they were checked already, by whomever.
    ///   - refusingRevoked: whether a revoked actor may add nothing. Where whole chains are folded,
    ///     what it once added stays, since everything of its bears its revocation.
    /// - Throws: ``RegistryError``.
    mutating func appendActor(
        _ text: ActorNote, _ note: SignedNote, signatures: QuorumProof? = nil,
        refusingRevoked: Bool
    ) throws(RegistryError) {
        try requireRegion(text.region)
        guard var subchain = subchains[text.actor] else {
            throw .unknown(concept: ActorConcept.word, name: text.actor.text)
        }
        subchain.passOn()
        let claim = Chain.Claim(text, note.textDigest)
        let quorum = NoteQuorum(subchain.identity)
        let place = try subchain.chain.place(
            of: note, claiming: claim, signedBy: quorum, proven: signatures)
        guard place == .next else { return }
        if refusingRevoked, state.actors[text.actor]?.revocation != nil {
            throw .actorRevoked(text.actor)
        }
        try state.apply(text)
        subchain.chain.append(note, claim, signedBy: quorum)
        subchains[text.actor] = subchain
    }

    func requireRegion(_ region: RegionID) throws(RegistryError) {
        guard region == state.region else {
            throw .regionWrong(expected: state.region, found: region)
        }
    }

    /// How many notes each sub-chain keeps when a replaced identity has signed beyond its end;
    /// empty where all is in order.
    ///
    /// - Throws: ``RegistryError/headUnknown(_:_:)`` when an identity follows a note that is not
    ///   there: without it nobody could say whose word counts.
    func notesKept() throws(RegistryError) -> [ActorID: Int] {
        var kept: [ActorID: Int] = [:]
        for (actor, var subchain) in subchains {
            subchain.passOn()
            for successor in subchain.successors {
                if successor.after == subchain.origin {
                    kept[actor] = 0
                } else if let count = subchain.chain.count(through: successor.after) {
                    kept[actor] = min(count, kept[actor] ?? count)
                } else {
                    throw .headUnknown(actor, successor.after)
                }
            }
        }
        return kept
    }
}
