import CPKCS11

/// What is done with the keys in a token; each call is one use of its session.
extension Token {
    /// Makes a key pair that stays in the token: sensitive, and not extractable.
    ///
    /// - Returns: where the key is.
    func make(
        _ kind: TokenKeyKind, label: String, random: RandomSource
    ) throws(TokenError) -> TokenURI {
        let id = random.bytes(tokenKeyIDBytes)
        let place = try uri.key(id: id, label: label)
        try withSession { session throws(TokenError) in
            var made: CK_OBJECT_HANDLE = 0
            let (mechanism, parameters) = (kind.making, kind.parameters)
            let code = unsafe budkavle_token_generate(
                module.functions, session, mechanism.type, parameters, CK_ULONG(parameters.count),
                id, CK_ULONG(id.count), place.label, CK_ULONG(place.label.count), &made)
            try require(code, "C_GenerateKeyPair", mechanism)
        }
        return place
    }

    /// The public key as a point.
    func point(_ kind: TokenKeyKind, at place: TokenURI) throws(TokenError) -> [UInt8] {
        let value = try withSession { session throws(TokenError) in
            let object = try find(CKO_PUBLIC_KEY, kind, place, session)
            return try read(CKA_EC_POINT, of: object, session)
        }
        return kind.point(of: value)
    }

    func signature(
        _ kind: TokenKeyKind, over bytes: [UInt8], by place: TokenURI
    ) throws(TokenError) -> [UInt8] {
        try withSession { session throws(TokenError) in
            let key = try find(CKO_PRIVATE_KEY, kind, place, session)
            var signature = [UInt8](repeating: 0, count: tokenSignatureByteCount)
            var count = CK_ULONG(signature.count)
            let code = unsafe budkavle_token_sign(
                module.functions, session, kind.signing.type, key, bytes, CK_ULONG(bytes.count),
                &signature, &count)
            try require(code, "C_Sign", kind.signing)
            return Array(signature.prefix(Int(count)))
        }
    }

    /// Whether a key was made in the token and has never been, and will never be, outside of it.
    func keeps(_ kind: TokenKeyKind, at place: TokenURI) throws(TokenError) -> Bool {
        try withSession { session throws(TokenError) in
            let key = try find(CKO_PRIVATE_KEY, kind, place, session)
            for (attribute, wanted) in keptAttributes {
                guard try read(attribute, of: key, session) == [wanted] else { return false }
            }
            return true
        }
    }

    /// Destroys the private key, and the public one beside it where the token keeps one.
    func destroy(_ kind: TokenKeyKind, at place: TokenURI) throws(TokenError) {
        try withSession { session throws(TokenError) in
            try destroy(find(CKO_PRIVATE_KEY, kind, place, session), session)
            let beside: CK_OBJECT_HANDLE
            do throws(TokenError) {
                beside = try find(CKO_PUBLIC_KEY, kind, place, session)
            } catch {
                if case .keyMissing = error { return }
                throw error
            }
            try destroy(beside, session)
        }
    }

    private func destroy(
        _ object: CK_OBJECT_HANDLE, _ session: CK_SESSION_HANDLE
    ) throws(TokenError) {
        try module.check("C_DestroyObject", uri) {
            unsafe module.functions.pointee.C_DestroyObject(session, object)
        }
    }

    private func find(
        _ half: CK_OBJECT_CLASS, _ kind: TokenKeyKind, _ place: TokenURI,
        _ session: CK_SESSION_HANDLE
    ) throws(TokenError) -> CK_OBJECT_HANDLE {
        var found: [CK_OBJECT_HANDLE] = [0, 0]
        var count: CK_ULONG = 0
        let code = unsafe budkavle_token_find(
            module.functions, session, half, kind.type, place.id, CK_ULONG(place.id.count),
            place.label, CK_ULONG(place.label.count), &found, CK_ULONG(found.count), &count)
        try require(code, "C_FindObjects", nil)
        switch count {
        case 0: throw .keyMissing(token: uri.token)
        case 1: return found[0]
        default: throw .keysSeveral(token: uri.token)
        }
    }

    private func read(
        _ attribute: CK_ATTRIBUTE_TYPE, of object: CK_OBJECT_HANDLE, _ session: CK_SESSION_HANDLE
    ) throws(TokenError) -> [UInt8] {
        var value = [UInt8](repeating: 0, count: tokenValueMaxBytes)
        var count = CK_ULONG(value.count)
        let code = unsafe budkavle_token_read(
            module.functions, session, object, attribute, &value, &count)
        try require(code, "C_GetAttributeValue", nil)
        return Array(value.prefix(Int(count)))
    }

    /// - Parameter mechanism: what is missing where the token does not know it.
    private func require(
        _ code: CK_RV, _ function: String, _ mechanism: TokenKeyKind.Mechanism?
    ) throws(TokenError) {
        if let mechanism, code == CKR_MECHANISM_INVALID {
            throw .mechanismMissing(mechanism.name, token: uri.token)
        }
        guard code == CKR_OK else { throw TokenError(code, in: function, of: uri.token) }
    }
}

/// What makes a key one that never leaves: read by whoever relies on it, since a key may have been
/// brought in from outside.
private let keptAttributes: [(CK_ATTRIBUTE_TYPE, UInt8)] = [
    (CKA_LOCAL, 1), (CKA_SENSITIVE, 1), (CKA_ALWAYS_SENSITIVE, 1), (CKA_EXTRACTABLE, 0),
    (CKA_NEVER_EXTRACTABLE, 1),
]
private let tokenKeyIDBytes = 16
private let tokenValueMaxBytes = 256
