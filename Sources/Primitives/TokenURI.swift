import CPKCS11
import Identity

/// Where a key or its token is: a PKCS #11 URI (RFC 7512).
///
///     pkcs11:token=anna;id=%a1%b2;object=person-1?module-path=/usr/lib/softhsm/libsofthsm2.so
///
/// It says which token, and by which module of the vendor it is spoken to; which key, by `id` and
/// `object` where it is said at all. It never holds a PIN. A module is code of others that runs in
/// this process: a URI is believed from whoever may start programs here, or from an authentic ring.
package struct TokenURI: Hashable, Sendable {
    /// Printable ASCII without spaces.
    package let text: String
    /// The part that names the token, `pkcs11:token=anna`: for messages, and to tell tokens apart.
    package let token: String
    package let modulePath: String
    /// `CKA_ID` of the key; empty for any.
    let id: [UInt8]
    /// `CKA_LABEL` of the key; empty for any.
    let label: [UInt8]

    package static let maxBytes = 1_024

    /// - Throws: ``TokenError/uriInvalid``, ``TokenError/uriHoldsPIN``.
    package init(_ text: String) throws(TokenError) {
        guard text.utf8.count <= Self.maxBytes, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw .uriInvalid }
        let parsed = try ParsedTokenURI(text)
        guard !parsed.hasPIN else { throw .uriHoldsPIN }
        let named = Self.tokenAttributes(of: text)
        guard !named.isEmpty, let path = parsed.modulePath, path.hasPrefix("/") else {
            throw .uriInvalid
        }
        self.text = text
        token = Self.scheme + named.sorted().joined(separator: ";")
        modulePath = path
        id = parsed.attribute(CKA_ID)
        label = parsed.attribute(CKA_LABEL)
    }

    /// The same token, and in it the key of that id and label.
    package func key(id: [UInt8], label: String) throws(TokenError) -> TokenURI {
        let query = text.drop { $0 != "?" }
        let kept = Self.tokenAttributes(of: text).map(String.init)
        let key = [
            "id=" + id.map(Self.escaped).joined(),
            "object=" + label.utf8.map(Self.plain).joined(),
        ]
        return try TokenURI(Self.scheme + (kept + key).joined(separator: ";") + query)
    }

    /// Whether both are of one token, spoken to in one way.
    package func isOfSameToken(as other: TokenURI) -> Bool {
        token == other.token && modulePath == other.modulePath
    }

    private static func tokenAttributes(of text: String) -> [Substring] {
        text.dropFirst(scheme.count).prefix { $0 != "?" }.split(separator: ";").filter { part in
            tokenNames.contains(part.prefix { $0 != "=" })
        }
    }

    private static func escaped(_ byte: UInt8) -> String { "%" + Hex.encode([byte]) }

    /// As it is where RFC 7512 leaves it so in every place, escaped otherwise.
    private static func plain(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"):
            String(UnicodeScalar(byte))
        default: escaped(byte)
        }
    }

    private static let scheme = "pkcs11:"
    private static let tokenNames: Set<Substring> = ["token", "manufacturer", "model", "serial"]
}

/// p11-kit's form of a URI, for as long as it is asked.
@safe final class ParsedTokenURI {
    // Safety: freed once, at the end.
    let pointer: OpaquePointer

    /// - Throws: ``TokenError/uriInvalid``, also for parts that p11-kit does not know.
    init(_ text: String) throws(TokenError) {
        guard let pointer = unsafe p11_kit_uri_new() else { throw .uriInvalid }
        unsafe self.pointer = pointer
        guard unsafe p11_kit_uri_parse(text, P11_KIT_URI_FOR_ANY, pointer) == 0,
            unsafe p11_kit_uri_any_unrecognized(pointer) == 0
        else { throw .uriInvalid }
    }

    deinit { unsafe p11_kit_uri_free(pointer) }

    var hasPIN: Bool {
        unsafe p11_kit_uri_get_pin_value(pointer) != nil
            || p11_kit_uri_get_pin_source(pointer) != nil
    }

    var modulePath: String? {
        unsafe p11_kit_uri_get_module_path(pointer).map { unsafe String(cString: $0) }
    }

    func attribute(_ type: CK_ATTRIBUTE_TYPE) -> [UInt8] {
        guard let attribute = unsafe p11_kit_uri_get_attribute(pointer, type),
            let value = unsafe attribute.pointee.pValue
        else { return [] }
        return unsafe Array(
            UnsafeRawBufferPointer(start: value, count: Int(attribute.pointee.ulValueLen)))
    }

    func matches(_ info: inout CK_TOKEN_INFO) -> Bool {
        unsafe p11_kit_uri_match_token_info(pointer, &info) == 1
    }
}
