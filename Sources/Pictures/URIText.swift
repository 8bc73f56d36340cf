/// Whether a text has the characters of a URI (RFC 3986) or of its wider form with letters of all
/// scripts (RFC 3987).
///
/// By its characters only: no space, no control character, none of `<>"{}|\^` and the grave accent,
/// no bracket, a percent sign before two hexadecimal digits, one `#` at most. Nothing is looked up.
enum URIText {
    static func isSound(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let fragmentCount = bytes.count { $0 == UInt8(ascii: "#") }
        guard !bytes.isEmpty, fragmentCount <= 1 else { return false }
        let hasOnlySound = text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
                && !forbidden.contains(scalar)
        }
        return hasOnlySound
            && bytes.indices.allSatisfy { index in
                bytes[index] != UInt8(ascii: "%")
                    || (bytes[(index + 1)...].prefix(2).count { isHexDigit($0) } == 2)
            }
    }

    private static let forbidden: Set<Unicode.Scalar> = [
        "<", ">", "\"", "{", "}", "|", "\\", "^", "`", "[", "]",
    ]

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
