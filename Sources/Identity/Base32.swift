/// Base32 (RFC 4648 section 6): capitals and the digits 2 to 7, five bits each, padded to eight.
///
/// In it the secrets of one-time codes are handed to devices.
package enum Base32 {
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        var out: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xfff
            bits += 8
            while bits >= 5 {
                bits -= 5
                out.append(alphabet[buffer >> bits & 31])
            }
        }
        if bits > 0 { out.append(alphabet[buffer << (5 - bits) & 31]) }
        while out.count % 8 != 0 { out.append(padding) }
        return String(decoding: out, as: UTF8.self)
    }

    /// - Returns: `nil` for what ``encode(_:)`` would not have written, its padding aside: that is
    ///   there whole or, as devices' makers write it, not at all.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = 0
        var bits = 0
        for character in text.utf8.prefix(while: { $0 != padding }) {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            buffer = (buffer << 5 | value) & 0xfff
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(buffer >> bits & 0xff))
            }
        }
        let whole = encode(bytes)
        let bare = whole.prefix { $0 != "=" }
        return text == whole || text == bare ? bytes : nil
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    private static let padding = UInt8(ascii: "=")
}
