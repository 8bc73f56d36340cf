package import Identity
package import Primitives

/// What a log's leaf says: a salted commitment to facts that lie beside it.
///
///     commitment = SHA-256("budkavle/ledger-leaf/v1" ‖ 00 ‖ salt ‖ facts)
///
/// Without the salt nobody can test a guess about erased facts; with salt and facts anybody can
/// check the leaf. The salt's fixed length keeps the two parts apart.
package enum LeafCommitment {
    package static let saltBytes = 32
    private static let domain = "budkavle/ledger-leaf/v1"

    /// - Throws: ``LedgerError/saltLengthInvalid(expectedBytes:foundBytes:)``.
    package static func commit(
        facts: [UInt8], salt: [UInt8]
    ) throws(LedgerError) -> Digest {
        guard salt.count == saltBytes else {
            throw .saltLengthInvalid(expectedBytes: saltBytes, foundBytes: salt.count)
        }
        return Hashing.sha256(domain: domain, salt, facts)
    }

    /// The leaf hash (RFC 6962) of a commitment: the leaf's data is its 32 bytes.
    package static func leafHash(of commitment: Digest) -> Digest {
        MerkleTree.leafHash(commitment.bytes)
    }
}

/// One record of a log as it is stored: the leaf, and what it commits to.
package struct LedgerRecord: Hashable, Sendable {
    package let commitment: Digest
    package let salt: [UInt8]
    /// The text of ``LedgerFacts``, or that text encrypted where the machine keeps it so.
    package let facts: [UInt8]

    /// Commits to `facts` under a fresh salt.
    package init(_ facts: LedgerFacts, random: RandomSource) {
        let salt = random.bytes(LeafCommitment.saltBytes)
        let text = facts.bytes
        do {
            commitment = try LeafCommitment.commit(facts: text, salt: salt)
        } catch {
            preconditionFailure("a random source gives as many bytes as asked for")
        }
        self.salt = salt
        self.facts = text
    }

    /// A record whose facts are kept in another form than the one committed to.
    package init(commitment: Digest, salt: [UInt8], facts: [UInt8]) {
        self.commitment = commitment
        self.salt = salt
        self.facts = facts
    }

    package var leafHash: Digest { LeafCommitment.leafHash(of: commitment) }
}
