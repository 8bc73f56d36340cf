package import Identity

package enum BreakGlassConcept: NameConcept { package static let word = "break-glass" }
package typealias BreakGlassID = Name<BreakGlassConcept>

/// A time the glass was broken: open until somebody who did not do it has looked at it and written
/// down what she found.
package struct BreakGlassCase: Hashable, Sendable, Codable {
    package let id: BreakGlassID
    package let statement: BreakGlassStatement
    /// Who signed it, two humans.
    package let persons: [PersonID]
    package let originator: ActorID
    /// The message passed on, sealed anew; `nil` until it is.
    package var passedOn: MessageID?
    /// The notice to the first originator; `nil` where policy lets none through.
    package var notice: MessageID?
    package private(set) var finding: Finding?

    package struct Finding: Hashable, Sendable, Codable {
        package let person: PersonID
        package let time: Timestamp
        package let text: String
    }

    package init(
        _ id: BreakGlassID, _ statement: BreakGlassStatement, by persons: [PersonID],
        originator: ActorID
    ) {
        self.id = id
        self.statement = statement
        self.persons = persons
        self.originator = originator
    }

    package var isOpen: Bool { finding == nil }

    /// Closes the review.
    ///
    /// - Throws: ``BreakGlassError/alreadyClosed``, ``BreakGlassError/reviewerInvolved(_:)``: nobody
    ///   reviews what she did herself, under whatever pseudonym;
    ///   ``BreakGlassError/textInvalid(limitBytes:)``.
    package mutating func close(
        by person: PersonID, finding text: String, in roster: Roster, at time: Timestamp
    ) throws(BreakGlassError) {
        guard isOpen else { throw .alreadyClosed }
        guard roster.pseudonyms(of: person).isDisjoint(with: persons) else {
            throw .reviewerInvolved(person)
        }
        guard isWrittenLine(text, limitBytes: BreakGlassStatement.reasonMaxBytes) else {
            throw .textInvalid(limitBytes: BreakGlassStatement.reasonMaxBytes)
        }
        finding = Finding(person: person, time: time, text: text)
    }
}
