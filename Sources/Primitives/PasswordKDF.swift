import CSodium

/// Argon2id (RFC 9106) by libsodium, one lane: from a passphrase to a key.
///
/// The cost is a value that lies in the file it protects; limits keep a hostile file from taking
/// the machine's memory or days of its time.
package struct PasswordKDF: Equatable, Sendable {
    package static let operationsRange = 1...16
    /// 8 MiB to 1 GiB.
    package static let memoryRangeKiB = 8_192...1_048_576
    package static let saltByteCount = 16
    package static let keyByteCount = 32

    /// Passes over the memory.
    package let operations: Int
    package let memoryKiB: Int

    /// A fraction of a second, 64 MiB.
    package static let interactive = PasswordKDF(unchecked: 2, memoryKiB: 65_536)

    /// - Throws: ``PrimitivesError/passwordCostOutsideLimits(operations:memoryKiB:)``.
    package init(operations: Int, memoryKiB: Int) throws(PrimitivesError) {
        guard Self.operationsRange.contains(operations), Self.memoryRangeKiB.contains(memoryKiB)
        else {
            throw .passwordCostOutsideLimits(operations: operations, memoryKiB: memoryKiB)
        }
        self.init(unchecked: operations, memoryKiB: memoryKiB)
    }

    private init(unchecked operations: Int, memoryKiB: Int) {
        self.operations = operations
        self.memoryKiB = memoryKiB
    }

    /// 32 bytes.
    ///
    /// - Parameter salt: 16 bytes.
    /// - Throws: ``PrimitivesError/lengthInvalid(expectedBytes:foundBytes:)``,
    ///   ``PrimitivesError/memoryUnavailable(memoryKiB:)``.
    package func key(
        password: SecretBytes, salt: [UInt8]
    ) throws(PrimitivesError) -> SecretBytes {
        try requireLength(salt.count, Self.saltByteCount)
        guard password.count <= passwordMaxBytes else {
            throw .lengthInvalid(expectedBytes: passwordMaxBytes, foundBytes: password.count)
        }
        return try SecretBytes(count: Self.keyByteCount) { room throws(PrimitivesError) in
            let code = password.withBytes { password in
                unsafe crypto_pwhash(
                    room.bytePointer, UInt64(room.count),
                    UnsafeRawPointer(password.bytePointer).assumingMemoryBound(to: CChar.self),
                    UInt64(password.count), salt, UInt64(operations), memoryKiB * 1024,
                    crypto_pwhash_ALG_ARGON2ID13)
            }
            guard code == 0 else { throw .memoryUnavailable(memoryKiB: memoryKiB) }
        }
    }
}

private let passwordMaxBytes = 1 << 20
