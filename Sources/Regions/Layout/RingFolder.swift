import Files
package import Identity
package import Keystore
package import Primitives

/// A directory with a key ring and what belongs beside it.
///
///     keyring     private keys, sealed
///     key         key file that unlocks them, where it is kept here
///     genesis     SHA-256 of the first note of the registry the ring belongs to
///     counters    how many messages each recipient has been sealed
package struct RingFolder: Sendable, Hashable {
    package let path: String

    package init(_ path: String) { self.path = path }

    package var keyring: String { path + "/keyring" }
    package var keyFile: String { path + "/key" }
    package var genesis: String { path + "/genesis" }
    package var counters: String { path + "/counters" }

    package var isThere: Bool { File.isThere(keyring) }

    /// Whether the directory is a node's, so that its vault owns the numbers of its streams.
    package var isOfNode: Bool { File.isThere(path + "/node.yaml") }

    /// Reads the ring and unlocks it.
    ///
    /// - Throws: `FileError`, `KeystoreError`, ``RegionError/ringLocked(ring:)``.
    package func open(_ unlocking: RingUnlocking) throws -> KeyRing {
        var ring = try open(by: secret(unlocking))
        ring.tokens = unlocking.tokens
        return ring
    }

    package func open(by secret: UnlockSecret) throws -> KeyRing {
        try locked().unlocked(by: secret)
    }

    /// What opens the ring, for who wants to lock another with the same.
    ///
    /// - Throws: as ``open(_:)``; whether it fits is known when it is used.
    package func secret(_ unlocking: RingUnlocking) throws -> UnlockSecret {
        switch unlocking.way {
        case .keyFile(let path): return .keyFile(try Self.readKeyFile(path))
        case .beside(let ask):
            let locked = try locked()
            if locked.takesKeyFile, File.isThere(keyFile) {
                return .keyFile(try Self.readKeyFile(keyFile))
            }
            guard locked.takesPassphrase, let ask else {
                throw RegionError.ringLocked(ring: path)
            }
            return .passphrase(try ask(path))
        }
    }

    private func locked() throws -> LockedRing {
        try LockedRing(parsing: File.readPrivate(keyring, limitBytes: ringMaxBytes))
    }

    /// Writes a new ring, unlocked by a new key file beside it or by a passphrase.
    ///
    /// - Throws: `FileError/alreadyExists(path:)` when one is there.
    package func create(
        _ lock: RingLock, random: RandomSource, fill: (inout KeyRing) throws -> Void
    ) throws {
        try Folder.create(path, mode: 0o700)
        let method: UnlockMethod
        switch lock {
        case .keyFile:
            let key = KeyFile()
            method = .keyFile(key)
            try key.encoded.withBytes { bytes in
                try File.writePrivate(
                    Array(bytes), to: keyFile, replacing: false, flushing: false)
            }
        case .passphrase(let passphrase): method = .passphrase(passphrase, .interactive)
        }
        var ring = try KeyRing(unlockedBy: [method], random: random)
        try fill(&ring)
        try File.writePrivate(ring.encoded, to: keyring, replacing: false, flushing: false)
    }

    /// Writes a ring that was opened and changed.
    package func replace(with ring: KeyRing) throws {
        try File.writePrivate(ring.encoded, to: keyring, replacing: true)
    }

    package func write(genesis digest: Digest) throws {
        try File.writePrivate(
            Array("\(digest)\n".utf8), to: genesis, replacing: true, flushing: false)
    }

    /// What the registry must begin with, where the ring says so.
    package func trustedGenesis() throws -> Digest? {
        guard File.isThere(genesis) else { return nil }
        let text = String(
            decoding: try File.read(genesis, limitBytes: 128).dropLast(), as: UTF8.self)
        return try Digest(hex: text)
    }

    /// - Throws: `FileError`, `KeystoreError`.
    package static func readKeyFile(_ path: String) throws -> KeyFile {
        try KeyFile(
            parsing: SecretBytes(copying: File.readPrivate(path, limitBytes: 1_024)))
    }
}

/// How a ring is to be opened, and the tokens that keep keys of it.
package struct RingUnlocking: Sendable {
    let way: Way
    let tokens: OpenTokens?

    enum Way: Sendable {
        case keyFile(path: String)
        case beside(ask: (@Sendable (String) throws -> SecretBytes)?)
    }

    package static func keyFile(path: String, tokens: OpenTokens? = nil) -> RingUnlocking {
        RingUnlocking(way: .keyFile(path: path), tokens: tokens)
    }

    /// By the key file beside it, else by a passphrase, asked for with the ring's path.
    package static func beside(
        ask: (@Sendable (String) throws -> SecretBytes)?, tokens: OpenTokens? = nil
    ) -> RingUnlocking {
        RingUnlocking(way: .beside(ask: ask), tokens: tokens)
    }
}

/// What a new ring is locked with.
package enum RingLock: Sendable {
    /// A key file that is made beside it.
    case keyFile
    case passphrase(SecretBytes)
}
