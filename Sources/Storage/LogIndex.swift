/// A position in a store's append-only log, from 0; never given twice, even after expiry.
package struct LogIndex: Hashable, Sendable, Comparable {
    package let value: UInt64

    package init(_ value: UInt64) { self.value = value }

    package static func < (left: LogIndex, right: LogIndex) -> Bool { left.value < right.value }
}

extension LogIndex: CustomStringConvertible {
    package var description: String { String(value) }
}
