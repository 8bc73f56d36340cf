import Storage
import StorageContract
import StorageSQLite
import Testing

struct ContractTests {
    @Test(arguments: RelayStoreContract.claims)
    func `the relay's store keeps the contract`(_ claim: Claim<any RelayStore>) async throws {
        let place = try TemporaryPlace()
        try await claim.check(StorePlace { try place.relay() })
    }

    @Test(arguments: VaultStoreContract.claims)
    func `the vault keeps the contract`(_ claim: Claim<any VaultStore>) async throws {
        let place = try TemporaryPlace()
        try await claim.check(StorePlace { try place.vault() })
    }
}
