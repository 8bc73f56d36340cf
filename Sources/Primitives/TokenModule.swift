import CPKCS11
import Synchronization

/// A vendor's module, which speaks to its tokens.
@safe final class TokenModule: @unchecked Sendable {
    // Safety: p11-kit writes the table before this object is made and nobody after; it starts modules
    // with the system's locks, so that calls may come from several threads.
    let functions: UnsafeMutablePointer<CK_FUNCTION_LIST>

    init(functions: UnsafeMutablePointer<CK_FUNCTION_LIST>) { unsafe self.functions = functions }

    /// Each path is loaded once, and stays for the process's life.
    ///
    /// - Throws: ``TokenError/moduleUnavailable(path:)``.
    static func loaded(_ path: String) throws(TokenError) -> TokenModule {
        try modules.withLock { modules throws(TokenError) in
            if let module = modules[path] { return module }
            // What it would print is told by the error.
            p11_kit_be_quiet()
            guard let functions = unsafe p11_kit_module_load(path, 0),
                unsafe p11_kit_module_initialize(functions) == CKR_OK
            else { throw .moduleUnavailable(path: path) }
            let module = unsafe TokenModule(functions: functions)
            modules[path] = module
            return module
        }
    }

    private static let modules = Mutex<[String: TokenModule]>([:])

    /// The one slot whose token the URI names.
    ///
    /// - Throws: ``TokenError/away(token:)``, ``TokenError/ambiguous(token:count:)``,
    ///   ``TokenError/pinLocked(token:)``.
    func slot(of uri: TokenURI) throws(TokenError) -> CK_SLOT_ID {
        var count: CK_ULONG = 0
        // Asked twice: modules look for tokens that are new when they are asked for the number.
        try check("C_GetSlotList", uri) {
            unsafe functions.pointee.C_GetSlotList(Self.present, nil, &count)
        }
        var slots = [CK_SLOT_ID](repeating: 0, count: Int(count))
        try check("C_GetSlotList", uri) {
            unsafe functions.pointee.C_GetSlotList(Self.present, &slots, &count)
        }
        let wanted = try ParsedTokenURI(uri.text)
        let found = slots.prefix(Int(count)).compactMap { slot in
            info(of: slot, wanted).map { (slot, $0) }
        }
        guard let (slot, info) = found.first else { throw .away(token: uri.token) }
        guard found.count == 1 else { throw .ambiguous(token: uri.token, count: found.count) }
        // Said before a try is spent on it.
        guard info.flags & CKF_USER_PIN_LOCKED == 0 else { throw .pinLocked(token: uri.token) }
        return slot
    }

    /// What the token in a slot says of itself; `nil` for none and for another than is wanted.
    private func info(of slot: CK_SLOT_ID, _ wanted: ParsedTokenURI) -> CK_TOKEN_INFO? {
        var info = CK_TOKEN_INFO()
        guard unsafe functions.pointee.C_GetTokenInfo(slot, &info) == CKR_OK,
            wanted.matches(&info)
        else { return nil }
        return info
    }

    /// - Throws: what a code other than `CKR_OK` means.
    func check(
        _ function: String, _ uri: TokenURI, _ call: () -> CK_RV
    ) throws(TokenError) {
        let code = call()
        guard code == CKR_OK else { throw TokenError(code, in: function, of: uri.token) }
    }

    private static let present = CK_BBOOL(CK_TRUE)
}
