package import Ledger

/// What a node asks of its store: rows it cannot read.
///
/// A row is a random id and an encrypted blob; what it means, and every index, exists only in the
/// memory of an unlocked node.
package protocol VaultStore: LedgerStore {
    /// Makes all changes, and appends all records to the node's ledger, durably or not at all.
    ///
    /// - Throws: ``StorageError/conflict(table:id:foundVersion:)`` when a change does not follow
    ///   the version the vault has.
    func apply(
        _ changes: [VaultChange], recording records: [LedgerRecord]
    ) async throws(StorageError)

    /// All rows of a table, in no particular order.
    func rows(in table: VaultTable) async throws(StorageError) -> [VaultRow]

    func row(_ id: VaultRowID, in table: VaultTable) async throws(StorageError) -> VaultRow?

    /// Which rows there are, of every table, without their blobs.
    func heads() async throws(StorageError) -> [VaultRowHead]

    /// Finishes what was begun and lets go of the store; later calls throw
    /// ``StorageError/closed``.
    func close() async throws(StorageError)
}

/// The short name of a kind of rows: 1–32 lower-case ASCII letters and hyphens.
package struct VaultTable: Hashable, Sendable {
    package let name: String

    /// For names in the source.
    ///
    /// - Precondition: The name is in the grammar.
    package init(_ name: StaticString) {
        self.name = name.description
        precondition(Self.isValid(self.name))
    }

    /// - Throws: ``StorageError/tableInvalid(text:)``.
    package init(parsing text: String) throws(StorageError) {
        guard Self.isValid(text) else { throw .tableInvalid(text: text) }
        name = text
    }

    private static func isValid(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                $0 == UInt8(ascii: "-")
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
            }
    }
}

/// 16 random bytes: a row's name says nothing about it.
package struct VaultRowID: Hashable, Sendable {
    package let bytes: [UInt8]

    package static let byteCount = 16

    /// - Throws: ``StorageError/rowIDInvalid(foundBytes:)`` unless exactly 16 bytes are given.
    package init(bytes: [UInt8]) throws(StorageError) {
        guard bytes.count == Self.byteCount else {
            throw .rowIDInvalid(foundBytes: bytes.count)
        }
        self.bytes = bytes
    }
}

/// One row: its blob is bound to table, id and version by whoever encrypted it.
package struct VaultRow: Hashable, Sendable {
    package let table: VaultTable
    package let id: VaultRowID
    /// From 1, and one more with every change.
    package let version: UInt64
    package let blob: [UInt8]

    package init(table: VaultTable, id: VaultRowID, version: UInt64, blob: [UInt8]) {
        self.table = table
        self.id = id
        self.version = version
        self.blob = blob
    }

    package static let blobMaxBytes = 256 << 20
}

/// Which row, and which version of it.
package struct VaultRowHead: Hashable, Sendable {
    package let table: VaultTable
    package let id: VaultRowID
    package let version: UInt64

    package init(table: VaultTable, id: VaultRowID, version: UInt64) {
        self.table = table
        self.id = id
        self.version = version
    }
}

package enum VaultChange: Hashable, Sendable {
    /// The row's version must be one above the one the vault has (1 for a new row).
    case put(VaultRow)
    /// The version must be the one the vault has.
    case remove(table: VaultTable, id: VaultRowID, version: UInt64)

    package var blobBytes: Int {
        switch self {
        case .put(let row): row.blob.count
        case .remove: 0
        }
    }
}
