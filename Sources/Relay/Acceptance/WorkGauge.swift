import Carriers
import Synchronization

/// Bounds the bytes of bodies that are being worked on at once; whoever comes beyond that is asked
/// to come back.
///
/// No holder may have more under way than is then left for the others, so one that sends much finds
/// its own bound and everybody else finds room (dynamic thresholds, Choudhury and Hahne, 1998).
final class WorkGauge: Sendable {
    private let bytesMax: Int
    private let state = Mutex(State())

    private struct State {
        var bytes = 0
        var byHolder: [String: Int] = [:]
    }

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    var bytesUnderWay: Int { state.withLock { $0.bytes } }

    /// - Parameter isUrgent: a small body may then take what is left for others.
    /// - Throws: ``Problem`` of kind `overloaded`, and what `body` throws.
    func during<Value>(
        bytes count: Int, of holder: String, isUrgent: Bool = false,
        _ body: () async throws -> Value
    ) async throws -> Value {
        let isTaken = state.withLock { state in
            let own = state.byHolder[holder, default: 0]
            let left = bytesMax - state.bytes - count
            // One body alone is always taken, or a large one would never be; and a holder's only
            // one wherever it fits.
            let mayPress = own == 0 || (isUrgent && count <= Self.pressingMaxBytes)
            guard state.bytes == 0 || (left >= 0 && (mayPress || own + count <= left)) else {
                return false
            }
            state.bytes += count
            state.byHolder[holder] = own + count
            return true
        }
        guard isTaken else { throw Problem(.overloaded, retryAfterSeconds: 1) }
        defer { release(count, of: holder) }
        return try await body()
    }

    /// A notice to everybody in a region is well below; many of them leave room for the rest.
    private static let pressingMaxBytes = 256 * 1024

    private func release(_ count: Int, of holder: String) {
        state.withLock { state in
            state.bytes -= count
            let own = state.byHolder[holder, default: 0] - count
            state.byHolder[holder] = own > 0 ? own : nil
        }
    }
}
