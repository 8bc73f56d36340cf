package import Identity
package import Notes
package import Registry

/// What the freshness authorities last said: proof that enough of them signed it.
package struct Freshness: Hashable, Sendable {
    package let issued: Timestamp
    package let validUntil: Timestamp
    package let policyVersion: UInt64
    package let policyDigest: Digest
    package let registryHead: Digest

    /// - Throws: ``PolicyError`` unless enough freshness authorities signed a well-formed note for
    ///   this region.
    package init(verifying note: SignedNote, in registry: RegistryView) throws(PolicyError) {
        let text = try note.freshnessText(in: registry)
        let content = try FreshnessNote(text: text)
        try requireRegion(content.region, of: registry)
        self.init(
            issued: content.issued, validUntil: content.validUntil,
            policyVersion: content.policyVersion, policyDigest: content.policyDigest,
            registryHead: content.registryHead)
    }

    /// For recorded cases, which have no signatures.
    init(
        issued: Timestamp, validUntil: Timestamp, policyVersion: UInt64, policyDigest: Digest,
        registryHead: Digest
    ) {
        self.issued = issued
        self.validUntil = validUntil
        self.policyVersion = policyVersion
        self.policyDigest = policyDigest
        self.registryHead = registryHead
    }

    /// Whether this note replaces `other`: issued later. A replayed older one never does.
    package func isNewer(than other: Freshness?) -> Bool {
        other.map { issued > $0.issued } ?? true
    }
}
