package import Identity
package import Notes
import Primitives

/// Who exists and with which keys: the root chain and every actor's sub-chain, verified.
///
/// A value: it grows by ``appending(_:)``, which gives another one or fails without effect. It
/// holds the notes too, so that it can be stored, served and replayed. It knows no clock:
/// ``view(at:)`` takes the time, and all notes held count, since a revocation binds as soon as it
/// is known. Spec: Registry.
package struct Registry: Sendable {
    let fold: RegistryFold
    /// Over the heads of all chains: one digest that says which registry a decision was taken
    /// under.
    package let head: Digest

    /// Folds whole chains.
    ///
    /// - Parameter genesis: SHA-256 of the first root note's text, where this machine knows it;
    ///   without, the first note vouches for itself.
    /// - Throws: ``RegistryError`` of the first note that fails.
    package init(
        rootChain: [SignedNote], actorChains: [ActorID: [SignedNote]], trusting genesis: Digest?
    ) throws(RegistryError) {
        try self.init(
            root: rootChain.map { ("", $0) },
            actors: actorChains.mapValues { notes in notes.map { ("", $0) } }, trusting: genesis)
    }

    /// Folds whole chains of notes that each bear a path, which errors name unless it is empty.
    init(
        root: [(path: String, note: SignedNote)],
        actors: [ActorID: [(path: String, note: SignedNote)]], trusting genesis: Digest?
    ) throws(RegistryError) {
        guard let first = root.first else { throw .chainEmpty(.root) }
        var fold: RegistryFold
        do {
            fold = try RegistryFold(genesis: first.note, trusting: genesis)
            try requirePath(first.path, RegistryFiles.path(ofRoot: 0))
        } catch { throw error.at(first.path) }
        for (path, note) in root.dropFirst() {
            do throws(RegistryError) {
                let text = try RootNote(text: note.text)
                try requirePath(path, RegistryFiles.path(ofRoot: text.sequence))
                try fold.appendRoot(text, note)
            } catch { throw error.at(path) }
        }
        for offered in Self.prepared(actors, fold) {
            do throws(RegistryError) {
                let text = try offered.text.get()
                guard text.actor == offered.actor else {
                    throw .actorWrong(expected: offered.actor, found: text.actor)
                }
                try requirePath(
                    offered.path, RegistryFiles.path(of: offered.actor, text.sequence))
                try fold.appendActor(
                    text, offered.note, signatures: offered.signatures, refusingRevoked: false)
            } catch { throw error.at(offered.path) }
        }
        // In whole chains nothing stands beyond the end of an identity: its successor would have
        // had to sign it.
        _ = try fold.notesKept()
        self.init(fold)
    }

    /// A note of a sub-chain with what can be found out about it alone.
    private struct Offered: Sendable {
        let actor: ActorID
        let path: String
        let note: SignedNote
        let text: Result<ActorNote, RegistryError>
        /// Those of the actor's identity as the root chain has it last; most notes are signed by
        /// it.
        let signatures: QuorumProof?
    }

    /// Reads all notes and checks their signatures on all cores; what depends on the order is for
    /// the fold.
    private static func prepared(
        _ actors: [ActorID: [(path: String, note: SignedNote)]], _ fold: RegistryFold
    ) -> [Offered] {
        let all = actors.sorted { $0.key < $1.key }.flatMap { actor, notes in
            notes.map { (actor: actor, path: $0.path, note: $0.note) }
        }
        return all.concurrentMap { entry in
            Offered(
                actor: entry.actor, path: entry.path, note: entry.note,
                text: Result { () throws(RegistryError) in try ActorNote(text: entry.note.text) },
                signatures: fold.quorum(of: entry.actor).flatMap { entry.note.proof(of: $0) })
        }
    }

    private init(_ fold: RegistryFold) {
        self.fold = fold
        var heads: [UInt8] = fold.root.head?.bytes ?? []
        for (actor, subchain) in fold.subchains.sorted(by: { $0.key < $1.key }) {
            heads += actor.text.utf8
            heads.append(0)
            subchain.chain.head?.append(to: &heads)
        }
        head = Hashing.sha256(domain: "budkavle/registry-head/v1", heads)
    }

    package func view(at time: Timestamp) -> RegistryView {
        RegistryView(state: fold.state, time: time, head: head)
    }
}

