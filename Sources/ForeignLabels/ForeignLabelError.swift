package import Documents
package import Labels

/// Why bytes are no label we take.
package enum ForeignLabelError: Error, Equatable {
    /// No sound XML at all, or, when writing, a character that XML cannot carry.
    case documentInvalid(DocumentsError)
    case textNotUTF8
    /// No label's line of text.
    case textInvalid(LabelError)
    /// A label, or something beside one, in a format that is known and not read.
    case formatForeign(LabelFormat)
    /// `path` as `/originatorConfidentialityLabel/ConfidentialityInformation/Category[2]`.
    case labelInvalid(ForeignLabelDefect, path: String, at: TextPosition)
}

package enum ForeignLabelDefect: Error, Equatable, Sendable {
    case elementMissing(String)
    /// Not known there, there already, or out of the standard's order.
    case elementUnexpected(String)
    case textUnexpected
    case textMissing
    case tokenTooLong(limitBytes: Int, foundBytes: Int)
    case attributeMissing(String)
    case attributeUnknown(String)
    /// Not in the standard's list.
    case valueUnknown(String)
    case timeInvalid(String)
    case tooMany(limitCount: Int)
    /// A part of the standard that our labels have no room for: dropping it would change the label.
    case partNotCarried(String)
    /// A policy that is not ours, and of whose words nobody has decided what they mean in ours.
    case policyForeign(String)
    /// The agreement that says what theirs mean in ours is not in force.
    case equivalenceNotInForce(String)
    case classificationUnknown(String)
    /// A tag name our policy does not have, or has once only.
    case categoryUnknown(String)
    case categoryRepeated(String)
    case categoryTypeWrong(expected: CategoryType)
    /// One of our categories that must be there, with one value where one is meant.
    case categoryMissing(String)
    case valuesWrong(expectedCount: Int, foundCount: Int)
    /// `GenericValue` of a secrecy marking: not provision, authority and date.
    case secrecyInvalid(String)
    /// The classification is not the level that the markings give.
    case levelContradicted(Level)
    /// The parts do not make a label.
    case label(LabelError)
}
