package import Identity

/// Which of one stream's counters a recipient has seen.
///
/// Counters start at 1 and rise by 1 for each message meant for this recipient, so a hole is a
/// message that did not come (yet). Silence at the end of a stream shows only when the originator
/// announces its latest counter.
package struct StreamState: Hashable, Sendable {
    /// The highest counter seen or announced; 0 before the first.
    package private(set) var highest: UInt64
    /// What is missing below, ascending, apart from each other.
    package private(set) var gaps: [Gap]

    package init() { (highest, gaps) = (0, []) }

    /// A stored state; `nil` unless the gaps are ascending, apart and within 1…`highest`.
    package init?(highest: UInt64, gaps: [Gap]) {
        var floor: UInt64 = 0
        for gap in gaps {
            guard gap.counters.lowerBound > floor, gap.counters.upperBound <= highest else {
                return nil
            }
            floor = gap.counters.upperBound
        }
        self.highest = highest
        self.gaps = gaps
    }

    /// Takes note of a message that came.
    package mutating func sighted(_ counter: UInt64, at now: Timestamp) -> Sighting {
        if counter == 0 { return .invalid }
        if counter > highest {
            let missing = extend(to: counter - 1, at: now)
            highest = counter
            return missing.map(Sighting.ahead) ?? .next
        }
        guard let index = gaps.firstIndex(where: { $0.counters.contains(counter) }) else {
            return .duplicate
        }
        let gap = gaps[index]
        gaps.replaceSubrange(index...index, with: gap.without(counter))
        limit()
        return .late(missingSince: gap.noticed)
    }

    /// Takes note that the originator has sent up to `latest`; what this reveals as missing.
    package mutating func announced(_ latest: UInt64, at now: Timestamp) -> ClosedRange<UInt64>? {
        guard latest > highest else { return nil }
        let missing = extend(to: latest, at: now)
        highest = latest
        return missing
    }

    package static let gapsMaxCount = 1_024

    /// Opens a gap from behind ``highest`` to `last`.
    private mutating func extend(to last: UInt64, at now: Timestamp) -> ClosedRange<UInt64>? {
        guard last > highest else { return nil }
        let missing = highest + 1...last
        gaps.append(Gap(counters: missing, noticed: now))
        limit()
        return missing
    }

    /// Joins the two oldest gaps when there are too many: what came between them counts as missing
    /// again, which asks for too much rather than too little.
    private mutating func limit() {
        while gaps.count > Self.gapsMaxCount {
            let joined = gaps[0].counters.lowerBound...gaps[1].counters.upperBound
            gaps.replaceSubrange(
                0...1,
                with: [Gap(counters: joined, noticed: min(gaps[0].noticed, gaps[1].noticed))])
        }
    }
}

/// Counters that did not come, and since when that is known.
package struct Gap: Hashable, Sendable {
    package let counters: ClosedRange<UInt64>
    package let noticed: Timestamp

    package init(counters: ClosedRange<UInt64>, noticed: Timestamp) {
        self.counters = counters
        self.noticed = noticed
    }

    fileprivate func without(_ counter: UInt64) -> [Gap] {
        var parts: [Gap] = []
        if counter > counters.lowerBound {
            parts.append(Gap(counters: counters.lowerBound...counter - 1, noticed: noticed))
        }
        if counter < counters.upperBound {
            parts.append(Gap(counters: counter + 1...counters.upperBound, noticed: noticed))
        }
        return parts
    }
}

/// What a counter tells.
package enum Sighting: Hashable, Sendable {
    case next
    /// Newer than expected: those before it have not come.
    case ahead(missing: ClosedRange<UInt64>)
    /// Missing until now.
    case late(missingSince: Timestamp)
    /// Seen before; the same message again, or two messages under one counter.
    case duplicate
    /// Counters start at 1.
    case invalid
}
