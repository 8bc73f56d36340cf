import Primitives
import Testing

struct TokenURITests {
    private static let module = "?module-path=/usr/lib/a.so"

    @Test(arguments: [
        ("pkcs11:token=anna" + module, "pkcs11:token=anna"),
        (
            "pkcs11:object=k;serial=12;id=%01;token=anna%20ek" + module,
            "pkcs11:serial=12;token=anna%20ek"
        ),
        ("pkcs11:model=x;type=private" + module, "pkcs11:model=x"),
    ])
    func `a URI that says which token by which module is taken`(
        _ text: String, _ token: String
    ) throws {
        let uri = try TokenURI(text)
        #expect(uri.text == text && uri.token == token && uri.modulePath == "/usr/lib/a.so")
    }

    @Test(arguments: [
        "", "pkcs11:", "pkcs11:" + module, "pkcs11:object=k" + module, "pkcs11:token=anna",
        "pkcs11:token=anna?module-path=a.so", "pkcs11:token=anna?module-name=a",
        "pkcs12:token=anna" + module, "token=anna" + module, "pkcs11:token=anna ek" + module,
        "pkcs11:token=å" + module, "pkcs11:token=%zz" + module, "pkcs11:tokn=anna;token=b" + module,
        "pkcs11:token=anna" + module + "\n",
        "pkcs11:token=anna" + module + String(repeating: "x", count: TokenURI.maxBytes),
    ])
    func `anything less, or unknown, is refused`(_ text: String) {
        #expect(throws: TokenError.uriInvalid) { try TokenURI(text) }
    }

    @Test(arguments: ["&pin-value=1234", "&pin-source=file:/tmp/pin"])
    func `a PIN has no place in it`(_ part: String) {
        #expect(throws: TokenError.uriHoldsPIN) {
            try TokenURI("pkcs11:token=anna" + Self.module + part)
        }
    }

    @Test func `a key of the same token is named by id and label, whatever they hold`() throws {
        let token = try TokenURI("pkcs11:token=anna;object=old;id=%ff" + Self.module)
        let key = try token.key(id: [0, 0x3b, 0xff], label: "messages:a ö;?&%")
        #expect(
            key.text == "pkcs11:token=anna;id=%00%3b%ff;object=messages%3aa%20%c3%b6%3b%3f%26%25"
                + Self.module)
        #expect(key.isOfSameToken(as: token))
        #expect(try TokenURI(key.text) == key)
        #expect(try !key.isOfSameToken(as: TokenURI("pkcs11:token=annb" + Self.module)))
        #expect(
            try !key.isOfSameToken(as: TokenURI("pkcs11:token=anna?module-path=/usr/lib/b.so")))
    }
}
