import Identity
import Notes
import Policies
import Registry

extension RegionMaterial {
    /// What entries of decisions taken under this name.
    package var recorded: RecordedView { RecordedView(self) }

    /// What was in force once.
    ///
    /// A machine goes on with a note it has verified, also when those who signed it have been
    /// succeeded; so each note counts if they stood in this registry or in any it grew from.
    init(registry: Registry, passed: Set<Digest>, _ notes: RegionNotes, at now: Timestamp) {
        self.init(registry: registry, earlierHeads: passed)
        for note in notes.each where !take(note, at: now).isEmpty {
            // An activation may be of the time of an earlier policy.
            let moments = [now] + policies.accepted.map(\.edition.notBefore)
            for view in registry.views(ofItsPast: now) {
                guard !moments.contains(where: { take(note, in: view, at: $0).isEmpty }) else {
                    break
                }
            }
        }
    }
}

extension Registry {
    /// As it stood after each note of its root, the last first.
    fileprivate func views(ofItsPast now: Timestamp) -> [RegistryView] {
        let root = rootChain
        let earlier = root.indices.dropFirst().reversed().compactMap { end in
            try? Registry(rootChain: Array(root[..<end]), actorChains: [:], trusting: nil)
        }
        return ([self] + earlier).map { $0.view(at: now) }
    }
}

extension RegionNotes {
    /// One by one, policies first.
    fileprivate var each: [RegionNotes] {
        let parts: [WritableKeyPath<RegionNotes, [Entry]>] = [
            \.bundles, \.freshness, \.leases, \.exercises, \.activations,
        ]
        return parts.flatMap { part in
            self[keyPath: part].map { entry in
                var one = RegionNotes()
                one[keyPath: part] = [entry]
                return one
            }
        }
    }
}
