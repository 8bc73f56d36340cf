package import Carriers
package import Identity
package import Keystore
package import Labels
package import Ledger
package import Notes
package import Primitives
package import Registry
package import Sealing

/// The private keys a node works with, whatever keeps them.
///
/// The seam between the engine and the key ring: a key is asked for by exactly what it is
/// registered for.
package protocol NodeKeys: Sendable {
    /// The registered keys that sign at a level and status.
    func signingKeys(level: Level, status: StatusKind, in view: RegistryView) throws -> SigningKeys
    func wrappingKey(_ id: KeyID) -> WrappingPrivateKey?
    var receiptSigner: NoteSigner { get }
    var tls: TLSIdentity { get }
    var vaultKey: SecretBytes { get }
    /// What is there, without the secrets.
    var entries: [RingEntry] { get }
    /// Whether a private key can be destroyed now: the token that keeps it may be away.
    func reaches(_ entry: RingEntry) -> Bool
    /// The keys as the machine's disk has them now: somebody may have added some.
    func reread(in directory: NodeDirectory) throws -> any NodeKeys
    /// The same keys without some, which are gone from the machine's disk as well.
    func destroying(_ ids: [KeyID], in directory: NodeDirectory) throws -> any NodeKeys
    /// What cosigns the trees of logs; `nil` for a node that is no registered witness.
    func witness(in view: RegistryView) -> Witness?
}

extension NodeKeys {
    package func reaches(_ entry: RingEntry) -> Bool { true }
}
