package import Identity
package import Ledger
import Primitives

/// What an auditor pack holds, as its maker signs it: `pack.note`.
///
///     budkavle-pack v1
///     region stockholm
///     genesis 10648c263227780b045d7c07bfbb096a94483c6bd10147e7aab738f5d8432c45
///     maker node kommun-solna/kommun-solna-1
///     time 2026-11-23T06:21:08Z
///     9b74c9897bac770ffc029102a200c5de…  Keys/root/000000.note
///     …
///
/// Its file lines are `sha256sum`'s, so that `sha256sum --check` reads them and passes over the
/// rest. Spec: AuditorPack.
package struct PackManifest: Hashable, Sendable {
    package let region: RegionID
    /// SHA-256 of the first root note's text, as the maker has it.
    package let genesis: Digest
    package let maker: ReceiptIssuer
    package let time: Timestamp
    /// By path, `pack.note` itself left out.
    package let files: [String: Digest]

    package static let path = "pack.note"
    package static let filesMax = 1_000_000

    package init(
        region: RegionID, genesis: Digest, maker: ReceiptIssuer, time: Timestamp,
        files: [String: Digest]
    ) {
        self.region = region
        self.genesis = genesis
        self.maker = maker
        self.time = time
        self.files = files
    }

    package var text: String {
        let head = [
            Self.firstLine, "region \(region)", "genesis \(genesis.hex)", "maker \(maker.text)",
            "time \(time.rfc3339)",
        ]
        let lines = files.sorted { Self.precedes($0.key, $1.key) }.map {
            "\($0.value.hex)  \($0.key)"
        }
        return (head + lines).joined(separator: "\n") + "\n"
    }

    /// Reads the text that ``text`` writes, and no other.
    ///
    /// - Throws: ``PackError/manifestMalformed(line:)``.
    package init(parsing text: String) throws(PackError) {
        var lines = text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).map { String(Substring($0)) }[...]
        var line = 0
        func next<Value>(_ word: String, _ read: (String) throws -> Value?) throws(PackError)
            -> Value
        {
            line += 1
            guard let found = lines.popFirst(), found.hasPrefix(word),
                let value = try? read(String(found.dropFirst(word.count)))
            else { throw .manifestMalformed(line: line) }
            return value
        }
        _ = try next(Self.firstLine) { $0.isEmpty ? true : nil }
        region = try next("region ") { try RegionID($0) }
        genesis = try next("genesis ") { try Digest(hex: $0) }
        maker = try next("maker ") { ReceiptIssuer(parsing: $0) }
        time = try next("time ") { try Timestamp(canonical: $0) }
        var files: [String: Digest] = [:]
        while lines.count > 1, files.count < Self.filesMax {
            let (path, digest) = try next("") { try Self.fileLine($0) }
            files[path] = digest
        }
        self.files = files
        guard self.text == text else { throw .manifestMalformed(line: line) }
    }

    private static func fileLine(_ text: String) throws -> (String, Digest)? {
        let (hex, rest) = (text.prefix(2 * Digest.byteCount), text.dropFirst(2 * Digest.byteCount))
        guard rest.hasPrefix("  "), isPlainPath(String(rest.dropFirst(2))) else { return nil }
        return (String(rest.dropFirst(2)), try Digest(hex: String(hex)))
    }

    /// As `LC_ALL=C sort` has it.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private static let firstLine = "budkavle-pack v1"
}

/// Why a pack could not be read.
package enum PackError: Error, Equatable {
    case manifestMalformed(line: Int)
    /// Neither a pack nor a proof file.
    case notAPack(path: String)
}

/// Names below the pack and nowhere else: letters, digits, `-._`, parted by `/`.
package func isPlainPath(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return path.utf8.count <= 512
        && parts.allSatisfy { part in
            !part.isEmpty && !part.hasPrefix(".")
                && part.utf8.allSatisfy {
                    ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5a)
                        || ($0 >= 0x61 && $0 <= 0x7a) || "-._".utf8.contains($0)
                }
        }
}
