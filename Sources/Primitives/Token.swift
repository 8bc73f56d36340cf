import CPKCS11
import Synchronization

/// A token that somebody has logged in to: a card, a stick or a module of hardware, or software that
/// stands for one.
///
/// There is one session, and one call at a time. It is opened anew where it was lost, as when the
/// token was away, by the PIN that opened it first; a PIN that was refused is forgotten, so that no
/// further try is spent on it. A token asks each process once: what this process has open for the
/// same token counts for all of it.
package final class Token: Sendable {
    package let uri: TokenURI
    let module: TokenModule
    private let state: Mutex<State>

    private struct State {
        var pin: SecretBytes?
        var session: CK_SESSION_HANDLE?
    }

    /// Finds the token and logs in.
    ///
    /// - Throws: ``TokenError``.
    package convenience init(_ uri: TokenURI, pin: SecretBytes) throws(TokenError) {
        try self.init(uri, pin: pin, by: TokenModule.loaded(uri.modulePath))
    }

    init(_ uri: TokenURI, pin: SecretBytes, by module: TokenModule) throws(TokenError) {
        self.uri = uri
        self.module = module
        state = Mutex(State(pin: pin, session: nil))
        try withSession { _ throws(TokenError) in }
    }

    deinit {
        let session = state.withLock { $0.session }
        if let session { _ = unsafe module.functions.pointee.C_CloseSession(session) }
    }

    /// One call, in a session that is logged in.
    ///
    /// What fails is tried once more in a new session, since the token may have been away in between.
    ///
    /// - Throws: ``TokenError``; ``TokenError/away(token:)`` where it is not there now.
    func withSession<Value: Sendable>(
        _ body: (CK_SESSION_HANDLE) throws(TokenError) -> Value
    ) throws(TokenError) -> Value {
        try state.withLock { state throws(TokenError) -> Value in
            guard let session = state.session else { return try body(open(&state)) }
            do throws(TokenError) { return try body(session) } catch {
                close(&state)
                return try body(open(&state))
            }
        }
    }

    private func open(_ state: inout State) throws(TokenError) -> CK_SESSION_HANDLE {
        guard let pin = state.pin else { throw .pinIncorrect(token: uri.token) }
        let slot = try module.slot(of: uri)
        var session: CK_SESSION_HANDLE = 0
        try module.check("C_OpenSession", uri) {
            unsafe module.functions.pointee.C_OpenSession(
                slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nil, nil, &session)
        }
        state.session = session
        do throws(TokenError) { try logIn(session, pin) } catch {
            close(&state)
            switch error {
            case .pinIncorrect, .pinLocked: state.pin = nil
            default: break
            }
            throw error
        }
        return session
    }

    private func logIn(_ session: CK_SESSION_HANDLE, _ pin: SecretBytes) throws(TokenError) {
        try module.check("C_Login", uri) {
            let code = pin.withBytes { pin in
                unsafe module.functions.pointee.C_Login(
                    session, CKU_USER, UnsafeMutablePointer(mutating: pin.bytePointer),
                    CK_ULONG(pin.count))
            }
            return code == CKR_USER_ALREADY_LOGGED_IN ? CKR_OK : code
        }
    }

    private func close(_ state: inout State) {
        if let session = state.session {
            _ = unsafe module.functions.pointee.C_CloseSession(session)
        }
        state.session = nil
    }
}
