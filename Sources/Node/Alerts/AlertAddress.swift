/// Where somebody is told: `mailto:tib@solna.se` (RFC 6068), `sms:+46701234567` (RFC 5724). Nothing
/// but one plain address, so that none becomes a second recipient, a header or an option of a program.
package struct AlertAddress: Hashable, Sendable, CustomStringConvertible {
    package let scheme: String
    package let place: String

    /// - Throws: ``AlertError/addressInvalid(text:)``.
    package init(_ text: String) throws(AlertError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2,
            let channel = AlertChannels.known.first(where: { $0.scheme == parts[0] }),
            channel.takes(String(parts[1]))
        else { throw .addressInvalid(text: text) }
        (scheme, place) = (String(parts[0]), String(parts[1]))
    }

    package var description: String { scheme + ":" + place }
}
