package import Identity
import Notes

/// The names that note keys bear in a region, so that nobody's key can be taken for another's.
///
/// A node's and a relay's are also the origins of their ledgers.
package enum RegistryKeyName {
    package static func identity(of actor: ActorID, in region: RegionID) -> String {
        "\(region)/actor/\(actor)"
    }

    package static func node(_ node: NodeID, in region: RegionID) -> String {
        "\(region)/node/\(node)"
    }

    package static func witness(_ witness: WitnessID, in region: RegionID) -> String {
        "\(region)/witness/\(witness)"
    }

    package static func relay(_ relay: RelayID, in region: RegionID) -> String {
        "\(region)/relay/\(relay)"
    }
}

extension NoteKey {
    func requireName(_ expected: String) throws(RegistryError) {
        guard name == expected else { throw .keyNameWrong(expected: expected, found: name) }
    }
}
