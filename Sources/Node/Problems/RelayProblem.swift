package import Carriers

/// What stands between this node and a relay: a stable code for the vault, for scripts and for
/// whoever makes a sentence of it.
package struct RelayProblem: Codable, Hashable, Sendable {
    package enum Code: String, Codable, CaseIterable, Sendable {
        // No answer came; the names are those of `Unreachable`.
        case noConnection = "no-connection"
        case timedOut = "timed-out"
        case peerUntrusted = "peer-untrusted"
        case closedByPeer = "closed-by-peer"
        case cancelled
        /// It answered, but not in the protocol.
        case answerInvalid = "answer-invalid"
        /// This node's certificate or its key cannot be used.
        case identityInvalid = "identity-invalid"
        case addressInvalid = "address-invalid"
        /// It says it took a message, without a receipt that verifies: it has promised nothing.
        case unproven
        /// The registry says it is to be used no longer.
        case revoked
        /// Its clock and this machine's differ by more than messages may; see
        /// ``RelayProblem/secondsAhead``.
        case clockDiffers = "clock-differs"
        /// It refused, see ``RelayProblem/problem``.
        case refused
    }

    package let code: Code
    /// What the relay said.
    package let problem: Problem?
    /// How far this machine's clock is ahead of the relay's, negative when behind.
    package let secondsAhead: Int64?

    private init(code: Code, problem: Problem? = nil, secondsAhead: Int64? = nil) {
        self.code = code
        self.problem = problem
        self.secondsAhead = secondsAhead
    }

    package init(_ code: Code) { self.init(code: code) }

    package init(_ problem: Problem) { self.init(code: .refused, problem: problem) }

    package init(clockAheadSeconds seconds: Int64) {
        self.init(code: .clockDiffers, secondsAhead: seconds)
    }

    package init(_ error: CarrierError) {
        switch error {
        case .unreachable(let why): self.init(Code(why))
        case .refused(let problem): self.init(problem)
        case .answerInvalid, .frameInvalid: self.init(Code.answerInvalid)
        case .identityInvalid: self.init(Code.identityInvalid)
        case .addressInvalid: self.init(Code.addressInvalid)
        }
    }
}

extension RelayProblem.Code {
    fileprivate init(_ why: Unreachable) {
        self =
            switch why {
            case .noConnection: .noConnection
            case .timedOut: .timedOut
            case .peerUntrusted: .peerUntrusted
            case .closedByPeer: .closedByPeer
            case .cancelled: .cancelled
            }
    }
}
