package import Identity
package import Registry

/// Everything a decision rests on beside the request: policy, registry and verified notes.
package struct PolicyView: Sendable {
    package let policy: Policy
    /// Which signed bundle the policy came in; `nil` for sources nobody signed, which deny.
    package let edition: PolicyEdition?
    package let freshness: FreshnessState
    package let exercises: [ExerciseID: Exercise]
    package let activations: [ActivationID: Activation]
    let registry: RegistryFacts

    /// - Parameter earlierHeads: heads the registry is known to have passed on its way to the
    ///   present one; a freshness note over one of them is not behind us but we ahead of it.
    package init(
        policy: Policy, edition: PolicyEdition?, registry: RegistryView,
        earlierHeads: Set<Digest> = [], freshness: FreshnessState,
        exercises: [ExerciseID: Exercise] = [:], activations: [ActivationID: Activation] = [:]
    ) {
        self.init(
            policy: policy, edition: edition,
            registry: RegistryFacts(registry, earlierHeads: earlierHeads), freshness: freshness,
            exercises: exercises, activations: activations)
    }

    init(
        policy: Policy, edition: PolicyEdition?, registry: RegistryFacts,
        freshness: FreshnessState, exercises: [ExerciseID: Exercise],
        activations: [ActivationID: Activation]
    ) {
        self.policy = policy
        self.edition = edition
        self.registry = registry
        self.freshness = freshness
        self.exercises = exercises
        self.activations = activations
    }
}

/// Which signed bundle a policy came in.
package struct PolicyEdition: Hashable, Sendable {
    package let version: UInt64
    /// SHA-256 of the bundle's note text.
    package let digest: Digest
    /// When it takes effect.
    package let notBefore: Timestamp
}

/// The latest verified freshness note, and the leases that stretch it.
package struct FreshnessState: Hashable, Sendable {
    /// `nil` while none has been seen.
    package let latest: Freshness?
    package let leases: [Lease]

    package init(latest: Freshness?, leases: [Lease] = []) {
        (self.latest, self.leases) = (latest, leases)
    }
}
