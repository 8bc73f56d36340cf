import Identity
import Labels

extension Label {
    /// The label of a message that is made up to put a question: the least that one of its level says.
    static func imagined(
        at level: Level, _ status: Status, for audience: Audience,
        compartments: [Compartment] = [], by originator: ActorID, at now: Timestamp,
        lifetimeSeconds: Int64
    ) -> Label? {
        let secrecy = Secrecy.imagined(at: level, by: originator, now)
        guard level == .open || secrecy != nil else { return nil }
        return try? Label(
            status: status, secrecy: secrecy.map { [$0] } ?? [],
            securityClass: SecurityClass(of: level), audience: audience,
            compartments: compartments, origin: .sweden, owners: [originator],
            expires: now.adding(seconds: lifetimeSeconds))
    }
}

extension Secrecy {
    fileprivate static func imagined(
        at level: Level, by authority: ActorID, _ now: Timestamp
    ) -> Secrecy? {
        guard level != .open else { return nil }
        return try? Secrecy(
            provision: level.isClassified ? "OSL 15:2" : "OSL 18:13", authority: authority,
            date: Timestamp(clampingMilliseconds: now.seconds * 1_000))
    }
}

extension StatusKind {
    /// A status of the kind; for exercises, one of an exercise that nobody has signed.
    var imagined: Status? {
        switch self {
        case .actual: .actual
        case .test: .test
        case .exercise: (try? ExerciseID("provning")).map { .exercise($0) }
        }
    }
}
