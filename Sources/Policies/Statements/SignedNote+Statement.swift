import Identity
import Notes
import Registry

extension SignedNote {
    /// The text, once enough policy authorities have signed it.
    func policyText(in registry: RegistryView) throws(PolicyError) -> String {
        do {
            return try verified(
                byAtLeast: registry.policyThreshold, of: registry.policyAuthorities
            ).text
        } catch { throw .signaturesInsufficient(error) }
    }

    /// The text, once enough freshness authorities have signed it.
    func freshnessText(in registry: RegistryView) throws(PolicyError) -> String {
        do {
            return try verified(
                byAtLeast: registry.freshnessThreshold, of: registry.freshnessAuthorities
            ).text
        } catch { throw .signaturesInsufficient(error) }
    }

    /// The text, once the identity of `actor` has signed it.
    func text(signedBy actor: ActorID, in registry: RegistryView) throws(PolicyError) -> String {
        guard let identity = registry.actor(actor)?.identity else {
            throw .convenerUnauthorised(actor)
        }
        do { return try verified(byAtLeast: 1, of: [identity]).text } catch {
            throw .signaturesInsufficient(error)
        }
    }
}

/// - Throws: ``PolicyError/regionDiffers(expected:found:)``.
func requireRegion(_ found: RegionID, of registry: RegistryView) throws(PolicyError) {
    guard found == registry.region else {
        throw .regionDiffers(expected: registry.region, found: found)
    }
}
