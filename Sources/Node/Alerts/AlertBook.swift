import Carriers
import Delivery
import Identity

/// Which alerts are being tried, and how their channels fare; in memory alone.
struct AlertBook: Sendable {
    struct Attempt: Sendable {
        let subscription: String
        let address: AlertAddress
        let alert: Alert
    }

    /// How a channel fared last.
    struct Health: Sendable {
        let problem: GatewayProblem?
        let since: Timestamp
    }

    private(set) var underWay: Set<String> = []
    private(set) var health: [String: Health] = [:]

    var hasRoom: Bool { underWay.count < Self.underWayMax }

    mutating func began(_ attempt: Attempt) { underWay.insert(attempt.alert.id) }

    mutating func ended(_ attempt: Attempt) { underWay.remove(attempt.alert.id) }

    mutating func note(_ problem: GatewayProblem?, of scheme: String, at now: Timestamp) {
        if let known = health[scheme], known.problem?.code == problem?.code { return }
        health[scheme] = Health(problem: problem, since: now)
    }

    /// Each by e-mail is a process of its own for up to half a minute.
    private static let underWayMax = 4
}
