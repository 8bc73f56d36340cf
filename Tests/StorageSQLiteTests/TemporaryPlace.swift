import Foundation
import Storage
import StorageSQLite

/// A directory of a test's own, gone with it.
final class TemporaryPlace: Sendable {
    let directory: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("budkavle-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        directory = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    var path: String { directory + "/store.sqlite" }

    func relay(_ options: StoreOptions = StoreOptions()) throws -> SQLiteRelayStore {
        try SQLiteRelayStore(path: path, options: options)
    }

    func vault(_ options: StoreOptions = StoreOptions()) throws -> SQLiteVaultStore {
        try SQLiteVaultStore(path: path, options: options)
    }
}
