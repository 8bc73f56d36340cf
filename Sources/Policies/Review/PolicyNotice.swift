package import Identity
package import Labels

/// Something a policy's author should look at though the policy compiles, with its place.
package struct PolicyNotice: Hashable, Sendable {
    package let place: PolicyPlace
    package let finding: PolicyFinding

    init(_ finding: PolicyFinding, at place: PolicyPlace) {
        (self.finding, self.place) = (finding, place)
    }
}

extension PolicyNotice: Comparable {
    /// In the order of place; several at one place by what they say.
    package static func < (left: PolicyNotice, right: PolicyNotice) -> Bool {
        (left.place, String(describing: left.finding))
            < (right.place, String(describing: right.finding))
    }
}

/// What a policy says that can never do anything, that is about to stop doing anything, or that
/// contradicts something else it says.
package enum PolicyFinding: Hashable, Sendable {
    // In time.
    case expired(Timestamp)
    case expiresSoon(Timestamp)

    // Named by nobody, held by nobody.
    case groupUnused(GroupID)
    case modeUnused(ModeID)
    case compartmentUnheld(Compartment)
    case carrierUnused(CarrierKind)

    // Rules nothing can ever come to.
    /// The highest level that lists the carrier.
    case carrierCeilingUnreached(CarrierKind, highest: Level)
    case groundUnreachable(GroundCode)
    case agreementNeverAsked(AgreementIdleness)
    case approvalUnreachable(ApprovalID, Level)
    case suiteNeverUsed(ApprovalID, Suite)
    /// A commitment for an actor that may receive nothing classified.
    case commitmentUnreachable(ActorID)
    case levelWithoutCarrier(Level)
    case levelWithoutOriginator(Level)
    case levelWithoutReader(Level)
    case forumEmpty(ForumID)
    /// No two of its members may share anything at the level.
    case forumSilent(ForumID, Level)

    /// Messages may go that way at these levels, or none be left, and nobody has said what to do.
    case routineMissing(Routine.Occasion, [Level])
    /// Nothing may go that way at any level it is for.
    case routineUnused(Routine.Occasion)

    // Contradictions.
    /// Approved up to a level from K, without the consultation that is needed there (SäkF 3:2).
    case consultationLacking(SystemName, Level)
    case originatesAboveReceiving(ActorID, originate: Level, receive: Level)
    /// What the lower level asks for is stricter.
    case laxerThanBelow(Level, key: String)
    /// Some files are decided, this one is still the example.
    case standingMixed

    /// A stable word for the kind of finding: the case's name.
    package var code: String {
        Mirror(reflecting: self).children.first?.label ?? String(describing: self)
    }
}

/// Why an agreement or an exemption is never asked for.
package enum AgreementIdleness: String, CaseIterable, Hashable, Sendable {
    /// Both are state authorities (SäkL 4:2).
    case bothState = "both-state"
    /// Neither may send the other anything from K.
    case belowConfidential = "below-confidential"
}
