package import Identity
package import Labels

/// Why the glass is not broken, or a review not closed.
package enum BreakGlassError: Error, Equatable {
    case minutesOutside(least: Int, most: Int)
    /// A reason or finding is one line with something in it.
    case textInvalid(limitBytes: Int)
    case recipientsWrong(most: Int)
    /// The originator and oneself have it already.
    case recipientHasIt(ActorID)
    /// The message says itself that it is not to be passed on.
    case caveatForbids(Caveat)
    /// What an approved product has sealed is not ours to pass on.
    case opaqueCargo
    /// Two different humans of the roster sign.
    case personsTooFew(found: Int, required: Int)
    case personNotInRoster(PersonID)
    case signatureInvalid(PersonID)
    /// It was signed too long ago, or ahead of time.
    case statementOutdated(time: Timestamp)
    case caseUnknown(text: String)
    case alreadyClosed
    case reviewerInvolved(PersonID)
}
