package import Identity
import Policies

/// What two persons sign before a message is passed on to somebody it was not meant for.
///
///     budkavle-break-glass v1
///     actor kommun-solna
///     message 37d9…(64 hexadecimal digits)
///     recipient brandkaren-attunda
///     time 2026-11-26T08:00:00.000Z
///     minutes 60
///     reason Skogsbranden närmar sig deras område.
///
/// Recipients are sorted, each once. It is signed and checked as it is written here, and nobody reads
/// it from a text. Spec: BreakGlass#statement.
package struct BreakGlassStatement: Hashable, Sendable, Codable {
    package let actor: ActorID
    package let message: MessageID
    package let recipients: [ActorID]
    package let time: Timestamp
    package let minutes: Int
    package let reason: String

    package static let minutesRange = 1...720
    package static let reasonMaxBytes = 500
    package static let recipientsMax = 16

    /// - Throws: ``BreakGlassError``.
    package init(
        actor: ActorID, message: MessageID, recipients: [ActorID], time: Timestamp, minutes: Int,
        reason: String
    ) throws(BreakGlassError) {
        guard Self.minutesRange.contains(minutes) else {
            throw .minutesOutside(
                least: Self.minutesRange.lowerBound, most: Self.minutesRange.upperBound)
        }
        guard isWrittenLine(reason, limitBytes: Self.reasonMaxBytes) else {
            throw .textInvalid(limitBytes: Self.reasonMaxBytes)
        }
        let recipients = Set(recipients).sorted()
        guard (1...Self.recipientsMax).contains(recipients.count) else {
            throw .recipientsWrong(most: Self.recipientsMax)
        }
        self.actor = actor
        self.message = message
        self.recipients = recipients
        self.time = time
        self.minutes = minutes
        self.reason = reason
    }

    package var until: Timestamp { time.adding(seconds: Int64(minutes) * 60) }

    package var text: String {
        """
        budkavle-break-glass v1
        actor \(actor)
        message \(message.hex)

        """ + recipients.map { "recipient \($0)\n" }.joined() + """
            time \(time)
            minutes \(minutes)
            reason \(reason)

            """
    }

    /// What a person signs with the key she releases messages with; its domain keeps one from passing
    /// for the other.
    package var signedBytes: [UInt8] { Array("budkavle/break-glass/v1".utf8) + [0] + text.utf8 }
}

/// Whether a text is one line with something in it, as the ledger can hold it.
package func isWrittenLine(_ text: String, limitBytes: Int) -> Bool {
    text.utf8.count <= limitBytes
        && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
        && text.contains { $0 != " " }
}
