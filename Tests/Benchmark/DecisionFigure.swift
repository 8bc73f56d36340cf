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
            try reportMany(relay.region, policy)
        }
    }

    /// One message to a thousand recipients; there are fewer actors, so each stands there many times.
    private static func reportMany(_ region: TestRegion, _ policy: PolicyView) throws {
        let (head, _) = try TestMessage().seal()
        let envelope = try ReceivedEnvelope(head: head).verified(in: region.view(), at: region.now)
        let request = AccessRequest(
            envelope,
            toMany: HandoverCircumstances(
                stage: .relayAccept, carrier: .relay, systems: [], now: region.now))
        let slots = envelope.head.slots.map { Addressee($0.slot) }
        let addressees = (0..<manyCount).map { slots[$0 % slots.count] }
        guard decide(request, for: addressees, in: policy).allSatisfy(\.isPermitted) else {
            throw Failure.wrongOutcome(name: "many")
        }
        let spread = Spread(
            (0..<rounds).map { _ in
                let began = ContinuousClock.now
                for _ in 0..<manyPerRound { _ = decide(request, for: addressees, in: policy) }
                let spent = ContinuousClock.now - began
                return spent / .milliseconds(1) / Double(manyPerRound)
            })
        tell("decide, \(manyCount) recipients: \(spread.text("ms")) a message (target 5)")
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
    private static let manyCount = 1_000
    private static let manyPerRound = 20
}
