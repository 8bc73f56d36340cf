/// The gates by name. The names are stable: output, audit entries, tests and statistics use them.
///
/// `person.authorised` and `person.clearance` are asked at the actor's own node, about persons who
/// never leave it; they are no part of a decision between actors, nor the others of one on a person.
package enum GateID: String, CaseIterable, Sendable, Hashable {
    case labelComplete = "label.complete"
    case policyFresh = "policy.fresh"
    case statusSeparate = "status.separate"
    case suiteLevel = "suite.level"
    case originatorCeiling = "originator.ceiling"
    case referenceOwner = "reference.owner"
    case cryptoApproved = "crypto.approved"
    case systemApproved = "system.approved"
    case actorCeiling = "actor.ceiling"
    case agreementPair = "agreement.pair"
    case foreignCommitment = "foreign.commitment"
    case secrecyGround = "secrecy.ground"
    case audience
    case releasePersons = "release.persons"
    case carrierCeiling = "carrier.ceiling"
    case personAuthorised = "person.authorised"
    case personClearance = "person.clearance"
}

extension GateID: CustomStringConvertible {
    package var description: String { rawValue }
}
