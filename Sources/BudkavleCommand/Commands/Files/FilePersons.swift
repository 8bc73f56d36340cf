import Envelopes
import Handover
import Identity
import Labels
import Policies
import Regions
import Speaking
import Wording

extension RegionView {
    /// Files are sealed and opened without a node, so without a roster that could say who is there:
    /// where policy asks for persons, everybody is denied.
    ///
    /// - Parameter actor: whose ring is used.
    /// - Throws: ``CommandError/denied`` after the gates have been told.
    func requireNoPersons(
        for label: Label, of originator: ActorID, isOpaque: Bool, at actor: ActorID,
        now: Timestamp, _ output: Output
    ) throws {
        let request = AccessRequest(
            person: nil, at: actor, label: label, of: originator, isOpaque: isOpaque, now: now)
        let decision = decide(request, in: policy)
        guard !decision.isPermitted else { return }
        try output.deny(
            [AddresseeDecision(recipient: actor, decision: decision)], under: self)
    }
}
