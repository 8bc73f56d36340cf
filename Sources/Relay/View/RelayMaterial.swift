import FoundationEssentials
package import Handover
package import Identity
import Notes
import Policies
import Registry

/// Everything signed that a relay decides by, verified, and as it is served.
package struct RelayMaterial: Sendable {
    package let region: RegionMaterial
    let documents: RelayDocuments
    /// Which bundle the documents were made under: another one may have other conveners.
    let policyVersion: UInt64
    /// Changes whenever anything that is in force does.
    let stamp: UInt64

    /// Reads and verifies what lies in the region's directory.
    ///
    /// A wrong note of policy is left out and returned; it must not keep a revocation in the
    /// registry from taking effect.
    ///
    /// - Parameters:
    ///   - earlier: what was in force; the new registry must continue it.
    ///   - earlierHeads: heads the registry had before this process began, see ``HeadMemory``.
    ///   - now: decides which bundle is in force.
    /// - Throws: ``RelayError``: without a registry that continues the earlier one nothing changes.
    package static func read(
        _ directory: RegionDirectory, trusting genesis: Digest?,
        continuing earlier: RelayMaterial? = nil, earlierHeads: Set<Digest> = [],
        at now: Timestamp
    ) throws(RelayError) -> (material: RelayMaterial, refusals: [RegionRefusal]) {
        var refusals: [RegionRefusal] = []
        let registry: Registry
        let notes: RegionNotes
        do {
            registry = try directory.registry(
                trusting: genesis ?? earlier?.region.registry.genesis)
            notes = try directory.notes(&refusals)
        } catch let error as RegistryError {
            throw .registryInvalid(error)
        } catch let error as RegionDirectoryError {
            throw .regionUnreadable(error)
        } catch {
            throw .fileUnreadable(path: directory.root.path(percentEncoded: false))
        }
        if let earlier, !registry.continues(earlier.region.registry) { throw .registryWentBack }
        var region =
            earlier?.region ?? RegionMaterial(registry: registry, earlierHeads: earlierHeads)
        _ = region.replace(registry: registry)
        refusals += region.take(notes, at: now)
        let refused = Set(refusals.map(\.path))
        return (RelayMaterial(region, notes.without(refused), at: now), refusals)
    }

    private init(_ region: RegionMaterial, _ notes: RegionNotes, at now: Timestamp) {
        let bundle = region.policies.inForce(at: now)
        self.region = region
        policyVersion = bundle?.edition.version ?? 0
        documents = RelayDocuments(
            registry: region.registry, bundle: bundle?.note, freshness: notes.freshness.last?.note,
            exercises: notes.exercises.map(\.note), activations: notes.activations.map(\.note))
        stamp = documents.stamp(leases: notes.leases.map(\.note))
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

extension Registry {
    /// Whether every chain of `earlier` goes on here. Where the root chain grew, a replaced
    /// identity may have cut an actor's chain; the registry itself has checked that.
    fileprivate func continues(_ earlier: Registry) -> Bool {
        guard rootChain.starts(with: earlier.rootChain, by: { $0.text == $1.text }) else {
            return false
        }
        if rootChain.count > earlier.rootChain.count { return true }
        return earlier.actorIDs.allSatisfy { actor in
            chain(of: actor).starts(with: earlier.chain(of: actor), by: { $0.text == $1.text })
        }
    }
}
