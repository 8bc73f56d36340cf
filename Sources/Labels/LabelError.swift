package import Identity

/// Why a label, or a part of one, was refused.
package enum LabelError: Error, Equatable {
    case levelUnknown(text: String)
    case statusUnknown(text: String)
    case caveatUnknown(text: String)
    case originInvalid(text: String)
    /// Line or field of a text form that could not be read; `offset` counts bytes from its start.
    case textInvalid(offset: Int, expected: String)
    case nameInvalid(IdentityError)
    /// BH or above without secrecy set (DESIGN: class BH or above requires secrecy).
    case classWithoutSecrecy
    case provisionInvalid(text: String)
    case audienceEmpty
    case clauseEmpty
    case ownersMissing
    /// Contributions of different status were joined.
    case statusesDiffer
    /// Contributions of different origin were joined; only their author can say which stands.
    case originsDiffer(CountryCode, CountryCode)
    /// Nobody is left in the joined audience; the author must resolve it, it is never widened.
    case joinLeavesNobody
    case joinOfNothing
    case tooMany(part: String, limit: Int)
}
