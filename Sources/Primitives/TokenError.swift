import CPKCS11

/// Why a token did not do what was asked of it.
///
/// The token is told by the part of its URI that names it.
package enum TokenError: Error, Equatable {
    /// No PKCS #11 URI (RFC 7512) that says which token by which module.
    case uriInvalid
    /// A PIN has no place in a URI, which is stored and shown.
    case uriHoldsPIN
    case moduleUnavailable(path: String)
    /// Not in its slot, or no longer the same.
    case away(token: String)
    case ambiguous(token: String, count: Int)
    case pinIncorrect(token: String)
    /// After too many wrong ones: whoever administers the token has to let it in again.
    case pinLocked(token: String)
    /// The token cannot what is asked, as `CKM_EDDSA`.
    case mechanismMissing(String, token: String)
    case keyMissing(token: String)
    /// The URI has to say which one, by `id` or `object`.
    case keysSeveral(token: String)
    /// A key that has been outside of the token, or may leave it.
    case keyMayLeave(token: String)
    /// What the token gave is no signature of the key.
    case signatureInvalid(token: String)
    /// Anything else; names function and code, as `C_SignInit`, `CKR_DEVICE_ERROR`.
    case refused(function: String, code: String)
}

extension TokenError {
    /// What a code other than `CKR_OK` means.
    init(_ code: CK_RV, in function: String, of token: String) {
        switch code {
        case CKR_PIN_INCORRECT, CKR_PIN_INVALID, CKR_PIN_LEN_RANGE:
            self = .pinIncorrect(token: token)
        case CKR_PIN_LOCKED: self = .pinLocked(token: token)
        case CKR_DEVICE_REMOVED, CKR_TOKEN_NOT_PRESENT, CKR_SLOT_ID_INVALID:
            self = .away(token: token)
        case CKR_KEY_HANDLE_INVALID, CKR_OBJECT_HANDLE_INVALID: self = .keyMissing(token: token)
        default:
            self = .refused(function: function, code: names[code] ?? "0x" + String(code, radix: 16))
        }
    }
}

/// The codes that a person may have to look up.
private let names: [CK_RV: String] = [
    CKR_HOST_MEMORY: "CKR_HOST_MEMORY", CKR_GENERAL_ERROR: "CKR_GENERAL_ERROR",
    CKR_FUNCTION_FAILED: "CKR_FUNCTION_FAILED", CKR_ARGUMENTS_BAD: "CKR_ARGUMENTS_BAD",
    CKR_ATTRIBUTE_READ_ONLY: "CKR_ATTRIBUTE_READ_ONLY",
    CKR_ATTRIBUTE_SENSITIVE: "CKR_ATTRIBUTE_SENSITIVE",
    CKR_ATTRIBUTE_TYPE_INVALID: "CKR_ATTRIBUTE_TYPE_INVALID",
    CKR_ATTRIBUTE_VALUE_INVALID: "CKR_ATTRIBUTE_VALUE_INVALID",
    CKR_DEVICE_ERROR: "CKR_DEVICE_ERROR", CKR_DEVICE_MEMORY: "CKR_DEVICE_MEMORY",
    CKR_FUNCTION_NOT_SUPPORTED: "CKR_FUNCTION_NOT_SUPPORTED",
    CKR_KEY_FUNCTION_NOT_PERMITTED: "CKR_KEY_FUNCTION_NOT_PERMITTED",
    CKR_KEY_TYPE_INCONSISTENT: "CKR_KEY_TYPE_INCONSISTENT",
    CKR_MECHANISM_INVALID: "CKR_MECHANISM_INVALID",
    CKR_MECHANISM_PARAM_INVALID: "CKR_MECHANISM_PARAM_INVALID",
    CKR_OPERATION_ACTIVE: "CKR_OPERATION_ACTIVE",
    CKR_OPERATION_NOT_INITIALIZED: "CKR_OPERATION_NOT_INITIALIZED",
    CKR_PIN_EXPIRED: "CKR_PIN_EXPIRED", CKR_SESSION_CLOSED: "CKR_SESSION_CLOSED",
    CKR_SESSION_COUNT: "CKR_SESSION_COUNT",
    CKR_SESSION_HANDLE_INVALID: "CKR_SESSION_HANDLE_INVALID",
    CKR_SESSION_READ_ONLY: "CKR_SESSION_READ_ONLY",
    CKR_TEMPLATE_INCOMPLETE: "CKR_TEMPLATE_INCOMPLETE",
    CKR_TEMPLATE_INCONSISTENT: "CKR_TEMPLATE_INCONSISTENT",
    CKR_TOKEN_NOT_RECOGNIZED: "CKR_TOKEN_NOT_RECOGNIZED",
    CKR_TOKEN_WRITE_PROTECTED: "CKR_TOKEN_WRITE_PROTECTED",
    CKR_USER_NOT_LOGGED_IN: "CKR_USER_NOT_LOGGED_IN",
    CKR_USER_PIN_NOT_INITIALIZED: "CKR_USER_PIN_NOT_INITIALIZED",
    CKR_USER_ANOTHER_ALREADY_LOGGED_IN: "CKR_USER_ANOTHER_ALREADY_LOGGED_IN",
    CKR_DOMAIN_PARAMS_INVALID: "CKR_DOMAIN_PARAMS_INVALID",
    CKR_BUFFER_TOO_SMALL: "CKR_BUFFER_TOO_SMALL",
    CKR_CRYPTOKI_NOT_INITIALIZED: "CKR_CRYPTOKI_NOT_INITIALIZED",
]
