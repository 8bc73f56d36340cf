import Foundation
package import Primitives
package import Storage

/// Encrypted rows: what the store keeps is a random id and a blob; what it means is known only
/// while the node is unlocked.
///
/// Each blob is XChaCha20-Poly1305 under the vault key, bound to table, id and version, so that
/// rows cannot be exchanged; ``VaultTally`` notices the rest. Spec: Vault.
package struct Vault: Sendable {
    private let key: SecretBytes
    private let random: RandomSource

    package init(key: SecretBytes, random: RandomSource) {
        self.key = key
        self.random = random
    }

    /// A new row for `value`.
    package func new<Value: Codable & Sendable>(
        _ value: Value, in table: VaultTable
    ) throws -> (kept: Kept<Value>, change: VaultChange) {
        let id = try VaultRowID(bytes: random.bytes(VaultRowID.byteCount))
        return try put(Kept(table: table, id: id, version: 1, value: value))
    }

    /// The next version of a row.
    package func updated<Value: Codable & Sendable>(
        _ kept: Kept<Value>, _ value: Value
    ) throws -> (kept: Kept<Value>, change: VaultChange) {
        try put(Kept(table: kept.table, id: kept.id, version: kept.version + 1, value: value))
    }

    package func removal<Value>(of kept: Kept<Value>) -> VaultChange {
        .remove(table: kept.table, id: kept.id, version: kept.version)
    }

    /// - Throws: ``NodeError/vaultCorrupt(table:)``.
    package func open<Value: Codable & Sendable>(
        _ row: VaultRow, as type: Value.Type = Value.self
    ) throws -> Kept<Value> {
        guard let bytes = try? bytes(of: row),
            let value = try? JSONDecoder().decode(type, from: Data(bytes))
        else { throw NodeError.vaultCorrupt(table: row.table.name) }
        return Kept(table: row.table, id: row.id, version: row.version, value: value)
    }

    /// A row of plain bytes: bodies and envelopes.
    package func newBytes(_ bytes: [UInt8], in table: VaultTable) throws -> VaultRow {
        let id = try VaultRowID(bytes: random.bytes(VaultRowID.byteCount))
        return VaultRow(
            table: table, id: id, version: 1, blob: seal(bytes, table: table, id: id, version: 1))
    }

    /// - Throws: ``NodeError/vaultCorrupt(table:)``.
    package func bytes(of row: VaultRow) throws -> [UInt8] {
        let bound = Self.bound(row.table, row.id, row.version)
        do { return try XChaChaBox.open(row.blob, key: key, aad: bound) } catch {
            throw NodeError.vaultCorrupt(table: row.table.name)
        }
    }

    private func put<Value: Codable & Sendable>(
        _ kept: Kept<Value>
    ) throws -> (kept: Kept<Value>, change: VaultChange) {
        let bytes = Array(try JSONEncoder().encode(kept.value))
        let blob = seal(bytes, table: kept.table, id: kept.id, version: kept.version)
        let row = VaultRow(table: kept.table, id: kept.id, version: kept.version, blob: blob)
        return (kept, .put(row))
    }

    private func seal(
        _ bytes: [UInt8], table: VaultTable, id: VaultRowID, version: UInt64
    ) -> [UInt8] {
        XChaChaBox.seal(bytes, key: key, aad: Self.bound(table, id, version), random: random)
    }

    static func bound(_ table: VaultTable, _ id: VaultRowID, _ version: UInt64) -> [UInt8] {
        Array(table.name.utf8) + [0] + id.bytes
            + (0..<8).map { UInt8(truncatingIfNeeded: version >> (56 - 8 * UInt64($0))) }
    }
}

/// A value with the row that keeps it.
package struct Kept<Value: Sendable>: Sendable {
    package let table: VaultTable
    package let id: VaultRowID
    package let version: UInt64
    package let value: Value
}

extension Vault {
    /// The blob of a row of plain bytes at a version.
    package func blob(
        _ bytes: [UInt8], table: VaultTable, id: VaultRowID, version: UInt64
    ) throws -> [UInt8] {
        seal(bytes, table: table, id: id, version: version)
    }
}
