import Identity
@testable import Node
import RegionSupport
import Registers
import RelaySupport
import Testing

/// *Hemlig* that is a test, sent by the county board and received at the alarm centre, whose roster has
/// a registrator, two who may have exemplars, and a security chief.
struct RegisterWorld {
    let board: NodeEngine
    let sos: NodeEngine
    let id: String
    let registrator: PersonClaim
    let anna: PersonClaim
    let bo: PersonClaim
    let chief: PersonClaim

    /// - Parameter store: of the alarm centre's vault.
    init(_ world: NodeWorld, store: FaultyVaultStore? = nil, caveats: [String] = []) async throws {
        board = try await world.node("lansstyrelsen-stockholm")
        sos = try await world.node("sos-alarm", store: store)
        try await sos.employ("person-1", named: "Rut Reg") {
            $0.functions = [try? FunctionID("registrator")].compactMap { $0 }
        }
        try await sos.employ("person-2", named: "Anna Ek")
        try await sos.employ("person-3", named: "Bo Alm")
        try await sos.employ("person-4", named: "Siv Chef") {
            $0.functions = [try? FunctionID("sakerhetsskyddschef")].compactMap { $0 }
        }
        registrator = try TestPerson.claim("person-1")
        (anna, bo) = (try TestPerson.claim("person-2"), try TestPerson.claim("person-3"))
        chief = try TestPerson.claim("person-4")
        var order = SendOrder.secretTest("Läckan vid verket.\nHemligt prov.")
        order.caveats = caveats
        id = try #require(try await board.send(order).id)
        let actor = try world.region.actor("lansstyrelsen-stockholm")
        for person in ["person-1", "person-2"] {
            _ = try await board.release(
                MessageID(hex: id), by: PersonID(person),
                signature: actor.signature(by: person, over: id))
        }
        try #require(try await sos.receiveAll(world) == 1)
    }

    func record(
        _ kind: RegisterEvent.Kind, of exemplar: Int, by claim: PersonClaim? = nil,
        _ edit: (inout RegisterAct) -> Void = { _ in }
    ) async throws -> RegisterLine {
        var act = RegisterAct(kind, of: exemplar)
        edit(&act)
        return try await sos.record(RecordOrder(id, act, by: claim ?? registrator))
    }

    func takeOut(_ form: TakeOutOrder.Form, by claim: PersonClaim?) async throws -> ExemplarMark {
        try await sos.takeOut(TakeOutOrder(id, form, by: claim)).mark
    }
}
