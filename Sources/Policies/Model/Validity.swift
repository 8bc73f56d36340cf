package import Identity

/// From a moment up to, not including, another.
package struct Validity: Hashable, Sendable, Codable {
    package let from: Timestamp
    package let until: Timestamp

    package func contains(_ moment: Timestamp) -> Bool { from <= moment && moment < until }

    /// The same of what may be closed before its time.
    package func contains(_ moment: Timestamp, closedAt closing: Timestamp?) -> Bool {
        contains(moment) && closing.map { moment < $0 } ?? true
    }

    /// Reads `from` and `until` of an entry.
    init?(_ fields: YAMLFields) {
        guard let from = fields.required("from", { $0.time() }),
            let until = fields.required("until", { $0.time() })
        else { return nil }
        guard from < until else {
            fields.whole.note(.ruleBroken(.validityEmpty))
            return nil
        }
        (self.from, self.until) = (from, until)
    }

    /// Whoever writes a statement with it is told when it is empty.
    package init(from: Timestamp, until: Timestamp) {
        (self.from, self.until) = (from, until)
    }

    static let keys = ["from", "until"]
}
