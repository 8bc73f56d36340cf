import Dispatch

/// Work that waits for a disk or keeps a processor busy for long, apart from the few threads that
/// tasks share.
package enum BlockingWork {
    package static func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }

    private static let queue = DispatchQueue(
        label: "budkavle.blocking-work", attributes: .concurrent)
}
