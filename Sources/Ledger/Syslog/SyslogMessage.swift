package import Identity

/// One message of syslog, as it goes over the wire.
///
///     <108>1 2026-11-23T05:21:08Z relay-1 budkavle-relay - refused [budkavle@32473 entry="4" …] …
///
/// Source: RFC 5424; RFC 5425 section 4.3 for ``frame``. Spec: Syslog.
package struct SyslogMessage: Hashable, Sendable {
    package let priority: SyslogPriority
    package let time: Timestamp
    /// Machine, program and kind: printable ASCII without spaces.
    package let host: String
    package let program: String
    package let kind: String
    /// In the one element of structured data; a name may come again.
    package let parameters: [Parameter]
    /// For people; empty for none.
    package let text: String

    package struct Parameter: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    }

    package init(
        _ priority: SyslogPriority, at time: Timestamp, from host: String, of program: String,
        kind: String, _ parameters: [Parameter], saying text: String
    ) {
        (self.priority, self.time, self.host) = (priority, time, host)
        (self.program, self.kind) = (program, kind)
        (self.parameters, self.text) = (parameters, text)
    }

    /// Names the element and whose it is: the number that RFC 5612 keeps for documentation, until
    /// IANA has given one.
    package static let elementName = "budkavle@32473"

    /// The message without its frame.
    package var bytes: [UInt8] {
        let head = [
            "<\(priority.value)>1", time.rfc3339, Self.header(host, 255),
            // Of the process, which is not what tells a sender here.
            Self.header(program, 48), "-", Self.header(kind, 32),
        ].joined(separator: " ")
        var bytes = Array("\(head) [\(Self.elementName)".utf8)
        for parameter in parameters {
            bytes += Array(" \(parameter.name)=\"".utf8) + Self.escaped(parameter.value)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "]"))
        if !text.isEmpty { bytes += [UInt8(ascii: " ")] + Self.byteOrderMark + Array(text.utf8) }
        return bytes
    }

    /// The message with its length before it, so that nothing in it can end it.
    package var frame: [UInt8] {
        let bytes = bytes
        return Array("\(bytes.count) ".utf8) + bytes
    }

    /// `-` where nothing is left that may stand in the header.
    private static func header(_ value: String, _ bytesMax: Int) -> String {
        let kept = value.utf8.filter { (0x21...0x7e).contains($0) }.prefix(bytesMax)
        return kept.isEmpty ? "-" : String(decoding: kept, as: UTF8.self)
    }

    /// What would end the value or the element has a backslash before it. Bytes, not characters: a
    /// quotation mark with an accent upon it still ends a value.
    private static func escaped(_ value: String) -> [UInt8] {
        value.utf8.flatMap { "\"\\]".utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
    }

    /// Says that the text is UTF-8.
    private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]
}
