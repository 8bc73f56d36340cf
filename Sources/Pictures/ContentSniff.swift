import Documents

/// What bytes *claim* to be; the reader then holds them to it.
///
/// A claim is taken widely: a broken alert must be refused as an alert, not slip through as a file
/// whose status nobody read.
package enum ContentSniff: Equatable, Sendable {
    /// XML that names CAP somewhere, or an element `alert`.
    case alert
    /// JSON that names our format of situation pictures.
    case picture
    /// JSON that names our format of notices.
    case notice
    /// JSON that GeoJSON would be, by its root's `type` or by the file's name.
    case map
    /// XML that names the namespace of EDXL distributions, without alerts in it.
    case distribution
    /// Valid UTF-8 without control characters but white space.
    case text
    case binary

    /// `name` is the file's, where it has one.
    package init(_ bytes: [UInt8], name: String? = nil) {
        // Without its zeros, UTF-16 reads as ASCII: enough to see a claim.
        let isWide = bytes.prefix(4).contains(0)
        let visible = isWide ? bytes.filter { $0 != 0 } : bytes
        switch visible.first(where: { $0 > 0x20 && $0 < 0x80 }) {
        case UInt8(ascii: "<") where Self.claimsAlert(visible): self = .alert
        case UInt8(ascii: "{") where visible.contains(text: SituationPicture.format):
            self = .picture
        case UInt8(ascii: "{") where visible.contains(text: Notice.format): self = .notice
        case UInt8(ascii: "<")
        where visible.contains(text: EDXLDistribution.namespacePrefix): self = .distribution
        case UInt8(ascii: "{") where Self.claimsMap(bytes): self = .map
        case _ where name?.lowercased().hasSuffix(".geojson") == true: self = .map
        default: self = Self.isText(bytes) ? .text : .binary
        }
    }

    private static func claimsAlert(_ bytes: [UInt8]) -> Bool {
        bytes.contains(text: "urn:oasis:names:tc:emergency:cap:")
            || ["<alert", ":alert"].contains { bytes.contains(text: $0, before: nameEnds) }
            || ["<alerts", ":alerts"].contains { bytes.contains(text: $0, before: nameEnds) }
    }

    /// By its root, in any case of letters: places stand within documents of many other sorts.
    private static func claimsMap(_ bytes: [UInt8]) -> Bool {
        guard bytes.contains(text: "\"type\""), let root = try? JSONNode(reading: bytes),
            let type = root["type"]?.string?.lowercased()
        else { return false }
        return GeoType.allCases.contains { $0.rawValue.lowercased() == type }
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        guard firstInvalidUTF8(in: bytes) == nil else { return false }
        return bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || [0x09, 0x0A, 0x0D].contains($0) }
    }

    private static let nameEnds: [UInt8] = [
        0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ">"), UInt8(ascii: "/"),
    ]
}

extension [UInt8] {
    /// Whether `text` stands somewhere, followed by one of `ends` where any are asked for.
    fileprivate func contains(text: String, before ends: [UInt8] = []) -> Bool {
        let pattern = Array(text.utf8)
        guard let first = pattern.first, count >= pattern.count else { return false }
        for start in 0...(count - pattern.count) where self[start] == first {
            let end = start + pattern.count
            guard self[start..<end].elementsEqual(pattern) else { continue }
            if ends.isEmpty || (end < count && ends.contains(self[end])) { return true }
        }
        return false
    }
}
