/// One plain mail address: a dot-string at a host name, in ASCII (RFC 5321 4.1.2). No quotes, no
/// comments, no name before it, no list, no literal address.
struct MailAddress: Hashable, Sendable {
    let text: String
    let domain: String

    init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= Self.bytesMax, Self.isDotString(parts[0]),
            Self.isHostName(parts[1])
        else { return nil }
        (self.text, domain) = (text, String(parts[1]))
    }

    /// RFC 5321 4.5.3.1.3, without the angle brackets.
    static let bytesMax = 254
    private static let localMaxBytes = 64
    private static let labelMaxBytes = 63

    /// A stroke at the beginning is allowed there, and looks like an option to programs.
    private static func isDotString(_ text: Substring) -> Bool {
        text.utf8.count <= localMaxBytes && text.first != "-"
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
                !atom.isEmpty
                    && atom.utf8.allSatisfy { isLetterOrDigit($0) || "+-_".utf8.contains($0) }
            }
    }

    private static func isHostName(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...labelMaxBytes).contains(label.utf8.count) && label.first != "-"
                    && label.last != "-"
                    && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
