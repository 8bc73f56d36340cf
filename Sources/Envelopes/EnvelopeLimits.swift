/// What a reader of envelopes accepts at most; a stranger's length field never decides how much is
/// allocated.
package enum EnvelopeLimits {
    /// Head of a message: 2 048 slots of 1.4 kB fit.
    package static let headMaxBytes = 4 * 1024 * 1024
    package static let coreMaxBytes = 512 * 1024
    package static let slotsMax = 2_048
    package static let referencesMax = 64
    package static let attachmentsMax = 256
    package static let releasesMax = 16
    /// How far in the future `created` may lie before it is refused: clocks differ, not by more.
    package static let clockSkewMaxSeconds: Int64 = 300
}

/// Domain strings; each signature and hash has its own, so that none can pass for another.
package enum EnvelopeDomain {
    package static let core = "budkavle/core/v1"
    package static let header = "budkavle/header/v1"
    package static let view = "budkavle/view/v1"
    package static let release = "budkavle/release/v1"
    package static let supplement = "budkavle/supplement/v1"
    package static let slot = "budkavle/slot/v1"
    package static let contentKey = "budkavle/content-key/v1"
    package static let attachmentKey = "budkavle/attachment-key/v1"
    package static let keyCommitment = "budkavle/key-commitment/v1"
}
