package import StorageSQLite

extension Diagnosis {
    /// - Parameter header: what the file says of itself; `nil` where there is none, though the node
    ///   was made with one.
    package static func vault(_ header: StoreHeader?, path: String) -> Diagnosis {
        guard let header else { return .vaultMissing(path: path) }
        let (oldest, known) = (
            SQLiteVaultStore.oldestVersion, SQLiteVaultStore.currentVersion
        )
        switch header {
        case .empty: return .vaultMissing(path: path)
        case .foreign: return .vaultForeign(path: path)
        case .version(let found) where found > known:
            return .vaultNewer(found: found, known: known)
        case .version(let found) where found < oldest:
            return .vaultTooOld(found: found, oldest: oldest)
        case .version(let found) where found < known:
            return .vaultOlder(found: found, known: known)
        case .version(let found): return .vaultCurrent(version: found)
        }
    }
}
