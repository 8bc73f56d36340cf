import Envelopes
import Handover
package import Identity
package import Policies
import Primitives
package import Registry

/// What a request is judged by: one moment's registry and policy, immutable.
package final class RelayView: Sendable {
    package let time: Timestamp
    package let registry: RegistryView
    package let policy: PolicyView
    /// Over policy and registry, for audit entries; headers carry its first half.
    let digest: Digest
    /// ``RelayMaterial/recorded`` of what it was made from.
    let recorded: Digest
    /// ``RelayMaterial/stamp`` of what it was made from.
    let stamp: UInt64

    /// `nil` while no bundle has taken effect: then nothing is permitted to anybody.
    init?(_ material: RelayMaterial, at time: Timestamp) {
        guard let region = material.region.view(at: time), let edition = region.policy.edition
        else { return nil }
        self.time = time
        registry = region.registry
        policy = region.policy
        digest = Hashing.sha256(
            domain: EnvelopeDomain.view, edition.digest.bytes, registry.head.bytes)
        stamp = material.stamp
        recorded = material.recorded
    }
}
