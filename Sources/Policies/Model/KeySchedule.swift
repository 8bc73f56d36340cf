package import Identity

/// When a message key is to be renewed, and when its private half is destroyed, as its level asks.
///
/// Spec: Policy#key-schedule.
package struct KeySchedule: Hashable, Sendable {
    /// From then on its successor should be registered: a quarter of its life before its end, so that
    /// both overlap for whoever is behind.
    package let due: Timestamp
    /// From then on nobody can need the private half.
    package let destruction: Timestamp

    /// - Parameter opens: whether messages are opened with it. What was sealed in its last second may
    ///   live as long as the level lets a label; a key that signs is needed no more once it ends.
    package init(
        from: Timestamp, until: Timestamp, opens: Bool, under rules: LevelRules
    ) {
        let lifeSeconds = until.milliseconds(since: from) / 1_000
        due = until.adding(seconds: -(lifeSeconds / 4))
        destruction = until.adding(
            seconds: (opens ? rules.expiresMaxSeconds : 0) + Self.graceSeconds)
    }

    /// A week: for clocks, couriers and whoever was away.
    package static let graceSeconds: Int64 = 7 * 86_400
}
