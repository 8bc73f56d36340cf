import Foundation
import Identity
import Logging

/// An event of the log as programs read it: one JSON document a line, names that do not change.
///
/// Spec: Relay#log.
struct LogLine {
    let time: Timestamp
    let logger: String
    let level: Logger.Level
    /// Always the same words for the same kind of event; what differs is in the metadata.
    let message: String
    let metadata: Logger.Metadata

    /// With its line end.
    var text: String {
        var fields = metadata.mapValues { "\($0)" }
        let request = fields.removeValue(forKey: Self.requestKey)
        let document = Document(
            fields: fields.isEmpty ? nil : fields, level: level.rawValue, logger: logger,
            message: message, request: request, severity: level.severity, time: time.rfc3339)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings and a number: nothing in it that cannot be encoded.
        let bytes = (try? encoder.encode(document)) ?? Data()
        return String(decoding: bytes, as: UTF8.self) + "\n"
    }

    /// What the server calls the number of a request.
    private static let requestKey = "hb.request.id"

    private struct Document: Encodable {
        let fields: [String: String]?
        let level: String
        let logger: String
        let message: String
        let request: String?
        let severity: Int
        let time: String
    }
}

extension Logger.Level {
    /// As syslog numbers it (RFC 5424, 6.2.1); it has no number below *debug*.
    var severity: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
