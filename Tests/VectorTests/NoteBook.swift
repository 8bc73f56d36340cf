import Identity
import Notes
import Primitives
import RegionSupport
import Registry

/// Writes the notes of the registry's vectors, each under a name.
final class NoteBook {
    private(set) var notes: [String: String] = [:]
    private let old: [String: String]
    private let region = VectorRegion.shared

    init(keeping old: [String: String]) { self.old = old }

    /// Writes a text as it is, also one that is none of ours.
    @discardableResult
    func write(_ name: String, _ text: String, _ signers: [NoteSigner]) throws -> Digest {
        notes[name] = try keptNote(old[name], text, signers)
        return Hashing.sha256(Array(text.utf8))
    }

    /// The note that follows `previous` in the root chain.
    @discardableResult
    func root(
        _ name: String, _ sequence: Int, after previous: Digest?, day: Int64,
        region id: RegionID? = nil, by authorities: [TestAuthority]? = nil,
        _ statements: [RootStatement]
    ) throws -> Digest {
        let note = RootNote(
            region: id ?? region.id, sequence: sequence, previous: previous, time: time(day),
            statements: statements)
        return try write(name, note.text, region.signers(authorities ?? region.roots))
    }

    /// The note that follows `previous` in an actor's sub-chain.
    @discardableResult
    func actor(
        _ name: String, _ actor: VectorActor, _ sequence: Int, after previous: Digest, day: Int64,
        by identity: TestAuthority? = nil, _ statements: [ActorStatement]
    ) throws -> Digest {
        let note = ActorNote(
            region: region.id, actor: actor.id, sequence: sequence, previous: previous,
            time: time(day), statements: statements)
        return try write(name, note.text, (identity ?? actor.identity).signers)
    }

    func time(_ day: Int64) -> Timestamp { region.start.adding(seconds: day * 86_400) }
}
