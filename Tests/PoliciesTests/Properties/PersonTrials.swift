import Identity
import Labels

@testable import Policies

/// A person at her actor's own node, with whom everything is in order but what a property speaks
/// of. In earnest from BH she signs in; from K she is cleared.
enum PersonTrials {
    static func findings() throws -> [Trial] {
        try sound(mayPassBelow: nil) { _ in }
            + sound(mayPassBelow: .restricted) { $0.standing.reliable = nil }
            + sound(mayPassBelow: .restricted) { $0.standing.trained = nil }
            + sound(mayPassBelow: .restricted) { $0.standing.briefed = nil }
            + sound(mayPassBelow: .restricted) { $0.standing.needs = [] }
            + sound(mayPassBelow: .restricted) { $0.signIn = .nothing }
    }

    static func clearances() throws -> [Trial] {
        try sound(mayPassBelow: nil) { _ in }
            + sound(mayPassBelow: .confidential) { $0.standing.clearance = nil }
    }

    private static func sound(
        mayPassBelow limit: Level?, _ change: (inout PersonAtNode) -> Void
    ) throws -> [Trial] {
        let ground = try TrialGround()
        return try Level.allCases.map { level in
            var message = TrialGround.Message()
            message.level = level.rawValue
            message.status = .actual
            let request = try ground.rehearsal(message).request
            var rehearsal = Rehearsal(
                AccessRequest(
                    person: nil, at: request.recipient, label: request.label,
                    of: request.originator, isOpaque: false, now: ground.now),
                under: ground.policy)
            if var person = rehearsal.request.person {
                change(&person)
                rehearsal.request.person = person
            }
            return Trial(rehearsal, mayPass: limit.map { level < $0 } ?? true)
        }
    }
}
