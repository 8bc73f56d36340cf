import Identity
package import Notes
package import Registry

/// A policy that enough policy authorities have signed, compiled.
package struct PolicyBundle: Sendable {
    package let edition: PolicyEdition
    package let policy: Policy
    /// As signed, to be kept and passed on.
    package let note: SignedNote

    /// - Throws: ``PolicyError`` unless the signatures suffice, the text is well formed and of this
    ///   region, and the sources compile for the same region.
    package init(verifying note: SignedNote, in registry: RegistryView) throws(PolicyError) {
        let content = try BundleNote(text: note.policyText(in: registry))
        try requireRegion(content.region, of: registry)
        let policy = try Policy.compile(files: content.files)
        guard policy.region == content.region else {
            throw .regionDiffers(expected: content.region, found: policy.region)
        }
        self.policy = policy
        self.note = note
        edition = PolicyEdition(
            version: content.version, digest: note.textDigest, notBefore: content.notBefore)
    }
}
