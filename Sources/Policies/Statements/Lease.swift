package import Identity
package import Labels
package import Notes
package import Registry

/// A stretch of the freshness limits, signed by the policy authorities before it was needed.
package struct Lease: Hashable, Sendable {
    package let window: Validity
    package let level: Level
    package let extensionSeconds: Int64

    /// - Throws: ``PolicyError`` unless enough policy authorities signed a well-formed note for
    ///   this region.
    package init(verifying note: SignedNote, in registry: RegistryView) throws(PolicyError) {
        let text = try note.policyText(in: registry)
        let content = try LeaseNote(text: text)
        try requireRegion(content.region, of: registry)
        self.init(
            window: content.window, level: content.level,
            extensionSeconds: content.extensionSeconds)
    }

    /// For recorded cases, which have no signatures.
    init(window: Validity, level: Level, extensionSeconds: Int64) {
        self.window = window
        self.level = level
        self.extensionSeconds = extensionSeconds
    }

    package func covers(_ level: Level, at moment: Timestamp) -> Bool {
        self.level.dominates(level) && window.contains(moment)
    }
}
