package import Identity

/// The text by which freshness authorities say which policy and registry are current.
///
///     budkavle-freshness v1
///     region samverkan-stockholmsregionen
///     issued 2026-11-23T05:00:00Z
///     valid-until 2026-11-24T05:00:00Z
///     policy-version 7
///     policy 0d81fe…
///     registry 5b20c7…
///
/// `policy` is the SHA-256 of the bundle's text, `registry` the head of the registry. Reading
/// accepts exactly what writing gives. Spec: Policy#freshness.
package struct FreshnessNote: Hashable, Sendable {
    package let region: RegionID
    package let issued: Timestamp
    package let validUntil: Timestamp
    package let policyVersion: UInt64
    package let policyDigest: Digest
    package let registryHead: Digest

    /// - Throws: ``PolicyError/textInvalid(line:expected:)`` when it would never be valid.
    package init(
        region: RegionID, issued: Timestamp, validUntil: Timestamp, policyVersion: UInt64,
        policyDigest: Digest, registryHead: Digest
    ) throws(PolicyError) {
        guard issued < validUntil else {
            throw .textInvalid(line: 4, expected: "valid-until after issued")
        }
        self.region = region
        self.issued = issued
        self.validUntil = validUntil
        self.policyVersion = policyVersion
        self.policyDigest = policyDigest
        self.registryHead = registryHead
    }

    package var text: String {
        """
        \(Self.type)
        region \(region)
        issued \(issued)
        valid-until \(validUntil)
        policy-version \(policyVersion)
        policy \(policyDigest)
        registry \(registryHead)

        """
    }

    /// - Throws: ``PolicyError`` for anything ``text`` would not have written.
    package init(text: String) throws(PolicyError) {
        var lines = try StatementLines(text, type: Self.type)
        try self.init(
            region: lines.name("region", RegionID.self), issued: lines.time("issued"),
            validUntil: lines.time("valid-until"),
            policyVersion: lines.number("policy-version", 1...UInt64.max),
            policyDigest: lines.digest("policy"), registryHead: lines.digest("registry"))
        try lines.end(text, written: self.text)
    }

    private static let type = "budkavle-freshness v1"
}
