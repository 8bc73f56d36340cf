package import Identity

/// That something registered counts no longer.
package struct Revocation: Hashable, Sendable {
    /// From when on.
    package let at: Timestamp
    /// From when on it may have been in other hands; what bears it since then and is not witnessed
    /// from before is quarantined.
    package let compromisedSince: Timestamp?

    package init(at: Timestamp, compromisedSince: Timestamp? = nil) {
        self.at = at
        self.compromisedSince = compromisedSince
    }

    /// The first moment nothing may rest on it any more.
    package var effective: Timestamp { min(at, compromisedSince ?? at) }

    package func binds(at time: Timestamp) -> Bool { time >= effective }

    /// The stricter reading of two.
    func joined(with other: Revocation?) -> Revocation {
        guard let other else { return self }
        let since = [compromisedSince, other.compromisedSince].compactMap { $0 }.min()
        return Revocation(at: min(at, other.at), compromisedSince: since)
    }
}

extension Revocation? {
    /// Whether what bears this still counts at `time`.
    func allows(at time: Timestamp) -> Bool { self.map { !$0.binds(at: time) } ?? true }
}
