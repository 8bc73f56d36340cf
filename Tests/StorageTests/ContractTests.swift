import Storage
import StorageContract
import Testing

/// The contract is implementable twice: here by the stores in memory.
struct ContractTests {
    @Test(arguments: RelayStoreContract.claims)
    func `the relay's store in memory keeps the contract`(
        _ claim: Claim<any RelayStore>
    ) async throws {
        let disk = MemoryDisk()
        try await claim.check(RelayPlace { MemoryRelayStore(disk: disk) })
    }

    @Test(arguments: VaultStoreContract.claims)
    func `the vault in memory keeps the contract`(_ claim: Claim<any VaultStore>) async throws {
        let disk = MemoryVaultDisk()
        try await claim.check(VaultPlace { MemoryVaultStore(disk: disk) })
    }
}
