import Carriers
import Synchronization

/// Bounds the bytes of bodies that are being worked on at once; whoever comes beyond that is asked
/// to come back.
final class WorkGauge: Sendable {
    private let bytesMax: Int
    private let bytes = Mutex(0)

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    var bytesUnderWay: Int { bytes.withLock { $0 } }

    /// - Throws: ``Problem`` of kind `overloaded`, and what `body` throws.
    func during<Value>(bytes count: Int, _ body: () async throws -> Value) async throws -> Value {
        let isTaken = bytes.withLock { bytes in
            // One body alone is always taken, or a large one would never be.
            guard bytes == 0 || bytes + count <= bytesMax else { return false }
            bytes += count
            return true
        }
        guard isTaken else { throw Problem(.overloaded, retryAfterSeconds: 1) }
        defer { bytes.withLock { $0 -= count } }
        return try await body()
    }
}
