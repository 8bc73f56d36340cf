import Foundation
import Identity

extension Timestamp {
    static var present: Timestamp {
        Timestamp(clampingMilliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
}
