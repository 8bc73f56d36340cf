import Auditing
import Identity
import Labels
import Registers
import Storage

/// The register, its inventories and incidents, as read from the vault at unlock.
struct RegisterMemory: Sendable {
    private(set) var entries: [MessageID: Kept<RegisterEntry>] = [:]
    var inventories: [InventoryID: Kept<Inventory>] = [:]
    var incidents: [IncidentID: Kept<Incident>] = [:]
    var logReviews: [LogReviewID: Kept<LogReview>] = [:]
    var disposals: [DisposalID: Kept<Disposal>] = [:]
    /// The highest serial so far, by status and year.
    private var serials: [String: Int] = [:]

    /// - Throws: ``NodeError/vaultCorrupt(table:)``, `StorageError`.
    init(_ store: any VaultStore, _ vault: Vault) async throws {
        for row in try await store.rows(in: NodeTable.register) { take(try vault.open(row)) }
        for row in try await store.rows(in: NodeTable.inventories) {
            let kept: Kept<Inventory> = try vault.open(row)
            inventories[kept.value.id] = kept
        }
        for row in try await store.rows(in: NodeTable.incidents) {
            let kept: Kept<Incident> = try vault.open(row)
            incidents[kept.value.id] = kept
        }
        for row in try await store.rows(in: NodeTable.logReviews) {
            let kept: Kept<LogReview> = try vault.open(row)
            logReviews[kept.value.id] = kept
        }
        for row in try await store.rows(in: NodeTable.disposals) {
            let kept: Kept<Disposal> = try vault.open(row)
            disposals[kept.value.id] = kept
        }
    }

    /// Takes over what has become durable.
    mutating func take(_ kept: Kept<RegisterEntry>) {
        let number = kept.value.number
        entries[kept.value.message] = kept
        serials[Self.series(number.status, number.year), default: 0] = max(
            serials[Self.series(number.status, number.year)] ?? 0, number.serial)
    }

    /// The number the next entry of a status gets.
    func nextNumber(_ status: StatusKind, at now: Timestamp) -> RegisterNumber {
        let year = Int(now.rfc3339.prefix(4)) ?? 0
        return RegisterNumber(
            status, year: year, serial: (serials[Self.series(status, year)] ?? 0) + 1)
    }

    private static func series(_ status: StatusKind, _ year: Int) -> String {
        "\(status.rawValue)/\(year)"
    }

    /// Sorted by number.
    var all: [RegisterEntry] { entries.values.map(\.value).sorted { $0.number < $1.number } }

    func entry(_ number: RegisterNumber) -> RegisterEntry? {
        entries.values.first { $0.value.number == number }?.value
    }
}
