package import Envelopes
package import Identity
package import Notes
package import Policies
package import Registry

/// Everything public that decisions of a region rest on, verified: registry, policy bundles,
/// freshness, exercises,
/// activations, leases.
///
/// A value that grows by what verifies. What does not verify changes nothing and is returned as a
/// refusal.
package struct RegionMaterial: Sendable {
    package private(set) var registry: Registry
    package private(set) var policies = PolicyHistory()
    private(set) var latest: HeldStatement<Freshness>?
    private(set) var leases: [HeldStatement<Lease>] = []
    private(set) var exercises: [HeldStatement<Exercise>] = []
    private(set) var activations: [HeldStatement<Activation>] = []
    /// Heads the registry is known to have had before the present one.
    package private(set) var earlierHeads: Set<Digest>

    /// - Parameter earlierHeads: what this machine remembers of the registry's way, see
    ///   ``PolicyView``.
    package init(registry: Registry, earlierHeads: Set<Digest> = []) {
        self.registry = registry
        self.earlierHeads = earlierHeads
    }

    /// Takes a grown registry in place of the present one.
    ///
    /// - Returns: whether it was another one.
    package mutating func replace(registry: Registry) -> Bool {
        guard registry.head != self.registry.head else { return false }
        earlierHeads.insert(self.registry.head)
        self.registry = registry
        return true
    }

    /// Takes notes in, the policy first since others are read under it.
    ///
    /// - Parameter now: the view of the registry they are verified in.
    /// - Returns: what was refused, by path, and why.
    package mutating func take(_ notes: RegionNotes, at now: Timestamp) -> [RegionRefusal] {
        take(notes, in: registry.view(at: now), at: now)
    }

    /// Takes notes in as whoever stands in `view` has signed them.
    mutating func take(
        _ notes: RegionNotes, in view: RegistryView, at now: Timestamp
    ) -> [RegionRefusal] {
        var refusals: [RegionRefusal] = []
        for (path, note) in notes.bundles {
            if case .refused(let refusal, let evidence) = policies.offer(note, in: view) {
                refusals.append(.policy(path: path, refusal, evidence: evidence))
            }
        }
        for (path, note) in notes.freshness {
            collect(path, &refusals) { () throws(PolicyError) in
                let offered = try Freshness(verifying: note, in: view)
                if offered.isNewer(than: freshness) { latest = HeldStatement(offered, note) }
            }
        }
        for (path, note) in notes.leases {
            collect(path, &refusals) { () throws(PolicyError) in
                let lease = try Lease(verifying: note, in: view)
                leases.add(lease, note)
            }
        }
        for (path, note) in notes.exercises {
            collect(path, &refusals) { () throws(PolicyError) in
                let exercise = try Exercise(verifying: note, in: view)
                exercises.add(exercise, note)
            }
        }
        guard let policy = policies.inForce(at: now)?.policy else { return refusals }
        for (path, note) in notes.activations {
            collect(path, &refusals) { () throws(PolicyError) in
                let activation = try Activation(verifying: note, in: view, under: policy)
                activations.add(activation, note)
            }
        }
        return refusals
    }

    /// What decisions at `now` rest on; `nil` while no policy is in force, which is to deny
    /// everything.
    package func view(at now: Timestamp) -> RegionView? {
        guard let bundle = policies.inForce(at: now) else { return nil }
        let registryView = registry.view(at: now)
        let policyView = PolicyView(
            policy: bundle.policy, edition: bundle.edition, registry: registryView,
            earlierHeads: earlierHeads,
            freshness: FreshnessState(latest: freshness, leases: leases.map(\.statement)),
            exercises: Exercise.folding(exercises.map(\.statement)),
            activations: Activation.folding(activations.map(\.statement)))
        return RegionView(
            registry: registryView, policy: policyView,
            digest: .view(policy: bundle.edition.digest, registry: registry.head))
    }

    /// The newest freshness note.
    package var freshness: Freshness? { latest?.statement }

    /// How many exercises, activations and leases are held: it only ever grows.
    package var statementCount: Int { exercises.count + activations.count + leases.count }

    private func collect(
        _ path: String, _ refusals: inout [RegionRefusal], _ take: () throws(PolicyError) -> Void
    ) {
        do { try take() } catch { refusals.append(.note(path: path, error)) }
    }
}

/// A verified statement and the note that bears it.
struct HeldStatement<Statement: Hashable & Sendable>: Sendable {
    let statement: Statement
    let note: SignedNote

    init(_ statement: Statement, _ note: SignedNote) {
        (self.statement, self.note) = (statement, note)
    }
}

extension Array {
    fileprivate mutating func add<Statement: Hashable & Sendable>(
        _ statement: Statement, _ note: SignedNote
    ) where Element == HeldStatement<Statement> {
        guard !contains(where: { $0.statement == statement }) else { return }
        append(HeldStatement(statement, note))
    }
}

/// Registry, policy and the digest of both, at one moment.
package struct RegionView: Sendable {
    package let registry: RegistryView
    package let policy: PolicyView
    /// What a message's header says it was decided under.
    package let digest: ShortDigest
}

/// Signed notes beside the registry, each with the path it came from.
package struct RegionNotes: Sendable {
    package typealias Entry = (path: String, note: SignedNote)

    /// In rising version, as far as the file names say.
    package var bundles: [Entry] = []
    package var freshness: [Entry] = []
    package var leases: [Entry] = []
    package var exercises: [Entry] = []
    package var activations: [Entry] = []

    package init() {}
}

/// Something that was not taken in.
package enum RegionRefusal: Sendable {
    case policy(path: String, PolicyRefusal, evidence: [SignedNote])
    case note(path: String, PolicyError)
    case unreadable(path: String, NoteError)
}
