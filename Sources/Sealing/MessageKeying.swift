package import Envelopes
package import Identity
import Labels

/// A core with the fresh secrets that everything of one message is sealed under.
///
/// Made before the message when it has attachments: they are sealed first, since the header names
/// their digests.
package struct MessageKeying: Sendable {
    package let core: MessageCore
    package let coreID: CoreID
    /// `nil` for suite `signed`.
    let secrets: MessageSecrets?

    package init(_ core: MessageCore) {
        self.core = core
        coreID = MessageCore.id(ofEncoded: core.encoded)
        secrets = core.suite.seals ? .random(for: core.suite) : nil
    }

    /// - Parameter index: place among the header's attachments, from 0.
    package func attachmentKeys(index: Int) -> AttachmentKeys {
        AttachmentKeys(secrets, index: index, coreID: coreID)
    }
}
