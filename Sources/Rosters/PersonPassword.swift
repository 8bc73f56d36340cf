import Identity
package import Primitives

/// What is kept of a person's password: salt, cost and what Argon2id makes of it.
package struct PersonPassword: Hashable, Sendable, Codable {
    private let operations: Int
    private let memoryKiB: Int
    private let salt: String
    private let derived: String

    package static let charactersMin = 12

    /// - Throws: ``RosterError/passwordTooShort(leastCharacters:)``,
    ///   ``RosterError/passwordUncomputable``.
    package init(
        _ password: SecretBytes, cost: PasswordKDF = .interactive, random: RandomSource
    ) throws(RosterError) {
        // Bytes that go on with a character of UTF-8 do not begin one.
        let characters = password.withBytes { $0.count { $0 & 0xc0 != 0x80 } }
        guard characters >= Self.charactersMin else {
            throw .passwordTooShort(leastCharacters: Self.charactersMin)
        }
        let salt = random.bytes(PasswordKDF.saltByteCount)
        do {
            derived = Self.kept(try cost.key(password: password, salt: salt))
        } catch { throw .passwordUncomputable }
        operations = cost.operations
        memoryKiB = cost.memoryKiB
        self.salt = Hex.encode(salt)
    }

    /// Whether it is the password. Takes as long when it is not.
    package func accepts(_ password: SecretBytes) -> Bool {
        guard let cost = try? PasswordKDF(operations: operations, memoryKiB: memoryKiB),
            let salt = try? Hex.decode(salt), let wanted = try? Hex.decode(derived),
            let key = try? cost.key(password: password, salt: salt)
        else { return false }
        return ConstantTime.areEqual(Self.digest(key), wanted)
    }

    /// The work of ``accepts(_:)`` for somebody who has no password, to no avail.
    package static func refuse(_ password: SecretBytes) {
        let salt = [UInt8](repeating: 0, count: PasswordKDF.saltByteCount)
        _ = (try? PasswordKDF.interactive.key(password: password, salt: salt)).map(digest)
    }

    private static func kept(_ key: SecretBytes) -> String { Hex.encode(digest(key)) }

    /// What is compared is a hash of the key, so that the key itself stays in locked memory.
    private static func digest(_ key: SecretBytes) -> [UInt8] {
        HKDF512.expand(key, info: Array("budkavle/person-password/v1".utf8), count: 32)
            .withBytes { Array($0) }
    }
}
