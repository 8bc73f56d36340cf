package import Identity
package import Labels
package import Notes

/// Why policy sources, a bundle or a signed statement were refused.
package enum PolicyError: Error, Equatable {
    /// Everything found wrong with the sources, in order of place.
    case sourcesInvalid([PolicyIssue])
    /// The signatures on a bundle or statement do not suffice.
    case signaturesInsufficient(NoteError)
    /// The first line names another type.
    case typeDiffers(expected: String, found: String)
    /// The line, counted from 1, is not what the format has there.
    case textInvalid(line: Int, expected: String)
    case regionDiffers(expected: RegionID, found: RegionID)
    /// Signed by an actor who may not convene.
    case convenerUnauthorised(ActorID)
    /// The convener names no function that may convene; `nil` where it names none at all.
    case functionUnentitled(ActorID, FunctionID?)
    /// Longer than the mode of one of its forums allows.
    case activationTooLong(ActivationID, limitSeconds: Int64)
    /// The embedded file cannot be carried in a note.
    case fileUnembeddable(name: String)

    // Of a message's addressing.
    /// Nobody and nothing of the policy has the name; `near` are those it may have been meant for.
    case nameUnknown(concept: String, name: String, near: [String])
    /// Who sends a message has it already.
    case originatorNamed(ActorID)
    /// Nobody but perhaps the originator is in the audience.
    case audienceReachesNobody(from: ActorID)
    case audienceInvalid(LabelError)
}
