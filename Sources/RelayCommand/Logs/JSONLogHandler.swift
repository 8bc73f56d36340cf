import Identity
import Logging

/// Writes each event as a ``LogLine``.
struct JSONLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let clock: @Sendable () -> Timestamp
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes a line whole.
    init(
        label: String, level: Logger.Level, clock: @escaping @Sendable () -> Timestamp,
        writing write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.clock = clock
        self.write = write
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        for more in [metadataProvider?.get(), event.metadata] {
            all.merge(more ?? [:]) { $1 }
        }
        if let error = event.error { all["error"] = "\(error)" }
        write(
            LogLine(
                time: clock(), logger: label, level: event.level, message: "\(event.message)",
                metadata: all
            ).text)
    }
}
