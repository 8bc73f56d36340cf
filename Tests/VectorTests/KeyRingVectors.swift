import Identity
import Keystore
import Labels
import Primitives
import RegionSupport
import Registry

/// A key ring, what opens it, what it holds, and rings that are refused.
struct KeyRingVectors: PublishedFile {
    static let name = "key-rings"

    struct Key: Codable, Equatable {
        let purpose: String
        let owner: String
        let keyID: String
        /// Hexadecimal.
        let secret: String
    }

    struct Valid: Codable {
        let name: String
        let ring: String
        let passphrase: String
        let keyFile: String
        let keys: [Key]
    }

    struct Refused: Codable {
        let name: String
        let ring: String
        /// One of them is there.
        let passphrase: String?
        let keyFile: String?
        let error: String
    }

    let valid: [Valid]
    let refused: [Refused]

    static let passphrase = "korrekt häst batteri"
    static let keyFile = file(0x4b)

    static func made(keeping old: KeyRingVectors?) throws -> KeyRingVectors {
        let good = try ring(keeping: old?.valid.first)
        return KeyRingVectors(valid: [good], refused: try refused(good.ring))
    }

    /// A key file of 32 times the same byte.
    private static func file(_ byte: UInt8) -> String {
        "budkavle-key-file v1\n\(Base64.encode([UInt8](repeating: byte, count: 32)))\n"
    }

    private static func ring(keeping old: Valid?) throws -> Valid {
        let keys = VectorRegion.shared.solna.keys
        let wanted = try keys.map { key in
            let shape = key.shape
            let owner = try KeyOwner.messages(
                of: key.actor, level: shape.level.name, status: shape.status.rawValue)
            return Key(
                purpose: shape.purpose.rawValue, owner: owner.text,
                keyID: key.key.publicKey.id.hex, secret: key.published.seed)
        }
        var text = old?.ring ?? ""
        let opened = try? [unlock(text, keyFile: keyFile), unlock(text, passphrase: passphrase)]
        if opened != [wanted, wanted] { text = try made(of: keys) }
        return Valid(
            name: "both locks", ring: text, passphrase: passphrase, keyFile: keyFile,
            keys: wanted)
    }

    private static func made(of keys: [VectorKey]) throws -> String {
        let file = try KeyFile(parsing: SecretBytes(copying: Array(keyFile.utf8)))
        var ring = try KeyRing(
            unlockedBy: [
                .passphrase(
                    SecretBytes(copying: Array(passphrase.utf8)),
                    PasswordKDF(operations: 1, memoryKiB: 8_192)),
                .keyFile(file),
            ], random: .system)
        for key in keys {
            let shape = key.shape
            let owner = try KeyOwner.messages(
                of: key.actor, level: shape.level.name, status: shape.status.rawValue)
            switch key.key {
            case .signing(let key):
                try ring.add(
                    key, .signing, owner, validFrom: shape.from, validUntil: shape.until,
                    random: .system)
            case .wrapping(let key):
                try ring.add(
                    key, .wrapping, owner, validFrom: shape.from, validUntil: shape.until,
                    random: .system)
            case .postQuantumSigning: throw TestRegionError.keyMissing
            }
        }
        return String(decoding: ring.encoded, as: UTF8.self)
    }

    /// What a ring holds under the secret given.
    static func unlock(
        _ ring: String, passphrase: String? = nil, keyFile: String? = nil
    ) throws -> [Key] {
        let locked = try LockedRing(parsing: Array(ring.utf8))
        let secret: UnlockSecret =
            if let keyFile {
                .keyFile(try KeyFile(parsing: SecretBytes(copying: Array(keyFile.utf8))))
            } else {
                .passphrase(SecretBytes(copying: Array((passphrase ?? "").utf8)))
            }
        let open = try locked.unlocked(by: secret)
        return try open.entries.map { entry in
            Key(
                purpose: entry.purpose.rawValue, owner: entry.owner.text, keyID: entry.id.hex,
                secret: try open.secret(entry).withBytes { Hex.encode(Array($0)) })
        }
    }

    private static func refused(_ good: String) throws -> [Refused] {
        let lines = good.split(separator: "\n").map(String.init)
        let (argon, file, keys) = (lines[1], lines[2], Array(lines[3...5]))
        func joined(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }
        func without(_ line: String) -> String { joined(lines.filter { $0 != line }) }
        func changed(_ from: String, _ to: String) throws -> String {
            let bytes = try Array(good.utf8).replacing(Array(from.utf8), with: Array(to.utf8))
            return String(decoding: bytes, as: UTF8.self)
        }
        let salt = argon.split(separator: " ")[4]
        let otherSalt = "salt=" + Base64.encode([UInt8](repeating: 0, count: 16))
        let code = "mac " + Base64.encode([UInt8](repeating: 0, count: 32))
        let swapped = lines[..<3] + [keys[1], keys[0], keys[2]] + lines[6...]
        let stranger = keys[0].replacing("messages:kommun-solna:oppen:actual", with: "node:a:a-1")
        let byKeyFile: [(String, String, String)] = [
            ("a key line removed", without(keys[1]), "altered"),
            ("key lines in another order", joined(Array(swapped)), "altered"),
            (
                "another end of a key's time",
                joined(
                    lines.map {
                        $0 == keys[0] ? $0.replacing("until=2027", with: "until=2037") : $0
                    }),
                "altered"
            ),
            ("another code", joined(lines.dropLast() + [code]), "altered"),
            ("no lock for a key file", without(file), "unlockUnavailable"),
            ("no lock", joined(lines.filter { !$0.hasPrefix("unlock") }), "unlocksInvalid"),
            ("two locks of a kind", try changed(file, file + "\n" + file), "unlocksInvalid"),
            ("a key twice", try changed(keys[0], keys[0] + "\n" + keys[0]), "keyTwice"),
            ("an owner who can have no such key", try changed(keys[0], stranger), "malformed"),
            ("17 passes", try changed("operations=1 ", "operations=17 "), "passwordCostRefused"),
            ("8 191 KiB", try changed("memory-kib=8192", "memory-kib=8191"), "passwordCostRefused"),
            (
                "a number with a zero before", try changed("operations=1 ", "operations=01 "),
                "malformed"
            ),
            ("two spaces", try changed("unlock key-file ", "unlock key-file  "), "malformed"),
            ("another version", try changed("ring v1", "ring v2"), "malformed"),
            ("no code", joined(lines.dropLast()), "malformed"),
            ("something behind the code", good + "\n", "malformed"),
            ("no line feed at the end", String(good.dropLast()), "malformed"),
        ]
        return byKeyFile.map {
            Refused(name: $0.0, ring: $0.1, passphrase: nil, keyFile: keyFile, error: $0.2)
        } + [
            Refused(
                name: "another key file", ring: good, passphrase: nil,
                keyFile: self.file(0x4c), error: "unlockFailed"),
            Refused(
                name: "another passphrase", ring: good, passphrase: "korrekt häst batterj",
                keyFile: nil, error: "unlockFailed"),
            Refused(
                name: "another salt", ring: try changed(String(salt), otherSalt),
                passphrase: passphrase, keyFile: nil, error: "unlockFailed"),
        ]
    }
}
