package import Identity
package import Labels

/// One reason why a gate fails, as facts. Sentences are made of them in `GateWording.swift`.
package enum GateFailure: Hashable, Sendable {
    // What the policy does not know.
    case levelUnconfigured(Level)
    case actorUnknown(ActorID)
    case forumUnknown(ForumID)
    case groupUnknown(GroupID)
    case compartmentUnknown(Compartment)
    case caveatUnknown(Caveat)
    case originUnknown(CountryCode)
    case markingAuthorityUnknown(ActorID)
    case messageExpired(Timestamp)
    case expiryBeyondCap(Timestamp, latest: Timestamp)

    // Policy and freshness.
    case policyUnsigned
    case policyNotInForce(notBefore: Timestamp)
    case policySuperseded(held: UInt64, current: UInt64)
    /// Another content under the version we hold.
    case policyForked(version: UInt64)
    case registryBehind(held: Digest, current: Digest)
    case freshnessMissing
    case freshnessTooOld(issued: Timestamp, limitSeconds: Int64)
    case freshnessExpired(Timestamp)
    case freshnessFromFuture(issued: Timestamp)

    // Actual, exercise, test.
    case exerciseUnknown(ExerciseID)
    case exerciseClosed(ExerciseID, at: Timestamp)
    case exerciseOutsideWindow(ExerciseID, Validity)
    case exerciseParticipantMissing(ExerciseID, ActorID)
    case keyOfOtherStatus(KeyID, StatusKind)
    case vaultUnstated
    case vaultOfOtherStatus(StatusKind)

    // Suite and keys.
    case suiteDiffers(found: Suite, required: Suite)
    case actorUnregistered(ActorID)
    case keyMissing(KeyRole)
    case keyUnknown(KeyID)
    case keyOfOtherActor(KeyID, ActorID)
    case keyOfOtherLevel(KeyID, Level)
    case keyOfOtherPurpose(KeyID, KeyRole)
    case keyNotYetValid(KeyID, from: Timestamp)
    case keyExpired(KeyID, at: Timestamp)
    case keyRevoked(KeyID, at: Timestamp)

    // Ceilings and references.
    case originatorBelowLevel(ActorID, ceiling: Level, Level)
    case recipientBelowLevel(ActorID, ceiling: Level, Level)
    case referenceUnknown(MessageID, Reference.Relation)
    case referenceOfOther(MessageID, Reference.Relation, owners: [ActorID])

    // Cryptography and systems.
    case cryptoUnapproved(ActorID, Level)
    case approvalUnnamed
    case approvalUnknown(ApprovalID)
    case approvalOfOtherKind(ApprovalID, CryptoApproval.Kind)
    case approvalNotInForce(ApprovalID, Validity)
    case approvalOfOtherLevel(ApprovalID, Level)
    case approvalOfOtherSuite(ApprovalID, Suite)
    case approvalOfOtherSender(ApprovalID, ActorID)
    case attestationsTooFew(found: Int, required: Int)
    case systemUnstated(SystemRole)
    case systemOfOther(SystemRole, SystemName)
    case systemUnapproved(SystemName)
    case systemNotInForce(SystemName, Validity)
    case systemBelowLevel(SystemName, ceiling: Level)
    case consultationMissing(SystemName)

    // Between two actors.
    case agreementMissing(ActorID, ActorID)
    case agreementNotInForce(ActorID, ActorID, reference: String, Validity)
    case commitmentMissing(ActorID, CountryCode)
    case commitmentNotInForce(ActorID, reference: String, Validity)
    case commitmentBelowLevel(ActorID, reference: String, ceiling: Level)
    case groundUnnamed
    case groundUnknown(GroundCode)
    case groundOfOtherPair(GroundCode, from: ActorID, to: ActorID)
    case groundOfOtherStatus(GroundCode, StatusKind)

    // Audience.
    case outsideAudience(ActorID, AudienceClause)
    case activationUnnamed(ForumID)
    case activationUnknown(ActivationID)
    case activationNotOpen(ActivationID)
    case activationOfOtherForum(ActivationID, ForumID)
    case activationOfOtherStatus(ActivationID, Status)
    case compartmentNotHeld(ActorID, Compartment)

    // Release and carriage.
    case releasesTooFew(found: Int, required: Int)
    /// Not certified by the originator, not valid now, or a second name for a key that counts
    /// already.
    case releaseNotCounted(PersonID)
    case carrierUnknown(CarrierKind)
    case carrierBelowLevel(CarrierKind, Level)

    /// The limit that was passed is that of a mode in force; without it the gate would hold.
    case modeInForce(ModeID)

    // A person at her actor's node.
    /// Policy asks who is there, and nobody has said.
    case personUnstated
    case signInTooWeak(found: SignInStrength, required: SignInStrength)
    case personLeft(PersonID, at: Timestamp)
    case functionNotHeld(PersonID, FunctionID)
    case personFactMissing(PersonID, PersonFact)
    case personFactNotInForce(PersonID, PersonFact, Validity)
    case needMissing(PersonID, AudienceClause)
    case compartmentNotNeeded(PersonID, Compartment)
    case clearanceMissing(PersonID, Level)
    case clearanceNotInForce(PersonID, Clearance, Validity)
    case clearanceBelowLevel(PersonID, Clearance, Level)
    /// The policy gives no limit, so there is no limited extent.
    case limitedExtentUnset(Clearance, Level)
    case limitedExtentUnjustified(PersonID, Clearance, Level)
    case limitedExtentUsedUp(PersonID, used: Int, limit: Int, periodSeconds: Int64)
}
