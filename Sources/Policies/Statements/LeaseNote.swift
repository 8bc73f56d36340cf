package import Identity
package import Labels

/// The text by which policy authorities, beforehand, let sealing go on in a crisis without fresh
/// notes.
///
///     budkavle-lease v1
///     region samverkan-stockholmsregionen
///     issued 2026-11-01T12:00:00Z
///     from 2026-11-20T00:00:00Z
///     until 2026-12-20T00:00:00Z
///     level begransat-hemlig
///     extends-seconds 604800
///
/// Within the window, up to the level, the limits on freshness grow by so many seconds. Reading
/// accepts exactly what writing gives. Spec: Policy#lease.
package struct LeaseNote: Hashable, Sendable {
    package let region: RegionID
    package let issued: Timestamp
    package let window: Validity
    /// The highest level it helps.
    package let level: Level
    package let extensionSeconds: Int64

    /// A year; whoever needs more needs another policy.
    package static let extensionMaxSeconds: Int64 = 31_622_400

    /// - Throws: ``PolicyError/textInvalid(line:expected:)`` for an empty window or an extension
    ///   beyond ``extensionMaxSeconds``.
    package init(
        region: RegionID, issued: Timestamp, window: Validity, level: Level,
        extensionSeconds: Int64
    ) throws(PolicyError) {
        guard window.from < window.until else {
            throw .textInvalid(line: 5, expected: "until after from")
        }
        guard (1...Self.extensionMaxSeconds).contains(extensionSeconds) else {
            throw .textInvalid(line: 7, expected: "extends-seconds with a whole number")
        }
        self.region = region
        self.issued = issued
        self.window = window
        self.level = level
        self.extensionSeconds = extensionSeconds
    }

    package var text: String {
        """
        \(Self.type)
        region \(region)
        issued \(issued)
        from \(window.from)
        until \(window.until)
        level \(level)
        extends-seconds \(extensionSeconds)

        """
    }

    /// - Throws: ``PolicyError`` for anything ``text`` would not have written.
    package init(text: String) throws(PolicyError) {
        var lines = try StatementLines(text, type: Self.type)
        try self.init(
            region: lines.name("region", RegionID.self), issued: lines.time("issued"),
            window: Validity(from: lines.time("from"), until: lines.time("until")),
            level: lines.level("level"),
            extensionSeconds: lines.number("extends-seconds", 1...Self.extensionMaxSeconds))
        try lines.end(text, written: self.text)
    }

    private static let type = "budkavle-lease v1"
}
