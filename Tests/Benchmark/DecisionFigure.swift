import Envelopes
import Foundation
import Handover
import Identity
import Labels
import Policies
import RegionSupport
import Relay
import RelaySupport

/// One decision about one recipient, as a relay takes it: all gates, over the example policy and a
/// registry of all actors of the test region.
enum DecisionFigure {
    static func measure() async throws {
        try await withScratch { folder in
            let relay = try RelayFixture(folder, limits: .init())
            guard let policy = relay.keeper.view()?.policy else { throw Failure.viewMissing }
            try report("permitted", ground: "osl-10-27", relay.region, policy)
            // Covers what goes to the county board alone.
            try report("denied", ground: "osl-10-28", relay.region, policy)
        }
    }

    enum Failure: Error { case viewMissing, wrongOutcome(name: String) }

    private static func report(
        _ name: String, ground: String, _ region: TestRegion, _ policy: PolicyView
    ) throws {
        var message = TestMessage()
        message.ground = ground
        let (head, _) = try message.seal()
        let envelope = try ReceivedEnvelope(head: head).verified(in: region.view(), at: region.now)
        let request = AccessRequest(
            envelope, to: try ActorID("kommun-solna"),
            HandoverCircumstances(
                stage: .relayAccept, carrier: .relay, systems: [], now: region.now))
        guard decide(request, in: policy).isPermitted == (name == "permitted") else {
            throw Failure.wrongOutcome(name: name)
        }
        let spread = Spread(
            (0..<rounds).map { _ in
                let began = ContinuousClock.now
                var permitted = 0
                for _ in 0..<decisionsPerRound {
                    permitted += decide(request, in: policy).isPermitted ? 1 : 0
                }
                let spent = ContinuousClock.now - began
                return spent / .microseconds(1) / Double(decisionsPerRound)
            })
        tell("decide, \(name): \(spread.text("µs")) each (target 20)")
    }

    private static let rounds = 11
    private static let decisionsPerRound = 5_000
}
