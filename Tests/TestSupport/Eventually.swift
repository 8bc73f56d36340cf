/// Waits until a condition holds, within a limit that only a failure reaches.
///
/// - Parameter pause: between two looks; longer where looking costs those who are waited for.
/// - Throws: ``WaitedInVain``, and what `holds` throws.
package func eventually(
    _ what: String, withinSeconds limit: Int = 900, pause: Duration = .milliseconds(5),
    _ holds: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(limit)
    while try await !holds() {
        guard ContinuousClock.now < deadline else {
            throw WaitedInVain(what: what, seconds: limit)
        }
        try await Task.sleep(for: pause)
    }
}

/// It did not come about in time.
package struct WaitedInVain: Error, Equatable {
    package let what: String
    package let seconds: Int
}
