import Identity
import Keystore
import Primitives
import ProgramSupport
import Testing

/// Entries of a ring whose private half is in a token.
@Suite(.enabled(if: SoftTokens.isPossible, "needs SoftHSM"))
struct TokenRingTests {
    /// A ring with a key of its own and one in a token, and those who open the token.
    private struct Fixture {
        var ring: RingFixture
        let entry: RingEntry
        let key: TokenKey
        let tokens: OpenTokens

        init(_ purpose: SoftTokens.Purpose = .ring) async throws {
            _ = try await SoftTokens.shared.value
            let uri = try TokenURI(SoftTokens.uri(purpose.rawValue))
            tokens = OpenTokens { _ in SecretBytes(copying: Array(SoftTokens.pin.utf8)) }
            key = try tokens.token(uri).makeKey(label: "messages", random: .system)
            ring = try RingFixture()
            try ring.addSigning(1, ring.messages, from: 0, until: 60)
            entry = try ring.ring.add(
                key, .signing, ring.messages, validFrom: testTime(0), validUntil: testTime(90))
            ring.ring.tokens = tokens
        }

        func reopened() throws -> KeyRing {
            var ring = try ring.reopened()
            ring.tokens = tokens
            return ring
        }
    }

    @Test func `a key in a token comes back from the file and signs as any other`() async throws {
        let fixture = try await Fixture()
        let ring = try fixture.reopened()
        #expect(ring.entries == fixture.ring.ring.entries)
        #expect(ring.entries.map { $0.token != nil } == [false, true])
        let key = try ring.signingKey(fixture.entry)
        #expect(key.publicKey == fixture.key.publicKey && key.seed == nil)
        #expect(try key.publicKey.verifies(key.signature(over: [1]), over: [1]))
    }

    @Test func `the ring has no secret of it, and gives none out`() async throws {
        let fixture = try await Fixture()
        let lines = String(decoding: fixture.ring.ring.encoded, as: UTF8.self).split(
            separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix("token ") })
        let public64 = Base64.encode(fixture.key.publicKey.bytes)
        #expect(line.hasSuffix(" \(fixture.key.uri.text) \(public64)"))
        #expect(line.split(separator: " ").count == 8)
        #expect(!fixture.ring.ring.encoded.contains(SoftTokens.pin.utf8))
        #expect(throws: KeystoreError.keyInToken) {
            try fixture.ring.ring.secret(fixture.entry)
        }
        var other = try RingFixture()
        let key = try fixture.ring.ring.signingKey(fixture.entry)
        #expect(throws: KeystoreError.keyMismatch) {
            try other.ring.add(key, .signing, other.messages, random: other.random)
        }
    }

    @Test func `where nobody gives a PIN the key is there, and does not sign`() async throws {
        let fixture = try await Fixture()
        var ring = try fixture.ring.reopened()
        let token = fixture.key.uri.token
        #expect(throws: KeystoreError.tokenClosed(token: token)) {
            try ring.signingKey(fixture.entry)
        }
        ring.tokens = OpenTokens { _ in nil }
        #expect(throws: KeystoreError.tokenClosed(token: token)) {
            try ring.signingKey(fixture.entry)
        }
        #expect(throws: KeystoreError.tokenClosed(token: token)) { try ring.openTokens() }
        #expect(!ring.reaches(fixture.entry))
    }

    @Test func `a copy of a ring says where the key is`() async throws {
        let fixture = try await Fixture()
        let rekeyed = try fixture.ring.ring.rekeyed(
            unlockedBy: [.keyFile(KeyFile())], random: .system)
        #expect(rekeyed.entries == fixture.ring.ring.entries)
        #expect(try rekeyed.signingKey(fixture.entry).publicKey == fixture.key.publicKey)
        let later = try LockedRing(parsing: fixture.ring.ring.encoded).unlocked(
            asLaterStateOf: fixture.ring.ring)
        #expect(try later.signingKey(fixture.entry).publicKey == fixture.key.publicKey)
    }

    @Test func `destroying it destroys it in the token`() async throws {
        var fixture = try await Fixture()
        try fixture.ring.ring.destroy(fixture.entry.id)
        #expect(fixture.ring.ring.entry(fixture.entry.id) == nil)
        #expect(throws: TokenError.keyMissing(token: fixture.key.uri.token)) {
            try fixture.key.signature(over: [1])
        }
    }

    @Test func `while the token is away its line stays, and it is no key to destroy`() async throws
    {
        var fixture = try await Fixture(.ringAway)
        #expect(fixture.ring.ring.reaches(fixture.entry))
        try await SoftTokens.shared.value.takeOut(SoftTokens.Purpose.ringAway.rawValue)
        #expect(!fixture.ring.ring.reaches(fixture.entry))
        #expect(throws: KeystoreError.token(.away(token: fixture.key.uri.token))) {
            try fixture.ring.ring.destroy(fixture.entry.id)
        }
        #expect(fixture.ring.ring.entry(fixture.entry.id) == fixture.entry)
    }

    @Test(arguments: [
        ("libsofthsm2.so", "libsofthsm2.so&pin-value=1"), ("pkcs11:", "pkcs12:"),
        ("module-path", "modul"),
        ("token signing", "token vault"), ("token signing", "token wrapping"),
        ("\ntoken ", "\nkey "),
    ])
    func `a malformed line is refused with its number`(
        _ part: String, _ other: String
    ) async throws {
        let fixture = try await Fixture()
        let text = String(decoding: fixture.ring.ring.encoded, as: UTF8.self)
        let changed = text.replacing(part, with: other, maxReplacements: 1)
        #expect(text != changed)
        #expect {
            try LockedRing(parsing: Array(changed.utf8))
        } throws: { error in
            guard case .malformed(line: 5, _)? = error as? KeystoreError else { return false }
            return true
        }
    }

    @Test func `another place under the same line is noticed`() async throws {
        let fixture = try await Fixture()
        let text = String(decoding: fixture.ring.ring.encoded, as: UTF8.self)
        let changed = text.replacing("softhsm/libsofthsm2.so", with: "softhsm/libsofthsm3.so")
        #expect(text != changed)
        #expect(throws: KeystoreError.altered) {
            try LockedRing(parsing: Array(changed.utf8)).unlocked(
                by: .keyFile(fixture.ring.keyFile))
        }
    }

    @Test func `a key that is not the one named is no entry`() async throws {
        let fixture = try await Fixture()
        let other = try SigningPrivateKey(seed: testSeed(3)).publicKey.id
        #expect(throws: KeystoreError.keyMismatch) {
            try RingEntry(
                .signing, fixture.ring.messages, id: other, token: TokenPlace(fixture.key))
        }
        #expect(throws: KeystoreError.keyMismatch) {
            try RingEntry(
                .wrapping, fixture.ring.messages, id: fixture.key.publicKey.id,
                token: TokenPlace(fixture.key))
        }
    }
}
