import Carriers
import Delivery
import Foundation

/// An alert as mail: RFC 5322, with its text in UTF-8 as base64 (RFC 2045), and the mark of what
/// machines write (RFC 3834), so that nobody's holiday answers it. The same alert gives the same
/// letter, to the byte. Spec: Alert#mail.
struct MailLetter {
    let bytes: [UInt8]

    init(_ alert: Alert, from sender: MailAddress, to recipient: MailAddress) {
        let text = AlertText(alert.news)
        let lines = [
            "Date: \(alert.made.mailDate)", "From: Budkavle <\(sender.text)>",
            "To: <\(recipient.text)>", "Message-ID: <\(alert.id)@\(sender.domain)>",
            "Subject: \(Self.encodedWord(text.subject))", "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64", "", Self.base64(text.letter), "",
        ]
        bytes = Array(lines.joined(separator: "\r\n").utf8)
    }

    private static func base64(_ text: String) -> String {
        Data(text.replacing("\n", with: "\r\n").utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
    }

    /// RFC 2047: one word has at most 75 characters, which holds 45 bytes; our subjects have less.
    private static func encodedWord(_ text: String) -> String {
        "=?utf-8?B?\(Data(text.utf8).base64EncodedString())?="
    }
}
