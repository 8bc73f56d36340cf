import FoundationEssentials
package import Handover
package import Identity
import Notes
import Policies
package import Registry

/// Everything signed that a relay decides by, verified, and as it is served.
package struct RelayMaterial: Sendable {
    package let region: RegionMaterial
    /// The registry as the region's directory has it; other relays may have told more.
    let found: Registry
    private let notes: RegionNotes
    let documents: RelayDocuments
    /// Which bundle the documents were made under: another one may have other conveners.
    let policyVersion: UInt64
    /// Changes whenever anything that is in force does.
    let stamp: UInt64
    /// What entries of decisions taken under it name.
    let recorded: Digest

    /// Reads and verifies what lies in the region's directory.
    ///
    /// A wrong note of policy is left out and returned; it must not keep a revocation in the
    /// registry from taking effect.
    ///
    /// - Parameters:
    ///   - earlier: what was in force; the new registry must continue it.
    ///   - held: before anything was in force, what was verified before this process began; the
    ///     directory may be behind it, but not contradict it.
    ///   - earlierHeads: heads the registry had before this process began, see ``HeadMemory``.
    ///   - now: decides which bundle is in force.
    ///   - onEvidence: told of notes that contradict each other.
    /// - Throws: ``RelayError``: without a registry that continues the earlier one nothing changes.
    package static func read(
        _ directory: RegionDirectory, trusting genesis: Digest?,
        continuing earlier: RelayMaterial? = nil, held: Registry? = nil,
        earlierHeads: Set<Digest> = [], at now: Timestamp,
        onEvidence: (RegistryEvidence) -> Void = { _ in }
    ) throws(RelayError) -> (material: RelayMaterial, refusals: [RegionRefusal]) {
        var refusals: [RegionRefusal] = []
        let known = earlier?.region.registry ?? held
        let found: Registry
        let notes: RegionNotes
        do {
            found = try directory.registry(
                trusting: genesis ?? known?.genesis, verified: earlier?.found ?? held)
            notes = try directory.notes(&refusals)
        } catch let error as RegistryError {
            throw .registryInvalid(error)
        } catch let error as RegionDirectoryError {
            throw .regionUnreadable(error)
        } catch {
            throw .fileUnreadable(path: directory.root.path(percentEncoded: false))
        }
        if let evidence = earlier?.found.evidence(against: found) {
            onEvidence(evidence)
            throw .registryWentBack
        }
        let registry = try grown(known, by: found, onEvidence)
        var region =
            earlier?.region ?? RegionMaterial(registry: registry, earlierHeads: earlierHeads)
        _ = region.replace(registry: registry)
        refusals += region.take(notes, at: now)
        let refused = Set(refusals.map(\.path))
        return (RelayMaterial(region, found, notes.without(refused), at: now), refusals)
    }

    private static func grown(
        _ known: Registry?, by found: Registry, _ onEvidence: (RegistryEvidence) -> Void
    ) throws(RelayError) -> Registry {
        guard let known else { return found }
        let growth = known.grown(by: found.files)
        for refusal in growth.refusals {
            // What a replaced identity left void is refused too, and proves nothing.
            guard let evidence = refusal.evidence else { continue }
            onEvidence(evidence)
            throw .registryInvalid(refusal.error)
        }
        return growth.registry
    }

    /// With the notes that another relay has and this one lacks; `nil` when there are none.
    func grown(
        by files: [String: [UInt8]], at now: Timestamp,
        onEvidence: (RegistryEvidence) -> Void
    ) -> RelayMaterial? {
        let growth = region.registry.grown(by: files)
        growth.refusals.compactMap(\.evidence).forEach(onEvidence)
        var region = region
        guard region.replace(registry: growth.registry) else { return nil }
        return RelayMaterial(region, found, notes, at: now)
    }

    private init(
        _ region: RegionMaterial, _ found: Registry, _ notes: RegionNotes, at now: Timestamp
    ) {
        let bundle = region.policies.inForce(at: now)
        self.region = region
        self.found = found
        self.notes = notes
        policyVersion = bundle?.edition.version ?? 0
        documents = RelayDocuments(
            registry: region.registry, bundle: bundle?.note, freshness: notes.freshness.last?.note,
            exercises: notes.exercises.map(\.note), activations: notes.activations.map(\.note))
        stamp = documents.stamp(leases: notes.leases.map(\.note))
        recorded = region.recorded.digest
    }
}

extension RegionRefusal {
    var path: String {
        switch self {
        case .policy(let path, _, _), .note(let path, _), .unreadable(let path, _): path
        }
    }

    /// What it is, without the bytes.
    var reason: String {
        switch self {
        case .policy(_, let refusal, _): "\(refusal)"
        case .note(_, let error): "\(error)"
        case .unreadable(_, let error): "\(error)"
        }
    }
}

extension RegionNotes {
    fileprivate func without(_ paths: Set<String>) -> RegionNotes {
        var notes = self
        notes.freshness.removeAll { paths.contains($0.path) }
        notes.leases.removeAll { paths.contains($0.path) }
        notes.exercises.removeAll { paths.contains($0.path) }
        notes.activations.removeAll { paths.contains($0.path) }
        return notes
    }
}
