import Identity
import Labels
import Policies
import Registers
import Rosters
import Testing

/// What is done about an incident, in order, and by whom.
struct IncidentTests {
    let sample: RegisterSample
    let chief: PersonID
    let roster: Roster

    init() throws {
        sample = try RegisterSample()
        chief = try PersonID("person-6")
        roster = try Self.roster(of: sample, withChiefs: [chief, sample.annaToo])
    }

    private static func roster(
        of sample: RegisterSample, withChiefs chiefs: [PersonID]
    ) throws -> Roster {
        let validity = Validity(from: sample.now, until: sample.now.adding(seconds: 86_400))
        var roster = sample.roster
        for chief in chiefs {
            var grant = RosterGrant(of: chief, validity)
            grant.name = chief == sample.annaToo ? nil : "Siv Chef"
            grant.functions = [try FunctionID("sakerhetsskyddschef")]
            let changed = try roster.granting(grant, at: sample.now)
            roster = Roster(roster.persons.filter { $0.id != changed.id } + [changed])
        }
        return roster
    }

    private func incident(
        _ level: SecurityClass = .secret, _ status: Status = .actual
    ) throws -> Incident {
        var entry = try sample.received(status, class: level)
        var act = RegisterAct(.exported, of: 1)
        act.holder = .person(sample.anna)
        try entry.record(act, by: nil, in: roster, at: sample.now)
        return Incident(
            try IncidentID("inc-1"), .exemplarMissing, entry, try #require(entry.exemplar(2)),
            found: sample.now, by: sample.registrator, remark: "Borta.", in: nil)
    }

    private func report(
        _ incident: inout Incident, to addressee: Incident.Addressee? = nil,
        by person: PersonID? = nil, reference: String = "Dnr 1"
    ) throws {
        try incident.recordReport(
            to: addressee ?? incident.addressee, reference: reference,
            by: person ?? sample.registrator, in: roster, at: sample.now)
    }

    private func close(
        _ incident: inout Incident, by person: PersonID? = nil, finding: String = "Hittad."
    ) throws {
        try incident.close(
            finding: finding, by: person ?? chief, in: roster, at: sample.now)
    }

    @Test func `it is opened, reported and closed, in this order and once each`() throws {
        var incident = try incident()
        #expect(incident.state == .opened)
        #expect(throws: RegisterError.incidentUnreported(incident.id)) { try close(&incident) }
        try report(&incident)
        #expect(incident.state == .reported && incident.isOpen)
        #expect(incident.report?.by == sample.registrator && incident.report?.reference == "Dnr 1")
        #expect(throws: RegisterError.incidentReported(incident.id)) { try report(&incident) }
        try close(&incident)
        #expect(incident.state == .closed && !incident.isOpen)
        #expect(incident.closing?.by == chief && incident.closing?.finding == "Hittad.")
        #expect(throws: RegisterError.incidentClosed(incident.id)) { try close(&incident) }
        #expect(throws: RegisterError.incidentClosed(incident.id)) { try report(&incident) }
    }

    @Test(arguments: Incident.Addressee.allCases)
    func `whoever it is not for is not the one to be told`(
        _ addressee: Incident.Addressee
    ) throws {
        var incident = try incident()
        guard addressee != .securityPolice else { return try report(&incident, to: addressee) }
        #expect(throws: RegisterError.addresseeWrong(.securityPolice)) {
            try report(&incident, to: addressee)
        }
        #expect(incident.state == .opened)
    }

    @Test func `what was played is told to those who lead the exercise`() throws {
        var incident = try incident(.secret, .exercise(ExerciseID("ovning-1")))
        #expect(throws: RegisterError.addresseeWrong(.exerciseControl)) {
            try report(&incident, to: .securityPolice)
        }
        try report(&incident, to: .exerciseControl)
    }

    @Test func `who had the exemplar has no say in it, under whatever pseudonym or office`() throws
    {
        var incident = try incident()
        #expect(throws: RegisterError.incidentOwn(sample.annaToo)) {
            try report(&incident, by: sample.annaToo)
        }
        try report(&incident)
        #expect(throws: RegisterError.incidentOwn(sample.annaToo)) {
            try close(&incident, by: sample.annaToo)
        }
        #expect(incident.state == .reported)
    }

    @Test func `a registrator reports and does not close, and others do neither`() throws {
        var incident = try incident()
        #expect(throws: RegisterError.officeMissing(.securityChief, sample.bo)) {
            try report(&incident, by: sample.bo)
        }
        try report(&incident, by: chief)
        for person in [sample.bo, sample.registrator] {
            #expect(throws: RegisterError.officeMissing(.securityChief, person)) {
                try close(&incident, by: person)
            }
        }
    }

    @Test(arguments: ["", "två\nrader", String(repeating: "a", count: 301)])
    func `reference and finding are a line each`(_ text: String) throws {
        let invalid = RegisterError.textInvalid(limitBytes: 300)
        var incident = try incident()
        #expect(throws: invalid) { try report(&incident, reference: text) }
        try report(&incident)
        #expect(throws: invalid) { try close(&incident, finding: text) }
        try close(&incident, finding: String(repeating: "a", count: 300))
    }
}
