import CPKCS11
import Crypto
import Foundation
@testable import Primitives
import ProgramSupport
import Testing

/// Keys in a token, shown with SoftHSM and its real token directories.
@Suite(.enabled(if: SoftTokens.isPossible, "needs SoftHSM"))
struct TokenTests {
    private func uri(_ purpose: SoftTokens.Purpose) async throws -> TokenURI {
        _ = try await SoftTokens.shared.value
        return try TokenURI(SoftTokens.uri(purpose.rawValue))
    }

    private func opened(_ purpose: SoftTokens.Purpose) async throws -> Token {
        try Token(await uri(purpose), pin: secret(SoftTokens.pin))
    }

    private func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }

    @Test func `a key made in a token signs as RFC 8032 has it, by two other libraries' word`()
        async throws
    {
        let key = try await opened(.signing).makeKey(label: "key", random: .system)
        let independent = try Curve25519.Signing.PublicKey(
            rawRepresentation: key.publicKey.bytes)
        for count in [0, 1, 32, 4_096, 1 << 20] {
            let message = RandomSource.system.bytes(count)
            let signature = try key.signature(over: message)
            #expect(key.publicKey.verifies(signature, over: message))
            #expect(independent.isValidSignature(signature, for: message))
            #expect(!key.publicKey.verifies(signature, over: message + [0]))
        }
    }

    @Test func `a private key of a token is used like any other, and has no seed`() async throws {
        let made = try await opened(.signing).makeKey(label: "used", random: .system)
        let key = SigningPrivateKey(made)
        #expect(key.seed == nil && key.publicKey == made.publicKey)
        #expect(try key.publicKey.verifies(key.signature(over: [1, 2]), over: [1, 2]))
    }

    @Test func `many threads sign by one session`() async throws {
        let key = try await opened(.signing).makeKey(label: "many", random: .system)
        let verified = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<32 {
                group.addTask {
                    let message = [UInt8(number)]
                    return try key.publicKey.verifies(
                        key.signature(over: message), over: message)
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(verified == 32)
    }

    @Test func `a key is found by its URI, and nothing else for it`() async throws {
        let token = try await opened(.finding)
        #expect(throws: TokenError.keyMissing(token: token.uri.token)) {
            try token.key(token.uri)
        }
        let made = try token.makeKey(label: "a b", random: .system)
        #expect(try token.key(token.uri).publicKey == made.publicKey, "the only one")
        let again = try token.key(TokenURI(made.uri.text))
        #expect(again.publicKey == made.publicKey)
        for other in [
            try token.uri.key(id: [1], label: "a b"),
            try token.uri.key(id: made.uri.id, label: "a c"),
        ] {
            #expect(throws: TokenError.keyMissing(token: token.uri.token)) {
                try token.key(other)
            }
        }
    }

    @Test func `of several keys the URI has to say which`() async throws {
        let token = try await opened(.several)
        let keys = try ["one", "two"].map { try token.makeKey(label: $0, random: .system) }
        #expect(throws: TokenError.keysSeveral(token: token.uri.token)) {
            try token.key(token.uri)
        }
        let named = try TokenURI(
            "\(token.uri.token);object=two?module-path=\(SoftTokens.module)")
        #expect(try token.key(named).publicKey == keys[1].publicKey)
    }

    @Test func `a wrong PIN is named, spent once, and the right one still opens`() async throws {
        let uri = try await uri(.wrongPIN)
        for wrong in ["482914", "48291", "4829133", ""] {
            #expect(throws: TokenError.pinIncorrect(token: uri.token)) {
                try Token(uri, pin: secret(wrong))
            }
        }
        #expect(throws: Never.self) { try Token(uri, pin: secret(SoftTokens.pin)) }
    }

    @Test(
        arguments: [
            (.locked, .pinLocked(token: "pkcs11:token=lockedPIN")),
            (.incorrect, .pinIncorrect(token: "pkcs11:token=lockedPIN")),
            (.removed, .away(token: "pkcs11:token=lockedPIN")),
            (.expired, .refused(function: "C_Login", code: "CKR_PIN_EXPIRED")),
            (.vendors, .refused(function: "C_Login", code: "0x80000001")),
        ] as [(StandIn.Login, TokenError)])
    func `what a module answers at login is told by its name`(
        _ login: StandIn.Login, _ error: TokenError
    ) async throws {
        let uri = try await uri(.lockedPIN)
        let module = try StandIn()
        module.login(login)
        #expect(throws: error) { try Token(uri, pin: secret(SoftTokens.pin), by: module.module) }
    }

    @Test func `a token that says it is locked is not tried`() async throws {
        let uri = try await uri(.lockedPIN)
        let module = try StandIn()
        module.isLocked()
        module.login(.expired)
        #expect(throws: TokenError.pinLocked(token: uri.token)) {
            try Token(uri, pin: secret(SoftTokens.pin), by: module.module)
        }
    }

    @Test func `a token without the mechanism is named with it`() async throws {
        let uri = try await uri(.lockedPIN)
        let module = try StandIn()
        module.knowsNoMechanism()
        let token = try Token(uri, pin: secret(SoftTokens.pin), by: module.module)
        let mechanism = "CKM_EC_EDWARDS_KEY_PAIR_GEN"
        #expect(throws: TokenError.mechanismMissing(mechanism, token: uri.token)) {
            try token.makeKey(label: "none", random: .system)
        }
    }

    @Test func `a signature that is none is not handed on`() async throws {
        let token = try await opened(.signing)
        let made = try token.makeKey(label: "mixed", random: .system)
        let key = TokenKey(token, at: made.uri, SigningPrivateKey.generate().publicKey)
        #expect(throws: TokenError.signatureInvalid(token: token.uri.token)) {
            try key.signature(over: [1])
        }
    }

    @Test func `a session that was lost is opened anew`() async throws {
        let token = try await opened(.lost)
        let key = try token.makeKey(label: "lost", random: .system)
        let slot = try token.module.slot(of: token.uri)
        #expect(token.module.functions.pointee.C_CloseAllSessions(slot) == CKR_OK)
        #expect(try key.publicKey.verifies(key.signature(over: [1]), over: [1]))
    }

    @Test func `a token that was taken out in between is told to be away`() async throws {
        let token = try await opened(.away)
        let key = try token.makeKey(label: "away", random: .system)
        _ = try key.signature(over: [1])
        try await SoftTokens.shared.value.takeOut(SoftTokens.Purpose.away.rawValue)
        #expect(throws: TokenError.away(token: token.uri.token)) { try key.signature(over: [1]) }
        #expect(throws: TokenError.away(token: token.uri.token)) {
            try Token(token.uri, pin: secret(SoftTokens.pin))
        }
    }

    @Test func `a token that nobody has, and a module that is none, are told`() async throws {
        let uri = try await uri(.signing)
        let other = try TokenURI(SoftTokens.uri("nobody"))
        #expect(throws: TokenError.away(token: other.token)) {
            try Token(other, pin: secret(SoftTokens.pin))
        }
        for path in ["/usr/lib/none.so", "/etc/passwd"] {
            let uri = try TokenURI(uri.token + "?module-path=" + path)
            #expect(throws: TokenError.moduleUnavailable(path: path)) {
                try Token(uri, pin: secret(SoftTokens.pin))
            }
        }
    }

    @Test func `a key made here never leaves, and its value is not told`() async throws {
        let token = try await opened(.signing)
        let key = try token.makeKey(label: "kept", random: .system)
        try key.requireNeverLeaves()
        let code = try token.withSession { session in
            var object: [CK_OBJECT_HANDLE] = [0]
            var count: CK_ULONG = 0
            let id = key.uri.id
            _ = budkavle_token_find(
                token.module.functions, session, CKO_PRIVATE_KEY, CKK_EC_EDWARDS, id,
                CK_ULONG(id.count), [], 0, &object, 1, &count)
            var value = [UInt8](repeating: 0, count: 64)
            var length = CK_ULONG(value.count)
            return budkavle_token_read(
                token.module.functions, session, object[0], CKA_VALUE, &value, &length)
        }
        #expect(code == CKR_ATTRIBUTE_SENSITIVE)
    }

    @Test func `a key that may be taken out is not one that never leaves`() async throws {
        let made = try await SoftTokens.shared.value.tool(
            [
                "--keypairgen", "--key-type", "EC:edwards25519", "--id", "0a", "--label", "loose",
                "--extractable",
            ], on: SoftTokens.Purpose.loose.rawValue)
        #expect(made.status == 0, "\(made.errors)")
        let token = try await opened(.loose)
        let key = try token.key(token.uri)
        #expect(throws: TokenError.keyMayLeave(token: token.uri.token)) {
            try key.requireNeverLeaves()
        }
    }

    @Test func `a destroyed key is gone, by another program's word too`() async throws {
        let token = try await opened(.destroying)
        let (gone, left) = (
            try token.makeKey(label: "gone", random: .system),
            try token.makeKey(label: "left", random: .system)
        )
        try gone.destroy()
        #expect(throws: TokenError.keyMissing(token: token.uri.token)) {
            try gone.signature(over: [1])
        }
        #expect(throws: TokenError.keyMissing(token: token.uri.token)) { try gone.destroy() }
        _ = try left.signature(over: [1])
        let listed = try await SoftTokens.shared.value.tool(
            ["--list-objects"], on: SoftTokens.Purpose.destroying.rawValue)
        #expect(listed.output.contains("left") && !listed.output.contains("gone"))
    }
}

