/// A short name of the field: an actor, a forum, a node.
///
/// Grammar: lower-case ASCII letters, digits and single inner hyphens, 1–64 characters, first a
/// letter
/// (`kommun-upplands-vasby`). One grammar for every concept keeps names safe in paths, notes and
/// logs;
/// the phantom `Concept` keeps a forum from being passed where an actor is meant.
package struct Name<Concept: NameConcept>: Hashable, Sendable {
    /// The name itself, already checked.
    package let text: String

    /// - Throws: ``IdentityError/nameInvalid(concept:text:offset:)`` at the first byte outside the
    ///   grammar.
    package init(_ text: String) throws(IdentityError) {
        if let offset = nameDefectOffset(in: text) {
            throw .nameInvalid(concept: Concept.word, text: text, offset: offset)
        }
        self.text = text
    }
}

extension Name: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension Name: CustomStringConvertible {
    package var description: String { text }
}

/// What a ``Name`` names.
package protocol NameConcept {
    /// The concept in the words of error messages.
    static var word: String { get }
}

package enum RegionConcept: NameConcept { package static let word = "region" }
package enum ActorConcept: NameConcept { package static let word = "actor" }
package enum FunctionConcept: NameConcept { package static let word = "function" }
package enum NodeConcept: NameConcept { package static let word = "node" }
package enum RelayConcept: NameConcept { package static let word = "relay" }
package enum ForumConcept: NameConcept { package static let word = "forum" }
package enum GroupConcept: NameConcept { package static let word = "group" }
package enum ExerciseConcept: NameConcept { package static let word = "exercise" }
package enum ActivationConcept: NameConcept { package static let word = "activation" }
package enum GroundConcept: NameConcept { package static let word = "ground" }
package enum ApprovalConcept: NameConcept { package static let word = "approval" }
package enum CompartmentConcept: NameConcept { package static let word = "compartment" }
package enum PersonConcept: NameConcept { package static let word = "person" }

package typealias RegionID = Name<RegionConcept>
/// *Aktör*: an organisation of the cooperation.
package typealias ActorID = Name<ActorConcept>
/// *Funktion*: TiB, RSIB, kontaktfunktion; addressed instead of persons.
package typealias FunctionID = Name<FunctionConcept>
package typealias NodeID = Name<NodeConcept>
package typealias RelayID = Name<RelayConcept>
package typealias ForumID = Name<ForumConcept>
package typealias GroupID = Name<GroupConcept>
/// *Övning*.
package typealias ExerciseID = Name<ExerciseConcept>
package typealias ActivationID = Name<ActivationConcept>
/// The code of a recorded legal ground for passing secrecy-marked information on (OSL).
package typealias GroundCode = Name<GroundConcept>
package typealias ApprovalID = Name<ApprovalConcept>
package typealias Compartment = Name<CompartmentConcept>
/// A person by pseudonym, as the actor certifies her key; never a personal name.
package typealias PersonID = Name<PersonConcept>

/// The longest name in characters (which are bytes: the grammar is ASCII).
package let nameLengthMaxBytes = 64

/// Offset of the first byte that breaks the grammar, or `nil` for a good name.
private func nameDefectOffset(in text: String) -> Int? {
    var previous: UInt8?
    var offset = 0
    for byte in text.utf8 {
        if offset == nameLengthMaxBytes { return offset }
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): break
        case UInt8(ascii: "0")...UInt8(ascii: "9") where offset > 0: break
        case UInt8(ascii: "-") where offset > 0 && previous != UInt8(ascii: "-"): break
        default: return offset
        }
        previous = byte
        offset += 1
    }
    if offset == 0 { return 0 }
    return previous == UInt8(ascii: "-") ? offset - 1 : nil
}
