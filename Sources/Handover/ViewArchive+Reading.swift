import Files
package import Identity
import Notes
import Policies
package import Registry

extension ViewArchive {
    /// Why what is kept under a digest cannot be used.
    package enum Defect: Error, Equatable {
        case missing
        /// Its notes do not verify, or do not make what was recorded.
        case invalid
    }

    /// What was in force under that digest.
    ///
    /// - Parameters:
    ///   - now: the moment of the decision.
    ///   - known: a registry that may be the very one, and then need not be verified again.
    package func material(
        _ digest: Digest, at now: Timestamp, knowing known: Registry? = nil
    ) throws(Defect) -> RegionMaterial {
        guard let text = read(Self.path(ofView: digest)) else { throw .missing }
        guard let view = RecordedView(parsing: text), view.digest == digest else { throw .invalid }
        var notes = RegionNotes()
        notes.bundles = try entries(view.policies)
        notes.freshness = try entries([view.freshness].compactMap { $0 })
        notes.leases = try entries(view.leases)
        notes.exercises = try entries(view.exercises)
        notes.activations = try entries(view.activations)
        let found: Registry
        if let known, known.head == view.registry {
            found = known
        } else {
            found = try registry(view.registry)
        }
        let material = RegionMaterial(
            registry: found, passed: Set([view.passed].compactMap { $0 }), notes, at: now)
        // Whatever did not verify is not in it.
        guard material.recorded == view else { throw .invalid }
        return material
    }

    private func registry(_ head: Digest) throws(Defect) -> Registry {
        guard let text = read(Self.path(ofRegistry: head)) else { throw .missing }
        guard let chains = RegistryChains(parsing: text) else { throw .invalid }
        let root = try chain(endingIn: chains.root) { text in
            (try? RootNote(text: text)).map { ChainLink(previous: $0.previous) }
        }
        var actors: [ActorID: [SignedNote]] = [:]
        for (actor, head) in chains.actors {
            // Where the sub-chain begins the root's note stands.
            actors[actor] = try chain(endingIn: head) { text in
                (try? ActorNote(text: text)).map { ChainLink(previous: $0.previous) }
            }
        }
        guard
            let registry = try? Registry(
                rootChain: root, actorChains: actors, trusting: genesis),
            registry.head == head
        else { throw .invalid }
        return registry
    }

    /// The notes of a chain, first to last.
    ///
    /// - Parameter link: reads a note of the chain; `nil` for a text of another.
    private func chain(
        endingIn head: Digest, _ link: (String) -> ChainLink?
    ) throws(Defect) -> [SignedNote] {
        var notes: [SignedNote] = []
        var next: Digest? = head
        while let digest = next {
            let note = try note(digest)
            guard let found = link(note.text) else { break }
            notes.append(note)
            next = found.previous
        }
        return notes.reversed()
    }

    private func entries(_ digests: [Digest]) throws(Defect) -> [RegionNotes.Entry] {
        var entries: [RegionNotes.Entry] = []
        for digest in digests { entries.append((Self.path(ofNote: digest), try note(digest))) }
        return entries
    }

    private func note(_ digest: Digest) throws(Defect) -> SignedNote {
        guard let bytes = bytes(Self.path(ofNote: digest)) else { throw .missing }
        guard let note = try? SignedNote(parsing: bytes), note.textDigest == digest else {
            throw .invalid
        }
        return note
    }

    private func read(_ name: String) -> String? {
        bytes(name).flatMap { String(validating: $0, as: UTF8.self) }
    }

    private func bytes(_ name: String) -> [UInt8]? {
        try? File.read("\(path)/\(name)", limitBytes: noteFileMaxBytes)
    }
}

/// Which note one of a chain names as the one before it.
private struct ChainLink {
    let previous: Digest?
}

/// An archive as it is read entry after entry: the view read last is at hand, and its registry.
struct ArchivedViews {
    private let archive: ViewArchive
    private var latest: (digest: Digest, material: RegionMaterial)?

    init(_ archive: ViewArchive) { self.archive = archive }

    /// What decisions at `moment` rested on under that digest.
    mutating func view(
        _ digest: Digest, at moment: Timestamp
    ) throws(ViewArchive.Defect) -> PolicyView {
        let material: RegionMaterial
        if let latest, latest.digest == digest {
            material = latest.material
        } else {
            material = try archive.material(
                digest, at: moment, knowing: latest?.material.registry)
            latest = (digest, material)
        }
        guard let view = material.view(at: moment) else { throw .invalid }
        return view.policy
    }
}
