/// What somebody wants sent, as the command line hands it to the node. Names in their text form;
/// the node checks all.
package struct SendOrder: Codable, Sendable {
    @Base64Bytes package var body: [UInt8]
    package var fileName: String?
    /// Of a file; what is understood has its own.
    package var mediaType: String?
    package var kind: String?
    package var level: String
    package var status: String
    package var exercise: String?
    /// `all`, a forum, group or actor, parted by `|`; several narrow each other.
    package var audience: [String] = []
    /// Named actors; every one must pass.
    package var to: [String] = []
    package var precedence: String = "routine"
    package var ground: String?
    package var provision: String?
    package var activation: String?
    /// The approval under which the body was sealed by an approved product.
    package var opaqueApproval: String?
    package var compartments: [String] = []
    package var caveats: [String] = []
    package var origin: String?
    /// The sender where none is named.
    package var owners: [String] = []
    package var expires: String?
    package var function: String?
    /// Who sends it; needed where policy asks for it, and for a function of the roster.
    package var person: PersonClaim?
    package var supersedes: [String] = []
    package var attachments: [AttachmentOrder] = []
    package var requireAll = false
    package var dryRun = false

    /// The longest body. Sealed, in base64 and beside its slots it still fits into what the node's
    /// socket and a relay take at once.
    package static let bodyMaxBytes = bodyMaxMiB << 20
    package static let bodyMaxMiB = 12

    package init(body: [UInt8], level: String, status: String) {
        self.body = body
        self.level = level
        self.status = status
    }
}

/// What became of it.
package struct SendReply: Codable, Sendable {
    /// `nil` when nothing was sent.
    package var id: String?
    /// `accepted`, `queued`, `awaiting-release`, `denied`, `dry-run`, …
    package var state: String
    package var recipients: [String]
    package var denied: [DeniedRecipient]
    package var problem: RelayProblem?
}
