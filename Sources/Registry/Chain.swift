import Identity
import Notes

/// A chain of notes as far as it is known.
struct Chain: Sendable {
    let name: RegistryChain
    private(set) var links: [Link] = []
    /// What the next note must name: the last note, or what the chain grew from; `nil` before the
    /// first root note alone.
    private(set) var head: Digest?
    /// The next note may not be older.
    private(set) var time: Timestamp

    /// A note that has found its place.
    struct Link {
        let note: SignedNote
        let digest: Digest
        /// Who was asked to sign it; a rival for the same place is measured by the same.
        let quorum: NoteQuorum
    }

    /// Where a note belongs.
    enum Place {
        /// Behind the last one.
        case next
        /// It is there already, perhaps with other signature lines.
        case known
    }

    /// What a note says of its own place.
    struct Claim {
        let digest: Digest
        let sequence: Int
        let previous: Digest?
        let time: Timestamp

        init(_ note: RootNote, _ digest: Digest) {
            self.digest = digest
            (sequence, previous, time) = (note.sequence, note.previous, note.time)
        }

        init(_ note: ActorNote, _ digest: Digest) {
            self.digest = digest
            (sequence, previous, time) = (note.sequence, note.previous, note.time)
        }
    }

    init(_ name: RegistryChain, origin: Digest?, time: Timestamp) {
        self.name = name
        head = origin
        self.time = time
    }

    /// Verifies a note and finds its place.
    ///
    /// - Parameters:
    ///   - quorum: who signs the next note.
    ///   - proof: signatures found to hold before; those of another quorum or note say nothing.
    /// - Throws: ``RegistryError/forked(_:sequence:known:offered:)`` only for a note whose
    ///   signatures hold, so that nobody else can cry fork.
    func place(
        of note: SignedNote, claiming claim: Claim, signedBy quorum: NoteQuorum,
        proven proof: QuorumProof? = nil
    ) throws(RegistryError) -> Place {
        guard claim.sequence <= links.count else {
            throw .sequenceGap(name, expected: links.count, found: claim.sequence)
        }
        if claim.sequence < links.count {
            let link = links[claim.sequence]
            if link.digest == claim.digest { return .known }
            try note.require(link.quorum)
            throw .forked(
                name, sequence: claim.sequence, known: link.digest, offered: claim.digest)
        }
        if proof?.isOf(quorum, text: claim.digest) != true { try note.require(quorum) }
        try requirePredecessor(of: claim)
        guard claim.time >= time else {
            throw .timeReversed(name, previous: time, found: claim.time)
        }
        return .next
    }

    private func requirePredecessor(of claim: Claim) throws(RegistryError) {
        guard let head, let previous = claim.previous, previous != head else { return }
        if case .actor(let actor) = name, links.isEmpty {
            throw .originWrong(actor, expected: head, found: previous)
        }
        throw .forked(name, sequence: claim.sequence - 1, known: head, offered: previous)
    }

    mutating func append(_ note: SignedNote, _ claim: Claim, signedBy quorum: NoteQuorum) {
        links.append(Link(note: note, digest: claim.digest, quorum: quorum))
        head = claim.digest
        time = claim.time
    }

    /// How many notes stand up to and including the one with that digest.
    func count(through digest: Digest) -> Int? {
        links.lastIndex { $0.digest == digest }.map { $0 + 1 }
    }
}

/// That a quorum's signatures under a note hold; ``SignedNote/proof(of:)`` alone finds it out.
struct QuorumProof: Sendable {
    fileprivate let quorum: NoteQuorum
    /// SHA-256 of the note's text.
    fileprivate let text: Digest

    func isOf(_ quorum: NoteQuorum, text: Digest) -> Bool {
        self.quorum == quorum && self.text == text
    }
}

extension SignedNote {
    /// `nil` unless the signatures hold.
    func proof(of quorum: NoteQuorum) -> QuorumProof? {
        guard (try? verified(by: quorum)) != nil else { return nil }
        return QuorumProof(quorum: quorum, text: textDigest)
    }

    /// - Throws: ``RegistryError/note(_:)``.
    func require(_ quorum: NoteQuorum) throws(RegistryError) {
        do { _ = try verified(by: quorum) } catch { throw .note(error) }
    }
}
