/// Waits until a condition holds, within a limit that only a failure reaches.
///
/// - Throws: ``WaitedInVain``, and what `holds` throws.
package func eventually(
    _ what: String, withinSeconds limit: Int = 60, _ holds: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(limit)
    while try await !holds() {
        guard ContinuousClock.now < deadline else {
            throw WaitedInVain(what: what, seconds: limit)
        }
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// It did not come about in time.
package struct WaitedInVain: Error, Equatable {
    package let what: String
    package let seconds: Int
}
