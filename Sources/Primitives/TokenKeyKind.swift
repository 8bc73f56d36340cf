import CPKCS11

/// The keys that are made in tokens, in PKCS #11's terms.
enum TokenKeyKind: Sendable {
    /// Signs messages, releases and sign-ins.
    case ed25519
    /// Signs in handshakes of TLS.
    case p256

    var type: CK_KEY_TYPE {
        switch self {
        case .ed25519: CKK_EC_EDWARDS
        case .p256: CKK_EC
        }
    }

    var making: Mechanism {
        switch self {
        case .ed25519: Mechanism(CKM_EC_EDWARDS_KEY_PAIR_GEN, "CKM_EC_EDWARDS_KEY_PAIR_GEN")
        case .p256: Mechanism(CKM_EC_KEY_PAIR_GEN, "CKM_EC_KEY_PAIR_GEN")
        }
    }

    var signing: Mechanism {
        switch self {
        case .ed25519: Mechanism(CKM_EDDSA, "CKM_EDDSA")
        case .p256: Mechanism(CKM_ECDSA, "CKM_ECDSA")
        }
    }

    /// The curve, DER: edwards25519 by its name, as PrintableString (PKCS #11 3.0 section 2.3.5),
    /// P-256 by its object identifier.
    var parameters: [UInt8] {
        switch self {
        case .ed25519: [0x13, 12] + Array("edwards25519".utf8)
        case .p256: [0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]
        }
    }

    /// Of a public key: RFC 8032's 32 bytes, or an uncompressed point.
    var pointByteCount: Int {
        switch self {
        case .ed25519: SigningPublicKey.byteCount
        case .p256: TokenTransportKey.publicKeyByteCount
        }
    }

    /// The point itself: PKCS #11 wants an OCTET STRING around it, which some tokens leave out.
    func point(of value: [UInt8]) -> [UInt8] {
        let isWrapped =
            value.count == pointByteCount + 2
            && value.starts(with: [0x04, UInt8(pointByteCount)])
        return isWrapped ? Array(value.dropFirst(2)) : value
    }

    struct Mechanism: Sendable {
        let type: CK_MECHANISM_TYPE
        let name: String

        init(_ type: CK_MECHANISM_TYPE, _ name: String) {
            self.type = type
            self.name = name
        }
    }
}

/// Both kinds of signature have 64 bytes.
let tokenSignatureByteCount = 64
