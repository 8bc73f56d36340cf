/// What stands between this node and a gateway of others, as that of WIS or a mail server: a stable
/// code for the vault, for scripts and for whoever makes a sentence of it.
package struct GatewayProblem: Error, Codable, Hashable, Sendable {
    package enum Code: String, Codable, CaseIterable, Sendable {
        // No answer came; the names are those of `Unreachable`.
        case noConnection = "no-connection"
        case timedOut = "timed-out"
        /// The certificate is not the pinned one, nor issued by it, or not for this address.
        case peerUntrusted = "peer-untrusted"
        case closedByPeer = "closed-by-peer"
        case cancelled
        /// It failed: 5xx.
        case failed
        /// It asks for time: 429, or 503 with `Retry-After`.
        case busy
        /// 401 or 403.
        case tokenRefused = "token-refused"
        /// The publication is refused for good: another 4xx.
        case refused
        /// Under this key it holds something else: 409, or what it gives back differs.
        case contradicted
        /// It said that it took it, and does not have it.
        case lost
        /// It answered, but not in the protocol.
        case answerInvalid = "answer-invalid"
        case addressInvalid = "address-invalid"
        /// The pinned certificate cannot be read.
        case certificateInvalid = "certificate-invalid"
        /// The token's file cannot be read, or others can read it.
        case tokenUnusable = "token-unusable"
        /// It offers no encryption.
        case encryptionMissing = "encryption-missing"
        /// The program that speaks to it is not on this machine.
        case programMissing = "program-missing"
    }

    package let code: Code
    /// What the gateway answered with.
    package let status: Int?
    package let retryAfterSeconds: Int?

    package init(_ code: Code, status: Int? = nil, retryAfterSeconds: Int? = nil) {
        self.code = code
        self.status = status
        self.retryAfterSeconds = retryAfterSeconds
    }

    init(_ why: Unreachable) {
        let code: Code =
            switch why {
            case .noConnection: .noConnection
            case .timedOut: .timedOut
            case .peerUntrusted: .peerUntrusted
            case .closedByPeer: .closedByPeer
            case .cancelled: .cancelled
            }
        self.init(code)
    }

    /// Of an answer that is none of those the protocol has for success.
    init(status: Int, retryAfterSeconds: Int?) {
        let code: Code =
            switch status {
            case 401, 403: .tokenRefused
            case 409: .contradicted
            case 429: .busy
            case 503 where retryAfterSeconds != nil: .busy
            case 400..<500: .refused
            case 500..<600: .failed
            default: .answerInvalid
            }
        self.init(code, status: status, retryAfterSeconds: retryAfterSeconds)
    }

    /// Whether the same publication can never be taken, by what the gateway says of it.
    package var isFinal: Bool { code == .refused || code == .contradicted }
}
