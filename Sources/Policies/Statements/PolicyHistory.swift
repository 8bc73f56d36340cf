package import Identity
package import Notes
package import Registry

/// The bundles a machine has accepted: versions only rise, and what is refused is kept as evidence.
package struct PolicyHistory: Sendable {
    /// In rising version.
    package private(set) var accepted: [PolicyBundle] = []

    package init() {}

    /// The bundle of the highest version.
    package var latest: PolicyBundle? { accepted.last }

    /// The bundle everyone is to enforce at `moment`: the highest version that has taken effect.
    ///
    /// One that will take effect later waits behind the one before it.
    package func inForce(at moment: Timestamp) -> PolicyBundle? {
        accepted.last { $0.edition.notBefore <= moment }
    }

    /// Takes a bundle in, or says why not.
    package mutating func offer(_ note: SignedNote, in registry: RegistryView) -> PolicyOffer {
        let bundle: PolicyBundle
        do { bundle = try PolicyBundle(verifying: note, in: registry) } catch {
            return .refused(.invalid(error), evidence: [note])
        }
        guard let latest else {
            accepted.append(bundle)
            return .accepted(bundle)
        }
        let (offered, held) = (bundle.edition, latest.edition)
        if offered.digest == held.digest { return .known }
        // Any version once accepted has one content; another one proves a fork, however old.
        if let twin = accepted.first(where: { $0.edition.version == offered.version }) {
            return twin.edition.digest == offered.digest
                ? .known
                : .refused(.forked(version: offered.version), evidence: [twin.note, note])
        }
        guard offered.version > held.version else {
            return .refused(
                .older(offered: offered.version, held: held.version),
                evidence: [latest.note, note])
        }
        accepted.append(bundle)
        return .accepted(bundle)
    }
}

/// What became of a bundle that was offered.
package enum PolicyOffer: Sendable {
    case accepted(PolicyBundle)
    /// Word for word what is held.
    case known
    /// The notes that prove it: the one held, where it matters, then the one offered.
    case refused(PolicyRefusal, evidence: [SignedNote])
}

package enum PolicyRefusal: Sendable, Equatable {
    case invalid(PolicyError)
    case older(offered: UInt64, held: UInt64)
    /// Two different contents signed under one version.
    case forked(version: UInt64)
}
