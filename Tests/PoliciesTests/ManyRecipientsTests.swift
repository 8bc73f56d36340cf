import Identity
import Labels
import Testing

@testable import Policies

/// One message decided for many recipients at once.
struct ManyRecipientsTests {
    let rehearsals: [Rehearsal]

    init() throws {
        rehearsals =
            try EngineTests.recorded.get().map(\.rehearsal)
            + PolicyProperty.all.get().flatMap(\.trials).map(\.rehearsal)
    }

    @Test func `deciding many gives exactly what deciding each alone gives`() throws {
        for rehearsal in rehearsals {
            let (request, view) = (rehearsal.request, rehearsal.view)
            let addressees = addressees(of: rehearsal)
            let alone = addressees.map { addressee in
                var own = request
                own.recipient = addressee.actor
                own.keys = request.keys.filter { $0.role != .recipientWrapping } + addressee.keys
                return decide(own, in: view)
            }
            #expect(decide(request, for: addressees, in: view) == alone)
        }
    }

    @Test func `whom the request itself names makes no difference`() throws {
        let other = try #require(rehearsals.first?.policy.actors.keys.sorted().last)
        for rehearsal in rehearsals {
            let addressees = addressees(of: rehearsal)
            var renamed = rehearsal.request
            renamed.recipient = other
            renamed.keys.removeAll { $0.role == .recipientWrapping }
            #expect(
                decide(renamed, for: addressees, in: rehearsal.view)
                    == decide(rehearsal.request, for: addressees, in: rehearsal.view))
        }
    }

    @Test func `about half of the gates are asked once for all`() {
        let common = gates.filter { !type(of: $0).concernsRecipient }.map { type(of: $0).id }
        #expect(
            Set(common) == [
                .labelComplete, .policyFresh, .originatorCeiling, .referenceOwner,
                .cryptoApproved, .releasePersons, .carrierCeiling,
            ])
    }

    /// The recipient itself, and others: known and unknown ones, with a key that is theirs, another's
    /// or none.
    private func addressees(of rehearsal: Rehearsal) -> [Addressee] {
        let own = rehearsal.request.keys.filter { $0.role == .recipientWrapping }
        let strangers = ["nagon-annan", rehearsal.request.originator.text].compactMap {
            try? ActorID($0)
        }
        let others = rehearsal.policy.actors.keys.sorted().prefix(1)
        return [Addressee(rehearsal.request.recipient, keys: own)]
            + (others + strangers).flatMap { actor in
                [Addressee(actor), Addressee(actor, keys: own)]
                    + [keyID(250)].compactMap { $0 }.map {
                        Addressee(actor, keys: [UsedKey($0, .recipientWrapping)])
                    }
            }
    }
}
