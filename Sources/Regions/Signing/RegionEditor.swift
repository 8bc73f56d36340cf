import Files
import Handover
package import Identity
import Keystore
package import Notes
package import Policies
package import Registry

/// Appends signed notes to a region's public material: registry, policy, freshness, exercises,
/// activations.
///
/// Nothing is written that the region would not accept: every note is verified, as others will,
/// before it gets its name.
package struct RegionEditor {
    private let layout: RegionLayout
    package private(set) var registry: Registry
    package let now: Timestamp
    private let unlocking: RingUnlocking
    private let signerRings: [RingFolder]

    /// - Parameters:
    ///   - signerRings: rings that sign instead of those in the directory.
    ///   - now: whole seconds are kept of it.
    package init(
        _ layout: RegionLayout, at now: Timestamp, unlocking: RingUnlocking,
        signerRings: [RingFolder] = []
    ) throws {
        self.layout = layout
        self.now = Timestamp(clampingMilliseconds: now.seconds * 1_000)
        self.unlocking = unlocking
        self.signerRings = signerRings
        registry = try RegionSource(layout).readRegistry(trusting: nil)
    }

    // MARK: Registry

    /// - Returns: the path of the new note.
    @discardableResult
    package mutating func appendRoot(_ statements: [RootStatement]) throws -> String {
        try append(prepareRoot(statements))
    }

    /// As ``prepareActor(_:_:ring:)``.
    package func prepareRoot(_ statements: [RootStatement]) throws -> PreparedNote {
        let text = registry.nextRootNote(at: now, statements)
        var signers = try self.signers(.root, registry.rootQuorum)
        for case .rootAuthorities(let new) in statements {
            // Who is in both sets signs once.
            signers += try self.signers(.root, new).filter { signer in
                !signers.contains { $0.key == signer.key }
            }
        }
        let note = try SignedNote(text: text.text, signers: signers)
        return try prepare(note, at: RegistryFiles.path(ofRoot: text.sequence))
    }

    /// - Parameter ring: the one with the actor's identity; by default that in the directory.
    /// - Returns: the path of the new note.
    @discardableResult
    package mutating func appendActor(
        _ actor: ActorID, _ statements: [ActorStatement], ring: OpenedRing? = nil
    ) throws -> String {
        try append(prepareActor(actor, statements, ring: ring))
    }

    /// Signs and verifies an actor's note without writing it, so that what must be in place before
    /// others see it can be put there first.
    package func prepareActor(
        _ actor: ActorID, _ statements: [ActorStatement], ring: OpenedRing? = nil
    ) throws -> PreparedNote {
        let text = try registry.nextActorNote(of: actor, at: now, statements)
        let note = try SignedNote(text: text.text, signers: identity(of: actor, ring).signers)
        return try prepare(note, at: RegistryFiles.path(of: actor, text.sequence))
    }

    /// Writes what was prepared on this very registry.
    ///
    /// - Returns: the path of the new note.
    @discardableResult
    package mutating func append(_ prepared: PreparedNote) throws -> String {
        try Folder.create(Folder.parent(of: prepared.path))
        // Somebody else may have appended since we read: the name would be taken.
        try File.write(prepared.note.encoded, to: prepared.path, replacing: false)
        // A replaced identity may leave notes void.
        try RegistryFolder(layout.keys).write(prepared.grown, after: registry)
        registry = prepared.grown
        return prepared.path
    }

    func prepare(_ note: SignedNote, at path: String) throws -> PreparedNote {
        PreparedNote(
            note: note, grown: try registry.appending(note), path: layout.keys + "/" + path)
    }

    // MARK: Policy

    /// Signs the sources as the next version.
    package func signBundle(notBefore: Timestamp?) throws -> PolicyEdition {
        let sources = try PolicySources(directory: layout.policies)
        let text = try BundleNote(
            region: registry.region, version: try previousVersion() + 1,
            notBefore: notBefore ?? now, files: sources.policyFiles)
        let view = registry.view(at: now)
        let note = try SignedNote(text: text.text, signers: signers(.policy, view.policyQuorum))
        let bundle = try PolicyBundle(verifying: note, in: view)
        try File.write(note.encoded, to: layout.bundle, replacing: true)
        return bundle.edition
    }

    /// Whoever signed it: a bundle of policy holders that have been replaced since counts no more,
    /// and its successor is told by a higher number all the same.
    private func previousVersion() throws -> UInt64 {
        guard File.isThere(layout.bundle) else { return 0 }
        return try BundleNote(text: read(layout.bundle).text).version
    }

    private func currentBundle() throws -> PolicyBundle {
        guard File.isThere(layout.bundle) else {
            throw RegionError.policyMissing(path: layout.bundle)
        }
        return try PolicyBundle(verifying: read(layout.bundle), in: registry.view(at: now))
    }

    /// Signs that the policy and registry at hand are the current ones.
    ///
    /// - Parameter isByDirectory: whether the rings in the directory sign, whoever signed what made
    ///   the last note old: root holders hold no freshness keys.
    @discardableResult
    package func freshen(
        validSeconds: Int64, isByDirectory: Bool = false
    ) throws -> Freshness {
        let edition = try currentBundle().edition
        let view = registry.view(at: now)
        let text = try FreshnessNote(
            region: registry.region, issued: now,
            validUntil: now.adding(seconds: validSeconds), policyVersion: edition.version,
            policyDigest: edition.digest, registryHead: registry.head)
        let note = try SignedNote(
            text: text.text,
            signers: isByDirectory
                ? RegionSigners.find(
                    .freshness, view.freshnessQuorum,
                    in: RegionSigners.rings(.freshness, in: layout), unlocking)
                : signers(.freshness, view.freshnessQuorum))
        let freshness = try Freshness(verifying: note, in: view)
        try File.write(note.encoded, to: layout.freshness, replacing: true)
        return freshness
    }

    /// Who signs in a role, as the registry stands.
    package func quorum(of role: AuthorityRole) -> NoteQuorum {
        let view = registry.view(at: now)
        return switch role {
        case .root: registry.rootQuorum
        case .policy: view.policyQuorum
        case .freshness: view.freshnessQuorum
        }
    }

    /// Whether the rings that sign freshness notes are at hand.
    package var canFreshen: Bool {
        RegionSigners.rings(.freshness, in: layout).count
            >= registry.view(at: now).freshnessThreshold
    }

    // MARK: Exercises and activations

    @discardableResult
    package func sign(_ text: ExerciseNote) throws -> Exercise {
        let view = registry.view(at: now)
        let note = try SignedNote(text: text.text, signers: signers(.policy, view.policyQuorum))
        let exercise = try Exercise(verifying: note, in: view)
        try Folder.create(layout.exercises)
        try File.write(note.encoded, to: layout.exercise(text.exercise), replacing: true)
        return exercise
    }

    @discardableResult
    package func sign(_ text: ActivationNote, ring: OpenedRing? = nil) throws -> Activation {
        try requireFree(text)
        let keys = try identity(of: text.convener, ring)
        let note = try SignedNote(text: text.text, signers: keys.signers)
        let activation = try Activation(
            verifying: note, in: registry.view(at: now), under: currentBundle().policy)
        try Folder.create(layout.activations)
        try File.write(note.encoded, to: layout.activation(text.activation), replacing: true)
        return activation
    }

    /// A note of the same name would take the place of a call that others go on holding to be open.
    private func requireFree(_ text: ActivationNote) throws {
        guard File.isThere(layout.activation(text.activation)) else { return }
        let held = try activationNote(text.activation)
        guard held.convener == text.convener, held.status == text.status else {
            throw RegionError.activationTaken(text.activation, by: held.convener, held.status)
        }
    }

    /// The note that opened the exercise.
    package func exerciseNote(_ id: ExerciseID) throws -> ExerciseNote {
        guard File.isThere(layout.exercise(id)) else { throw RegionError.exerciseUnknown(id) }
        return try ExerciseNote(text: read(layout.exercise(id)).text)
    }

    package func activationNote(_ id: ActivationID) throws -> ActivationNote {
        guard File.isThere(layout.activation(id)) else { throw RegionError.activationUnknown(id) }
        return try ActivationNote(text: read(layout.activation(id)).text)
    }

    private func read(_ path: String) throws -> SignedNote {
        try SignedNote(parsing: File.read(path, limitBytes: noteFileMaxBytes))
    }

    // MARK: Signers

    private func signers(_ role: AuthorityRole, _ quorum: NoteQuorum) throws -> [NoteSigner] {
        let rings = signerRings.isEmpty ? RegionSigners.rings(role, in: layout) : signerRings
        return try RegionSigners.find(role, quorum, in: rings, unlocking)
    }

    private func identity(of actor: ActorID, _ ring: OpenedRing?) throws -> AuthorityKeys {
        let ring = try ring ?? OpenedRing(layout.ring(of: actor), unlocking)
        guard let record = registry.view(at: now).actor(actor) else {
            throw RegionError.actorUnknown(actor)
        }
        // A rotation that was broken off leaves another pair beside the registered one.
        return try AuthorityKeys(
            record.identity, ring: ring.keys, at: ring.folder.path, .identity)
    }
}

/// A note that was signed, and verified as the registry will, and that nobody has seen yet.
package struct PreparedNote: Sendable {
    fileprivate let note: SignedNote
    fileprivate let grown: Registry
    fileprivate let path: String
}
