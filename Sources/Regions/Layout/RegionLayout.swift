import Files
package import Identity

/// Where everything of a region lies that `region new` makes. Spec: Region#directory.
///
///     Keys/                        registry, public
///     Policies/                    sources, bundle, freshness, exercises, activations, public
///     evidence/                    notes that contradict the registry, where some were brought
///     private/roots/root-1…3       rings of the root authorities
///     private/policy/policy-1…3
///     private/freshness/freshness-1…3
///     private/actors/<actor>       the actor's ring
///     private/actors/<actor>/persons/<person>
package struct RegionLayout: Sendable {
    package let root: String

    package init(_ root: String) { self.root = root }

    // MARK: Public

    package var keys: String { root + "/Keys" }
    package var policies: String { root + "/Policies" }
    package var bundle: String { policies + "/bundle.note" }
    package var freshness: String { policies + "/freshness.note" }
    package var exercises: String { policies + "/exercises" }
    package var activations: String { policies + "/activations" }
    package var cases: String { policies + "/cases" }

    package func exercise(_ id: ExerciseID) -> String { "\(exercises)/\(id).note" }
    package func activation(_ id: ActivationID) -> String { "\(activations)/\(id).note" }

    /// Notes of others that contradict the registry here.
    package var evidence: String { root + "/evidence" }

    // MARK: Private

    package var privateRoot: String { root + "/private" }

    /// The directory of the rings of one sort of authority.
    package func rings(of role: AuthorityRole) -> String {
        switch role {
        case .root: privateRoot + "/roots"
        case .policy: privateRoot + "/policy"
        case .freshness: privateRoot + "/freshness"
        }
    }

    package func ring(of role: AuthorityRole, _ number: Int) -> RingFolder {
        RingFolder("\(rings(of: role))/\(role.rawValue)-\(number)")
    }

    package func ring(of actor: ActorID) -> RingFolder {
        RingFolder("\(privateRoot)/actors/\(actor)")
    }

    /// The ring of the only actor that has one here; `nil` for none or several.
    package var onlyActorRing: RingFolder? {
        let folder = privateRoot + "/actors"
        let rings = ((try? Folder.names(in: folder)) ?? []).map { RingFolder("\(folder)/\($0)") }
        return rings.count == 1 ? rings.first : nil
    }

    package func ring(of person: PersonID, at actor: ActorID) -> RingFolder {
        RingFolder("\(privateRoot)/actors/\(actor)/persons/\(person)")
    }
}
