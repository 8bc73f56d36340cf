import Carriers

extension GatewayProblem {
    /// Of a run of `curl` that did not end well.
    ///
    /// - Parameters:
    ///   - status: what it ended with; EXIT CODES in its manual.
    ///   - reply: the latest of the mail server (RFC 5321 4.2); `nil` when none came.
    init(curl status: Int32, reply: Int?) {
        let code: Code =
            switch status {
            case 3: .addressInvalid
            case 6, 7: .noConnection
            case 28: .timedOut
            case 35, 60: .peerUntrusted
            case 58, 77: .certificateInvalid
            case 64: .encryptionMissing
            case 67: .tokenRefused
            default:
                switch reply {
                case 530?, 534?, 535?, 538?: .tokenRefused
                case (400..<500)?: .busy
                case (500..<600)?: .refused
                case nil: .answerInvalid
                default: .closedByPeer
                }
            }
        self.init(code, status: reply)
    }
}
