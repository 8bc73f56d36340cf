import Identity
import Primitives

/// A key ring as it was found: well formed, vouched for by nobody.
///
///     budkavle-key-ring v1
///     unlock argon2id operations=3 memory-kib=262144 salt=… <wrapped key>
///     unlock key-file <wrapped key>
///     key signing messages:sos-alarm:hemlig:exercise 2b1c… from=2026-11-01T00:00:00Z until=… <box>
///     token release person:sos-alarm:person-1 77a0… from=… until=… pkcs11:token=… <public key>
///     mac <HMAC-SHA-256 of everything before>
///
/// Spec: KeyRing.
package struct LockedRing: Sendable {
    private let stanzas: [UnlockStanza]
    private let sealed: [SealedEntry]
    private let mac: [UInt8]
    private let authenticated: [UInt8]

    /// - Throws: ``KeystoreError/malformed(line:expected:)`` and its like.
    package init(parsing bytes: [UInt8]) throws(KeystoreError) {
        guard bytes.count <= ringMaxBytes else { throw .tooLarge(limitBytes: ringMaxBytes) }
        var reader = try RingReader(bytes)
        guard reader.next()?.text == ringVersionLine else {
            throw .malformed(line: 1, expected: ringVersionLine)
        }
        var stanzas: [UnlockStanza] = []
        var sealed: [SealedEntry] = []
        var ids: Set<KeyID> = []
        while var line = reader.next() {
            switch try line.word("unlock, key, token or mac") {
            case "unlock" where sealed.isEmpty: stanzas.append(try UnlockStanza(&line))
            case let kind where ["key", "token"].contains(kind):
                let entry = try RingEntry(&line, isInToken: kind == "token")
                sealed.append(
                    SealedEntry(
                        entry, box: entry.token == nil ? try line.base64("sealed key") : nil))
                guard ids.insert(entry.id).inserted else { throw .keyTwice }
                guard sealed.count <= ringKeysMax else { throw .tooManyKeys(limit: ringKeysMax) }
            case "mac":
                mac = try line.base64("code")
                try line.end()
                guard reader.next() == nil else {
                    throw .malformed(line: line.number + 1, expected: "end of ring")
                }
                try stanzas.requireOnePerKind()
                self.stanzas = stanzas
                self.sealed = sealed
                authenticated = Array(bytes.dropLast(line.text.utf8.count + 1))
                return
            default: throw line.malformed("unlock, key, token or mac")
            }
            try line.end()
        }
        throw .malformed(line: reader.number + 1, expected: "mac")
    }

    /// What the ring says it holds; not to be relied on before it is unlocked.
    package var claimedEntries: [RingEntry] { sealed.map(\.entry) }

    /// Whether it has an unlock line for a passphrase.
    package var takesPassphrase: Bool {
        stanzas.contains { if case .argon2id = $0.kind { true } else { false } }
    }

    /// Whether it has an unlock line for a key file.
    package var takesKeyFile: Bool { stanzas.contains { $0.kind == .keyFile } }

    /// Unlocks the ring and checks that it is whole.
    ///
    /// - Throws: ``KeystoreError/unlockFailed`` for the wrong secret,
    ///   ``KeystoreError/unlockUnavailable``, ``KeystoreError/altered``.
    package func unlocked(by secret: UnlockSecret) throws(KeystoreError) -> KeyRing {
        try opened(by: stanzas.key(for: secret))
    }

    /// Unlocks a later state of a ring that was unlocked before, without its secret.
    ///
    /// - Throws: ``KeystoreError/altered`` also for a ring that has been rekeyed since.
    package func unlocked(asLaterStateOf ring: KeyRing) throws(KeystoreError) -> KeyRing {
        var later = try opened(by: ring.key)
        later.tokens = ring.tokens
        return later
    }

    private func opened(by key: RingKey) throws(KeystoreError) -> KeyRing {
        guard HMAC256.isValid(mac, key: key.macKey, over: authenticated) else { throw .altered }
        return KeyRing(key: key, stanzas: stanzas, sealed: sealed)
    }
}

extension [UnlockStanza] {
    fileprivate func key(for secret: UnlockSecret) throws(KeystoreError) -> RingKey {
        for stanza in self {
            do { return try stanza.key(for: secret) } catch .unlockUnavailable { continue }
        }
        throw .unlockUnavailable
    }

    /// One or two, of different kinds: no ring needs more, and none of them is overlooked.
    func requireOnePerKind() throws(KeystoreError) {
        let files = count { $0.kind == .keyFile }
        guard !isEmpty, files <= 1, count - files <= 1 else { throw .unlocksInvalid }
    }
}

let ringVersionLine = "budkavle-key-ring v1"
/// The largest key ring.
package let ringMaxBytes = 4 << 20
package let ringKeysMax = 10_000
