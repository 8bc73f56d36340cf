import Identity
import Node
import Primitives
import Rosters
import Speaking

/// Somebody who signs in with each call to the node, having been asked once.
struct PersonSignIn {
    let person: PersonID
    let way: Way
    var justification: String?

    enum Way {
        case password([UInt8], code: String?)
        /// The key that the roster knows to be in a token.
        case token(TokenKey)
    }

    /// What the next call bears; by token, the answer to a challenge that is good for that call.
    ///
    /// - Throws: `TokenError`, `NodeFailure`.
    func claim(_ session: NodeSession) async throws -> PersonClaim {
        switch way {
        case .password(let password, let code):
            PersonClaim(person, password: password, code: code, justification: justification)
        case .token(let key):
            PersonClaim(
                person, token: try await session.answer(by: key, of: person),
                justification: justification)
        }
    }
}

extension NodeSession {
    /// Has a token sign what the node asks.
    func answer(by key: TokenKey, of person: PersonID) async throws -> TokenAnswer {
        guard case .challenge(let challenge) = try await call(.challenge) else {
            throw RosterError.signInRefused
        }
        return TokenAnswer(
            nonce: challenge.nonce,
            signature: try key.signature(over: challenge.signedBytes(by: person)))
    }
}
