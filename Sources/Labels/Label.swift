package import Identity

/// What is signed into every message and decides everything: status, secrecy, class, audience,
/// compartments,
/// caveats, origin, owners, expiry.
///
/// Immutable and always coherent: class BH or above has secrecy set, the audience names somebody,
/// an owner is named,
/// lists are sorted without repetition (so a label has one form only).
package struct Label: Hashable, Sendable {
    package let status: Status
    /// Secrecy markings, sorted; empty means open.
    package let secrecy: [Secrecy]
    package let securityClass: SecurityClass
    package let audience: Audience
    /// All of them must be held by whoever reads.
    package let compartments: [Compartment]
    package let caveats: [Caveat]
    /// Country of origin, ISO 3166-1 alpha-2, as SäkF 3:7 asks of what may go abroad.
    package let origin: CountryCode
    /// The actors whose information it is; never empty.
    package let owners: [ActorID]
    /// When the message ceases to be carried and kept; always set, capped by policy.
    package let expires: Timestamp

    package static let partsMax = 64

    /// - Throws: ``LabelError/classWithoutSecrecy``, ``LabelError/ownersMissing``,
    ///   ``LabelError/tooMany(part:limit:)``.
    package init(
        status: Status, secrecy: [Secrecy] = [], securityClass: SecurityClass = .none,
        audience: Audience,
        compartments: [Compartment] = [], caveats: [Caveat] = [], origin: CountryCode = .sweden,
        owners: [ActorID], expires: Timestamp
    ) throws(LabelError) {
        if securityClass != .none && secrecy.isEmpty { throw .classWithoutSecrecy }
        if owners.isEmpty { throw .ownersMissing }
        self.status = status
        self.secrecy = try Self.sortedUnique(secrecy, "secrecy markings")
        self.securityClass = securityClass
        self.audience = audience
        self.compartments = try Self.sortedUnique(compartments, "compartments")
        self.caveats = try Self.sortedUnique(caveats, "caveats")
        self.origin = origin
        self.owners = try Self.sortedUnique(owners, "owners", limit: 2_048)
        self.expires = expires
    }

    /// What handling is chosen by.
    package var level: Level {
        switch securityClass {
        case .none: secrecy.isEmpty ? .open : .secrecy
        case .restricted: .restricted
        case .confidential: .confidential
        case .secret: .secret
        case .topSecret: .topSecret
        }
    }

    private static func sortedUnique<Part: Hashable & Comparable>(
        _ parts: [Part], _ name: String, limit: Int = partsMax
    ) throws(LabelError) -> [Part] {
        let unique = parts.sortedUnique()
        guard unique.count <= limit else { throw .tooMany(part: name, limit: limit) }
        return unique
    }
}

extension Array where Element: Hashable & Comparable {
    /// Its one form as a part of a label. Most parts are one, of which nothing need be made.
    func sortedUnique() -> [Element] { count < 2 ? self : Set(self).sorted() }
}

/// ISO 3166-1 alpha-2, upper case.
package struct CountryCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// - Throws: ``LabelError/originInvalid(text:)`` unless two letters A–Z.
    package init(_ text: some StringProtocol) throws(LabelError) {
        guard text.utf8.count == 2,
            text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { throw .originInvalid(text: String(text)) }
        self.text = String(text)
    }

    private init(known text: String) { self.text = text }

    package static let sweden = CountryCode(known: "SE")
    package var description: String { text }
    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
