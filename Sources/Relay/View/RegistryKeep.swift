package import Handover
package import Identity
package import Registry

/// What a relay keeps of the registry in its own data: a copy of all it has verified, from whomever, and
/// the notes that contradict it.
///
/// The copy outlives a restart, so that nothing another relay told is forgotten and a directory that
/// was exchanged meanwhile is held against what was in force.
package struct RegistryKeep: Sendable {
    private let copy: RegistryFolder
    package let evidence: EvidenceFolder
    /// What decisions rested on, by digest.
    package let archive: ViewArchive

    package init(dataPath: String) {
        copy = RegistryFolder(dataPath + "/registry")
        evidence = EvidenceFolder(dataPath + "/evidence")
        archive = ViewArchive(dataPath + "/archive")
    }

    /// `nil` where there is no copy yet, or it is damaged: then the region's directory is all there
    /// is.
    package func held(trusting genesis: Digest?) -> Registry? {
        copy.isThere ? try? copy.registry(trusting: genesis) : nil
    }

    /// - Throws: ``RelayError/regionUnreadable(_:)``.
    package func write(_ registry: Registry, after earlier: Registry?) throws(RelayError) {
        do { try copy.write(registry, after: earlier) } catch { throw .regionUnreadable(error) }
    }
}
