import Envelopes
package import Identity
package import Labels
import Primitives

/// What seals and opens one attachment: a key for each layer of the suite, and the core they are
/// bound to. Spec: Sealing#attachments.
///
/// They open this attachment and nothing else of the message, so they may be kept where the
/// message's secrets are not.
package struct AttachmentKeys: Sendable {
    package let suite: Suite
    package let coreID: CoreID
    /// `nil` for suite `signed`.
    let layers: LayerKeys?

    /// Of an attachment in clear.
    package static func none(coreID: CoreID) -> AttachmentKeys {
        AttachmentKeys(suite: .signed, coreID: coreID, layers: nil)
    }

    private init(suite: Suite, coreID: CoreID, layers: LayerKeys?) {
        self.suite = suite
        self.coreID = coreID
        self.layers = layers
    }

    /// - Parameters:
    ///   - secrets: the message's; `nil` for suite `signed`.
    ///   - index: place among the header's attachments, from 0.
    package init(_ secrets: MessageSecrets?, index: Int, coreID: CoreID) {
        guard let secrets else {
            self = .none(coreID: coreID)
            return
        }
        self.init(
            suite: secrets.suite, coreID: coreID,
            layers: LayerKeys(
                keys: secrets.layers.map {
                    secrets.attachmentKey(layer: $0, index: index, coreID: coreID)
                }))
    }

    // MARK: At rest

    /// suite (1) ‖ core id (32) ‖ keys, to be kept encrypted. Ordinary memory: keep its life short.
    package var encoded: [UInt8] {
        var bytes = [suite.code] + coreID.bytes
        for key in layers?.keys ?? [] { key.withBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }

    /// Reads what ``encoded`` gave.
    ///
    /// - Throws: ``SealingError/openFailed``.
    package init(encoded bytes: [UInt8]) throws(SealingError) {
        let keyStart = 1 + Digest.byteCount
        guard bytes.count >= keyStart,
            let suite = Suite.allCases.first(where: { $0.code == bytes[0] }),
            let coreID = try? CoreID(bytes: bytes[1..<keyStart]),
            bytes.count == keyStart + LayerKeys.count(for: suite) * LayerKeys.keyByteCount
        else { throw .openFailed }
        let keys = stride(from: keyStart, to: bytes.count, by: LayerKeys.keyByteCount).map {
            SecretBytes(copying: Array(bytes[$0..<$0 + LayerKeys.keyByteCount]))
        }
        self.init(
            suite: suite, coreID: coreID, layers: keys.isEmpty ? nil : LayerKeys(keys: keys))
    }
}
