import Labels
import Storage

extension MailboxCursor {
    /// As relays write it to each other: the next position in each lane, flash first: `0-0-12-4711`.
    package var text: String { Self.lanes.map { String(self[$0]) }.joined(separator: "-") }

    /// Reads the one form ``text`` writes; `nil` for anything else.
    package init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == Self.lanes.count else { return nil }
        self = .start
        for (lane, part) in zip(Self.lanes, parts) {
            guard let position = UInt64(part), position <= UInt64(Int64.max),
                String(position) == part
            else { return nil }
            self[lane] = position
        }
    }
}

extension LogPlace {
    /// `routine-4711`.
    var text: String { "\(lane.rawValue)-\(index.value)" }

    init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let lane = Precedence(rawValue: String(parts[0])),
            let position = UInt64(parts[1]), position <= UInt64(Int64.max),
            String(position) == parts[1]
        else { return nil }
        self.init(lane, LogIndex(position))
    }
}
