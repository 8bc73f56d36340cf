import Primitives
import Files
import Identity
import Keystore
package import Notes
import Registry

/// Finds the private halves of enough authorities.
package enum RegionSigners {
    /// - Parameters:
    ///   - rings: where to look; enough of them must hold keys of `quorum`.
    /// - Throws: ``RegionError/signersTooFew(role:found:required:)`` and what opening a ring
    ///   throws.
    package static func find(
        _ role: AuthorityRole, _ quorum: NoteQuorum, in rings: [RingFolder],
        _ unlocking: RingUnlocking
    ) throws -> [NoteSigner] {
        var signers: [NoteSigner] = []
        var found: Set<String> = []
        for folder in rings where found.count < quorum.threshold {
            let ring = try folder.open(unlocking)
            for authority in quorum.authorities where !found.contains(authority.name) {
                guard case .ed25519(let key) = authority.ed25519.publicKey,
                    ring.entry(key.id) != nil
                else { continue }
                let keys = try AuthorityKeys(
                    name: authority.name, ring: ring, at: folder.path, .of(role))
                guard keys.authority == authority else { continue }
                signers += keys.signers
                found.insert(authority.name)
            }
        }
        guard found.count >= quorum.threshold else {
            throw RegionError.signersTooFew(
                role: role, found: found.count, required: quorum.threshold)
        }
        return signers
    }

    /// The rings of a role that lie in a region's directory.
    package static func rings(_ role: AuthorityRole, in layout: RegionLayout) -> [RingFolder] {
        let folder = layout.rings(of: role)
        guard let names = try? Folder.names(in: folder) else { return [] }
        return names.map { RingFolder("\(folder)/\($0)") }.filter(\.isThere)
    }
}
