import FoundationEssentials
package import Identity
import Primitives

/// One recipient's way to the message secret. Spec: Envelope#slots.
package struct Slot: Hashable, Sendable {
    package let recipient: ActorID
    /// The recipient's wrapping key.
    package let keyID: KeyID
    /// HPKE encapsulation and ciphertext of secret(s) and the recipient's counter.
    package let sealed: [UInt8]

    package static let sealedMaxBytes = 2_048

    package init(recipient: ActorID, keyID: KeyID, sealed: [UInt8]) {
        self.recipient = recipient
        self.keyID = keyID
        self.sealed = sealed
    }

    /// RFC 6962 leaf hash of recipient, key and SHA-256 of the sealed bytes.
    package var leafHash: Digest {
        let name = recipient.text.utf8
        var leaf: [UInt8] = []
        leaf.reserveCapacity(1 + name.count + KeyID.byteCount + Digest.byteCount)
        leaf.append(UInt8(truncatingIfNeeded: name.count))
        leaf.append(contentsOf: name)
        leaf += keyID.bytes
        leaf += Hashing.sha256(sealed).bytes
        return MerkleTree.leafHash(leaf)
    }

    /// What HPKE binds the slot to: this message, this recipient, this key.
    package static func info(coreID: CoreID, recipient: ActorID, keyID: KeyID) -> [UInt8] {
        Array(EnvelopeDomain.slot.utf8) + [0] + coreID.bytes + keyID.bytes
            + Array(recipient.text.utf8)
    }
}

/// A slot with its place in the message, as it travels alone.
package struct PlacedSlot: Hashable, Sendable {
    package let index: Int
    package let slot: Slot
    /// Siblings from leaf to root.
    package let path: [Digest]

    package init(index: Int, slot: Slot, path: [Digest]) {
        self.index = index
        self.slot = slot
        self.path = path
    }
}

extension WireSlot {
    init(_ placed: PlacedSlot) {
        index = UInt32(clamping: placed.index)
        recipient = placed.slot.recipient.text
        keyID = Data(placed.slot.keyID.bytes)
        sealed = Data(placed.slot.sealed)
        path = placed.path.map { Data($0.bytes) }
    }

    func placed() throws(EnvelopeError) -> PlacedSlot {
        guard sealed.count <= Slot.sealedMaxBytes else {
            throw .tooLong(part: "slot", limitBytes: Slot.sealedMaxBytes)
        }
        guard path.count <= 32 else { throw .tooMany(part: "slot path", limit: 32) }
        let recipient = try named { () throws(IdentityError) in try ActorID(self.recipient) }
        let keyID = try named { () throws(IdentityError) in try KeyID(bytes: self.keyID) }
        var path: [Digest] = []
        for sibling in self.path {
            path.append(try named { () throws(IdentityError) in try Digest(bytes: sibling) })
        }
        return PlacedSlot(
            index: Int(index),
            slot: Slot(recipient: recipient, keyID: keyID, sealed: Array(sealed)),
            path: path)
    }
}
