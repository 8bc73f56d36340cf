package import Identity
package import Policies

/// A person of one's own actor: who she is, and what has been found of her.
///
/// The name stands here and nowhere else; everybody beyond the node knows the pseudonym, which is that
/// of her key in the registry where she has one.
package struct RosterPerson: Hashable, Sendable, Codable {
    package var standing: PersonStanding
    /// Her name, which is who she is: two pseudonyms with one name are one human. Namesakes bear an
    /// addition.
    package let name: String

    package init(_ standing: PersonStanding, name: String) {
        (self.standing, self.name) = (standing, name)
    }

    package var id: PersonID { standing.id }

    package func hasLeft(at moment: Timestamp) -> Bool {
        standing.leftAt.map { $0 <= moment } ?? false
    }

    /// Whether she may act as a function at any time from `start` to `end`, by what is recorded now.
    package func holds(
        _ function: FunctionID, between start: Timestamp, and end: Timestamp
    ) -> Bool {
        standing.functions.contains {
            $0.function == function && $0.validity.from <= end
                && min($0.validity.until, standing.leftAt ?? .latest) > start
        }
    }

    /// Whether two pseudonyms are those of one human; letter case and spaces make no difference.
    package func isSameHuman(as other: RosterPerson) -> Bool {
        id == other.id || bears(other.name)
    }

    func bears(_ name: String) -> Bool { Self.folded(self.name) == Self.folded(name) }

    private static func folded(_ name: String) -> String {
        name.lowercased().split(separator: " ").joined(separator: " ")
    }

    package static let nameMaxBytes = 200
}
