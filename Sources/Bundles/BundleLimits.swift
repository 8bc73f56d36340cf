/// What a reader of bundles accepts at most; a stranger's length field never decides how much is
/// allocated. Spec: Bundle#limits.
package enum BundleLimits {
    /// Of one part; more entries make more parts.
    package static let entriesMax = 16_384
    /// A sealed message with one slot.
    package static let entryMaxBytes = 20 * 1_024 * 1_024
    package static let manifestMaxBytes = 2 * 1_024 * 1_024
    package static let partsMax = 999
    /// Notes of the region in one part, together.
    package static let regionMaxBytes = 64 * 1_024 * 1_024
}

/// Domain strings of a bundle's keys.
package enum BundleDomain {
    package static let secret = "budkavle/bundle-secret/v1"
    package static let content = "budkavle/bundle-content/v1"
}
