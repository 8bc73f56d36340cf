@testable import Policies

/// Something that must hold whatever a policy says, and the gate that sees to it.
///
/// A property is a list of trials, all of which the engine must decide as they say. One gate, one
/// property: without its gate a property is broken, and no other is.
struct PolicyProperty: Sendable {
    /// Made once for all tests.
    static let all = Result { try makeAll() }

    let gate: GateID
    let claim: String
    let trials: [Trial]

    private init(_ gate: GateID, _ claim: String, _ trials: [Trial]) {
        (self.gate, self.claim, self.trials) = (gate, claim, trials)
    }

    /// Whether the engine lets something through that the property forbids.
    func isBroken(under engine: ReducedEngine) -> Bool {
        trials.contains { !$0.mayPass && engine.letsThrough($0.rehearsal) }
    }

    private static func makeAll() throws -> [PolicyProperty] {
        [
            PolicyProperty(
                .labelComplete, "nothing passes under a word nobody has defined, or too long",
                try LabelTrials.words() + LabelTrials.lifetimes()),
            PolicyProperty(
                .policyFresh, "nothing is sealed under a policy that may be out of date",
                try CircumstanceTrials.freshness()),
            PolicyProperty(
                .statusSeparate, "no exercise beyond its window, its participants and its vault",
                try CircumstanceTrials.exercises()),
            PolicyProperty(
                .suiteLevel, "nothing is sealed with another suite or an unregistered key",
                try CircumstanceTrials.keys()),
            PolicyProperty(
                .originatorCeiling, "nothing is originated above the sender's ceiling",
                try ActorTrials.originating()),
            PolicyProperty(
                .referenceOwner, "nobody changes what is somebody else's",
                try CircumstanceTrials.references()),
            PolicyProperty(
                .cryptoApproved, "nothing classified leaves in earnest without approved crypto",
                try ActorTrials.approvals(\.hasCrypto)),
            PolicyProperty(
                .systemApproved, "nothing classified is handled in earnest by unapproved systems",
                try ActorTrials.approvals(\.hasSystems)),
            PolicyProperty(
                .actorCeiling, "nothing is read above the recipient's ceiling",
                try ActorTrials.reading()),
            PolicyProperty(
                .agreementPair, "nothing from K reaches another without an agreement",
                try ActorTrials.agreements()),
            PolicyProperty(
                .foreignCommitment, "nothing classified goes abroad without a commitment",
                try ActorTrials.commitments()),
            PolicyProperty(
                .secrecyGround, "nothing secret is passed on without a recorded ground",
                try LabelTrials.grounds()),
            PolicyProperty(
                .audience, "nothing reaches anybody outside the audience",
                try LabelTrials.audiences()),
            PolicyProperty(
                .releasePersons, "nothing is stored that too few have released",
                try CircumstanceTrials.releases()),
            PolicyProperty(
                .carrierCeiling, "nothing goes by a carrier that may not carry it",
                try CircumstanceTrials.carriers()),
            PolicyProperty(
                .personAuthorised, "nobody sees what she is not found fit for, or has no need of",
                try PersonTrials.findings()),
            PolicyProperty(
                .personClearance, "nobody sees above her clearance",
                try PersonTrials.clearances()),
        ]
    }
}
