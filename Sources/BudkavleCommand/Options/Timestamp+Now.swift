import Foundation
import Identity

extension Timestamp {
    /// The system's clock.
    static var now: Timestamp {
        Timestamp(clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
