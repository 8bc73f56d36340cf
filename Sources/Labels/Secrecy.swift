package import Identity

/// One secrecy marking: provision, authority, date (OSL 5:5). It is a warning, not a decision.
package struct Secrecy: Hashable, Sendable {
    /// The provision, as `OSL 18:13` or `OSL 15 kap. 2 §`; one line, 1–80 bytes.
    package let provision: String
    /// The authority that marked it.
    package let authority: ActorID
    package let date: Timestamp

    package static let provisionMaxBytes = 80

    /// - Throws: ``LabelError/provisionInvalid(text:)`` when empty, too long or with a control
    ///   character, `;`, `|` or `"`,
    ///   which the text form uses.
    package init(provision: String, authority: ActorID, date: Timestamp) throws(LabelError) {
        let isPlain = provision.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && scalar.value != 0x7f && !"|;\"".unicodeScalars.contains(scalar)
        }
        guard isPlain, (1...Self.provisionMaxBytes).contains(provision.utf8.count),
            provision.utf8.first != space, provision.utf8.last != space
        else { throw .provisionInvalid(text: provision) }
        self.provision = provision
        self.authority = authority
        self.date = date
    }
}

/// Byte for byte, as it is signed: for `String` a letter and its accent are the letter with the
/// accent, so that one of two markings would be dropped, or a third order be the right one.
extension Secrecy {
    package static func == (left: Secrecy, right: Secrecy) -> Bool {
        left.provision.utf8.elementsEqual(right.provision.utf8)
            && left.authority == right.authority && left.date == right.date
    }

    package func hash(into hasher: inout Hasher) {
        for byte in provision.utf8 { hasher.combine(byte) }
        hasher.combine(authority)
        hasher.combine(date)
    }
}

extension Secrecy: Comparable {
    package static func < (left: Secrecy, right: Secrecy) -> Bool {
        if left.provision.utf8.elementsEqual(right.provision.utf8) {
            return (left.authority, left.date) < (right.authority, right.date)
        }
        return left.provision.utf8.lexicographicallyPrecedes(right.provision.utf8)
    }
}

private let space = UInt8(ascii: " ")

/// *Säkerhetsskyddsklass* (SäkL 2:5), or none.
package enum SecurityClass: Int, CaseIterable, Sendable, Hashable {
    case none
    /// *Begränsat hemlig*.
    case restricted
    /// *Konfidentiell*.
    case confidential
    /// *Hemlig*.
    case secret
    /// *Kvalificerat hemlig*.
    case topSecret
}

extension SecurityClass: Comparable {
    package static func < (left: SecurityClass, right: SecurityClass) -> Bool {
        left.rawValue < right.rawValue
    }
}
