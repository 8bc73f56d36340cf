import struct FoundationEssentials.Data

/// Standard base64 with padding (RFC 4648 section 4), canonical form only.
package enum Base64 {
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        Data(bytes).base64EncodedString()
    }

    /// - Throws: ``IdentityError/base64Invalid`` for anything that ``encode(_:)`` would not have
    ///   written: other
    ///   alphabets, white space, missing padding, stray low bits. Otherwise a signed text would
    ///   have twins.
    package static func decode(_ text: some StringProtocol) throws(IdentityError) -> [UInt8] {
        let text = String(text)
        guard let data = Data(base64Encoded: text) else { throw .base64Invalid }
        // Only the last group can be written in several ways: its low bits may be stray.
        let last = data.suffix(data.count % 3)
        guard text.utf8.count == (data.count + 2) / 3 * 4,
            last.isEmpty || text.hasSuffix(last.base64EncodedString())
        else { throw .base64Invalid }
        return Array(data)
    }
}
