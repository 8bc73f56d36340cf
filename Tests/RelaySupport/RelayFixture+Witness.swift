import Handover
import Identity
package import Ledger
import Notes
import Primitives
import RegionSupport
import Registry
import Relay

extension RelayFixture {
    /// A witness that two roots have registered, as the relay knows it from now on.
    package func registeredWitness(_ name: String) throws -> Witness {
        let registry = keeper.material.region.registry
        let id = try WitnessID(name)
        let witness = try Witness(
            name: RegistryKeyName.witness(id, in: region.region), key: .generate())
        let note = try region.rootNote(after: registry, [.addWitness(id, witness.key)])
        try directory.write(registry.appending(note))
        reload()
        return witness
    }
}
