package import Identity

/// Something that lies ready and was not taken up; what was in force goes on.
package struct Concern: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// The registry does not verify, or does not continue the one in force.
        case registryRefused = "registry-refused"
        /// Some of the notes of policy do not verify.
        case noteRefused = "note-refused"
        /// The certificate that the registry named last of this relay is not here, or cannot be
        /// read.
        case certificateMissing = "certificate-missing"
        /// Other relays' logs contradicted themselves, and nothing is taken from them.
        case peerCutOff = "peer-cut-off"
    }

    package let kind: Kind
    package let since: Timestamp
    /// What it is, without the bytes.
    package let detail: String

    var code: String { kind.rawValue }

    package init(_ kind: Kind, since: Timestamp, detail: String) {
        self.kind = kind
        self.since = since
        self.detail = detail
    }
}
