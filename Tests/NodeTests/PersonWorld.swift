import Envelopes
import Handover
import Identity
import Labels
@testable import Node
import Policies
import Primitives
import RegionSupport
import Registry
import Relay
import RelaySupport
import Rosters

/// A policy that asks for persons where tests can go: at *sekretess* in earnest, and at every level
/// from K of test traffic.
extension NodeWorld {
    func askForPersons() throws {
        try relay.directory.writePolicy(of: region, version: 2, at: region.now) { file, text in
            guard file == "levels.yaml" else { return text }
            let secrecy = "  - level: sekretess\n"
            return
                text
                .replacing(secrecy, with: secrecy + "    sign-in: {actual: password}\n")
                .replacing("exercise: none, test: none", with: "exercise: none, test: password")
        }
        relay.reload()
    }
}

/// Somebody of an actor, as tests make her.
enum TestPerson {
    static let password = "ett lösenord att pröva"

    static func claim(
        _ person: String, password: String = password, because justification: String? = nil
    ) throws -> PersonClaim {
        PersonClaim(
            try PersonID(person), password: Array(password.utf8), justification: justification)
    }
}

extension NodeEngine {
    /// Records a person in whom nothing is wanting, but for what `edit` takes away.
    func employ(
        _ person: String, named name: String, clearance: Clearance? = .first,
        _ edit: (inout RosterAddOrder) -> Void = { _ in }
    ) async throws {
        var order = RosterAddOrder(try PersonID(person))
        order.name = name
        order.facts = PersonFact.allCases
        order.clearance = clearance
        order.needs = [try NeedScope("all")]
        order.password = Array(TestPerson.password.utf8)
        edit(&order)
        _ = try await addToRoster(order)
    }
}

extension SendOrder {
    /// *Hemlig* that is a test, from the county board to the alarm centre; two persons release it.
    static func secretTest(_ text: String = "Prov.\nHemligt prov.") -> SendOrder {
        var order = SendOrder(body: Array(text.utf8), level: "hemlig", status: "test")
        order.kind = "notice"
        order.ground = "ovningsmaterial"
        order.to = ["sos-alarm"]
        return order
    }
}

extension TestActor {
    /// A release by one of the actor's two persons.
    func signature(by person: String, over message: String) throws -> [UInt8] {
        guard let key = persons[try PersonID(person)] else { throw TestRegionError.keyMissing }
        return try key.signature(
            over: ReleaseSignature.signedBytes(for: MessageID(hex: message)))
    }
}
