import Identity
import Labels
import Policies
import Registers
import Rosters

/// A roster of five pseudonyms for four humans, and a message in its register.
struct RegisterSample {
    let now: Timestamp
    let message: MessageID
    let roster: Roster
    let registrator: PersonID
    let anna: PersonID
    let bo: PersonID
    /// Anna under another pseudonym.
    let annaToo: PersonID
    let gone: PersonID

    init() throws {
        now = try Timestamp(rfc3339: "2026-11-26T08:00:00Z")
        message = try MessageID(hex: String(repeating: "ab", count: 32))
        (registrator, anna) = (try PersonID("person-1"), try PersonID("person-2"))
        (bo, annaToo) = (try PersonID("person-3"), try PersonID("person-4"))
        gone = try PersonID("person-5")
        var persons: [RosterPerson] = []
        for (id, name) in [
            (registrator, "Rut Reg"), (anna, "Anna Ek"), (bo, "Bo Alm"), (annaToo, "anna  ek"),
            (gone, "Gun Bort"),
        ] {
            var grant = RosterGrant(of: id, Validity(from: now, until: now.adding(seconds: 86_400)))
            grant.name = name
            grant.functions = id == registrator ? [try FunctionID("registrator")] : []
            grant.facts = [.trained]
            persons.append(try Roster().granting(grant, at: now))
        }
        let left = try Roster(persons).withdrawing(RosterWithdrawal(from: gone), at: now)
        roster = Roster(persons.filter { !left.map(\.id).contains($0.id) } + left)
    }

    func label(
        _ level: SecurityClass = .secret, _ status: Status = .actual, caveats: [Caveat] = []
    ) throws -> Label {
        let owner = try ActorID("sos-alarm")
        return try Label(
            status: status,
            secrecy: [Secrecy(provision: "OSL 15:2", authority: owner, date: now)],
            securityClass: level, audience: .all, caveats: caveats, owners: [owner],
            expires: now.adding(seconds: 3_600))
    }

    func received(
        _ status: Status = .actual, class level: SecurityClass = .secret, caveats: [Caveat] = []
    ) throws -> RegisterEntry {
        RegisterEntry(
            RegisterNumber(status.kind, year: 2026, serial: 1), received: message,
            under: try label(level, status, caveats: caveats), from: try ActorID("sos-alarm"),
            at: now, enclosures: 1, in: try NodeID("node-1"))
    }

    /// With an exemplar that Anna has taken out.
    func exported() throws -> RegisterEntry {
        var entry = try received()
        var act = RegisterAct(.exported, of: 1)
        act.holder = .person(anna)
        try entry.record(act, by: nil, in: roster, at: now)
        return entry
    }

    func act(
        _ kind: RegisterEvent.Kind, of exemplar: Int = 2,
        _ edit: (inout RegisterAct) -> Void = { _ in }
    ) -> RegisterAct {
        var act = RegisterAct(kind, of: exemplar)
        edit(&act)
        return act
    }
}
