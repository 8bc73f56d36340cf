import Files
package import Identity
package import Keystore
import Notes
import Primitives
package import Registry

/// The register of who was given keys of a ring.
extension RingFolder {
    package var receipts: String { path + "/receipts" }

    /// Has the node acknowledge what it was given, and keeps that beside this ring.
    ///
    /// - Parameter own: the node's ring, with its receipt key.
    /// - Throws: ``RegionError/keyAbsent(ring:purpose:)``, `KeystoreError`, `FileError`.
    package func keepReceipt(
        of keys: [KeyID], from own: KeyRing, _ node: NodeRecord, in region: RegionID,
        at now: Timestamp
    ) throws {
        guard !keys.isEmpty else { return }
        guard case .ed25519(let key) = node.receiptKey.publicKey, let entry = own.entry(key.id)
        else { throw RegionError.keyAbsent(ring: path, purpose: "receipt") }
        let receipt = KeyReceipt(of: keys, by: node, in: region, at: now)
        let note = try SignedNote(
            text: receipt.text,
            signers: [NoteSigner(name: node.receiptKey.name, ed25519: own.signingKey(entry))])
        try Folder.create(receipts, mode: 0o700)
        let digest = note.textDigest.hex.prefix(16)
        try File.writePrivate(
            note.encoded, to: "\(receipts)/\(node.id)-\(digest).note", replacing: true)
    }

    /// All receipts that hold, the oldest first, and how many files beside them do not.
    package func keyReceipts(in view: RegistryView) -> (receipts: [KeyReceipt], invalid: Int) {
        let names = (try? Folder.names(in: receipts)) ?? []
        let found = names.map { name -> KeyReceipt? in
            let bytes = try? File.read("\(receipts)/\(name)", limitBytes: receiptMaxBytes)
            let note = bytes.flatMap { try? SignedNote(parsing: $0) }
            return note.flatMap { KeyReceipt(verifying: $0, in: view) }
        }
        return (
            found.compactMap { $0 }.sorted { ($0.time, $0.node) < ($1.time, $1.node) },
            found.count { $0 == nil }
        )
    }
}

/// A line for every key a ring may hold.
private let receiptMaxBytes = 1 << 20
