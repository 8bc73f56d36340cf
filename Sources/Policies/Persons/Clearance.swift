package import Labels

/// *Säkerhetsklass*: the class of the post a person has been vetted and placed for; not the class of
/// information, which is *säkerhetsskyddsklass*.
///
/// Source: SäkL (2018:585) 3:6–8.
package enum Clearance: Int, CaseIterable, Sendable, Hashable, Codable {
    case third = 3
    case second = 2
    case first = 1

    /// How far a clearance reaches at a level.
    package enum Reach: Sendable, Hashable {
        case full
        /// *I ringa omfattning*: now and then, and no more.
        case limitedExtent
        case insufficient
    }

    /// Class 3 is for K, and H in limited extent; class 2 for H, and KH in limited extent; class 1 for
    /// KH. Below K no class is asked for.
    package func reach(at level: Level) -> Reach {
        switch (self, level) {
        case (_, .open), (_, .secrecy), (_, .restricted), (_, .confidential): .full
        case (.third, .secret), (.second, .topSecret): .limitedExtent
        case (.third, .topSecret): .insufficient
        case (.second, .secret), (.first, .secret), (.first, .topSecret): .full
        }
    }

    /// Whether some clearance gives access to the level in limited extent.
    package static func hasLimitedExtent(_ level: Level) -> Bool {
        allCases.contains { $0.reach(at: level) == .limitedExtent }
    }
}

extension Clearance: CustomStringConvertible {
    package var description: String { String(rawValue) }
}
