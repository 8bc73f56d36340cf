package import Identity

/// Why the roster, or a person's sign-in, was not changed or not accepted.
package enum RosterError: Error, Equatable {
    case personUnknown(PersonID)
    /// Neither a pseudonym nor a name of anybody here.
    case nobodyCalled(String)
    /// Her pseudonym is hers for good, and is not taken up again.
    case personLeft(PersonID, at: Timestamp)
    /// Empty, of several lines or too long.
    case nameInvalid
    /// A pseudonym belongs to one human.
    case nameFixed(PersonID)
    case validityEmpty
    /// There is nothing to change.
    case nothingToRecord
    case tooMany(limit: Int)
    case passwordTooShort(leastCharacters: Int)
    /// The machine lacks the memory that the password's computation takes.
    case passwordUncomputable
    /// She has a device for codes already.
    case codeEnrolled(PersonID)
    case codeMissing(PersonID)
    /// Not base32, or of another length.
    case codeSecretInvalid(leastBytes: Int, mostBytes: Int)
    /// She has a token already.
    case tokenEnrolled(PersonID)
    case tokenMissing(PersonID)
    /// What it signed is not by the key that the registry has of her now.
    case tokenUnproven(PersonID)
    /// Wrong name, password, code or token, none set, or too many attempts: it is not said which.
    case signInRefused
}
