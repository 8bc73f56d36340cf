/// Why something could not be carried. Cases carry facts, never content.
package enum CarrierError: Error, Equatable {
    /// No answer came; whether the request had any effect is unknown, and repeating it is harmless.
    case unreachable(Unreachable)
    /// The relay answered with a problem document.
    case refused(Problem)
    /// The relay answered, but not in the protocol.
    case answerInvalid(AnswerDefect)
    /// The certificate or its key cannot be used.
    case identityInvalid
    /// Not an `https` address with a host.
    case addressInvalid(text: String)
    /// A frame in a stream broke the protocol.
    case frameInvalid(FrameDefect)
}

extension CarrierError {
    /// How long the peer asked to be left alone, at most ``retryAfterMaxSeconds``; `nil` when it
    /// did not.
    package var retryAfterSeconds: Int? {
        guard case .refused(let problem) = self, let asked = problem.retryAfterSeconds else {
            return nil
        }
        return min(max(0, asked), Self.retryAfterMaxSeconds)
    }

    /// No relay may silence a node for longer, whatever it asks.
    package static let retryAfterMaxSeconds = 300
}

/// Why no answer came.
package enum Unreachable: String, Sendable, Codable {
    /// Nobody listens at the address, or no way leads there.
    case noConnection = "no-connection"
    case timedOut = "timed-out"
    /// The peer presented another certificate than the registered one.
    case peerUntrusted = "peer-untrusted"
    /// The peer does not accept our certificate, or closed the connection without a word, which
    /// under TLS 1.3 can be the same.
    case closedByPeer = "closed-by-peer"
    /// The client was shut down, or its task cancelled.
    case cancelled
}

package enum AnswerDefect: Equatable, Sendable {
    case statusUnexpected(Int)
    case headerMissing(String)
    case bodyMalformed
    case bodyTooLong(limitBytes: Int)
}

package enum FrameDefect: Equatable, Sendable {
    /// The stream ends inside a frame.
    case truncated(offset: Int)
    case tooLong(offset: Int, limitBytes: Int)
    case tooMany(limit: Int)
    case kindUnknown(offset: Int, found: UInt8)
}
