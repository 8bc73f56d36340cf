package import Primitives
import Synchronization

/// The tokens that a program has logged in to, each once.
///
/// A token is opened when a key in it is first needed, so that nobody is asked for a PIN in vain.
package final class OpenTokens: Sendable {
    private let pin: @Sendable (TokenURI) -> SecretBytes?
    private let opened = Mutex<[Token]>([])

    /// - Parameter pin: gives the PIN of the URI's token; `nil` where there is nobody to give it.
    package init(pin: @escaping @Sendable (TokenURI) -> SecretBytes?) { self.pin = pin }

    /// - Throws: ``KeystoreError/tokenClosed(token:)``, ``KeystoreError/token(_:)``.
    package func token(_ uri: TokenURI) throws(KeystoreError) -> Token {
        try opened.withLock { opened throws(KeystoreError) -> Token in
            if let token = opened.first(where: { $0.uri.isOfSameToken(as: uri) }) { return token }
            guard let pin = self.pin(uri) else { throw .tokenClosed(token: uri.token) }
            do throws(TokenError) {
                let token = try Token(uri, pin: pin)
                opened.append(token)
                return token
            } catch { throw .token(error) }
        }
    }
}
