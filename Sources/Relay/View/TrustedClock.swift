import Policies
package import Identity
import Handover
import Synchronization

/// The relay's time: the machine's, but never before a moment that a signed note has proven, and
/// never going back.
///
/// A clock set back would let expired things live again.
package final class TrustedClock: Sendable {
    private let read: @Sendable () -> Timestamp
    private let floorMilliseconds: Atomic<Int64>

    package init(_ read: @escaping @Sendable () -> Timestamp) {
        self.read = read
        floorMilliseconds = Atomic(0)
    }

    package func now() -> Timestamp {
        let moment = read().milliseconds
        let floor = floorMilliseconds.max(moment, ordering: .relaxed).newValue
        return Timestamp(clampingMilliseconds: floor)
    }

    /// The freshness authorities were there at that time, so it has come.
    func raise(to material: RelayMaterial) {
        guard let issued = material.region.freshness?.issued else { return }
        floorMilliseconds.max(issued.milliseconds, ordering: .relaxed)
    }
}