// MARK: - Growing

extension Registry {
    /// The registry with one more note of either kind; the same when the note is there already.
    ///
    /// A root note that replaces an identity drops what the old one signed beyond the note it
    /// names. A revoked actor can add nothing.
    ///
    /// - Throws: ``RegistryError``; ``RegistryError/forked(_:sequence:known:offered:)`` is
    ///   evidence, and the caller should keep both notes.
    package func appending(_ note: SignedNote) throws(RegistryError) -> Registry {
        var next = fold
        if ActorNote.isType(of: note.text) {
            let text = try ActorNote(text: note.text)
            try next.appendActor(text, note, refusingRevoked: true)
            return Registry(next)
        }
        try next.appendRoot(RootNote(text: note.text), note)
        let kept = try next.notesKept()
        if kept.isEmpty { return Registry(next) }
        return try Registry(
            rootChain: next.root.links.map(\.note),
            actorChains: next.subchains.mapValues { subchain in
                guard case .actor(let actor) = subchain.chain.name else { return [] }
                let notes = subchain.chain.links.map(\.note)
                return Array(notes.prefix(kept[actor] ?? notes.count))
            }, trusting: nil)
    }

    /// What the root authorities would sign next.
    package func nextRootNote(at time: Timestamp, _ statements: [RootStatement]) -> RootNote {
        RootNote(
            region: region, sequence: fold.root.links.count, previous: fold.root.head, time: time,
            statements: statements)
    }

    /// What the actor would sign next.
    ///
    /// - Throws: ``RegistryError/unknown(concept:name:)``.
    package func nextActorNote(
        of actor: ActorID, at time: Timestamp, _ statements: [ActorStatement]
    ) throws(RegistryError) -> ActorNote {
        guard let chain = fold.subchains[actor]?.chain, let head = chain.head else {
            throw .unknown(concept: ActorConcept.word, name: actor.text)
        }
        return ActorNote(
            region: region, actor: actor, sequence: chain.links.count, previous: head, time: time,
            statements: statements)
    }
}

// MARK: - What it holds

extension Registry {
    package var region: RegionID { fold.state.region }

    /// SHA-256 of the first root note's text: what a machine pins to know the region again.
    package var genesis: Digest? { fold.root.links.first?.digest }

    /// Who must sign the next root note.
    package var rootQuorum: NoteQuorum { fold.state.rootQuorum }

    /// The root chain's notes, first to last; never empty.
    package var rootChain: [SignedNote] { fold.root.links.map(\.note) }

    /// Every actor ever added, revoked ones too.
    package var actorIDs: [ActorID] { fold.subchains.keys.sorted() }

    /// The notes of an actor's sub-chain, first to last.
    package func chain(of actor: ActorID) -> [SignedNote] {
        fold.subchains[actor]?.chain.links.map(\.note) ?? []
    }

    /// What the actor's next note names as `previous`, and what a root note names that replaces
    /// its identity.
    package func head(of actor: ActorID) -> Digest? { fold.subchains[actor]?.chain.head }
}

/// Every file bears its note's number: two copies of one note would otherwise pass for two.
private func requirePath(_ path: String, _ expected: String) throws(RegistryError) {
    guard path.isEmpty || path == expected else { throw .fileMisplaced(expectedPath: expected) }
}

extension RegistryError {
    fileprivate func at(_ path: String) -> RegistryError {
        path.isEmpty ? self : .inFile(path: path, self)
    }
}