/// SoftHSM's module with some answers of our own, for what SoftHSM never says.
final class StandIn {
    /// Kept for the process's life: a token closes its session by it at its end.
    private let functions: UnsafeMutablePointer<CK_FUNCTION_LIST>
    let module: TokenModule

    enum Login: Sendable { case locked, incorrect, removed, expired, vendors }

    init() throws {
        let other = try TokenModule.loaded(SoftTokens.module)
        functions = .allocate(capacity: 1)
        functions.initialize(to: other.functions.pointee)
        module = TokenModule(functions: functions)
    }

    func login(_ answer: Login) {
        switch answer {
        case .locked: functions.pointee.C_Login = { _, _, _, _ in CKR_PIN_LOCKED }
        case .incorrect: functions.pointee.C_Login = { _, _, _, _ in CKR_PIN_INCORRECT }
        case .removed: functions.pointee.C_Login = { _, _, _, _ in CKR_DEVICE_REMOVED }
        case .expired: functions.pointee.C_Login = { _, _, _, _ in CKR_PIN_EXPIRED }
        case .vendors: functions.pointee.C_Login = { _, _, _, _ in 0x8000_0001 }
        }
    }

    /// Every token's flags say that its PIN is locked.
    func isLocked() {
        functions.pointee.C_GetTokenInfo = { slot, info in
            guard let other = try? TokenModule.loaded(SoftTokens.module) else {
                return CKR_GENERAL_ERROR
            }
            let code = other.functions.pointee.C_GetTokenInfo(slot, info)
            info?.pointee.flags |= CKF_USER_PIN_LOCKED
            return code
        }
    }

    func knowsNoMechanism() {
        functions.pointee.C_GenerateKeyPair = { _, _, _, _, _, _, _, _ in CKR_MECHANISM_INVALID }
    }
}
