import Identity
import Labels
import Registers
import Rosters
import Testing

/// What may be written into the register, and what follows from it.
struct EntryTests {
    let sample: RegisterSample

    init() throws { sample = try RegisterSample() }

    @Test(arguments: ["2026-14", "exercise-2026-3", "test-1999-1"])
    func `a number reads back as it is written`(_ text: String) throws {
        #expect(try RegisterNumber(text).text == text)
    }

    @Test(arguments: [
        "", "2026", "2026-0", "2026-01", "02026-1", "actual-2026-1", "exercise-2026", "2026-1-1",
        "2026-+1", "1969-1", "Exercise-2026-3",
    ])
    func `what no number writes is none`(_ text: String) {
        #expect(throws: RegisterError.numberInvalid(text: text)) { try RegisterNumber(text) }
    }

    @Test(arguments: ["person:person-1", "actor:kommun-solna", "node:sos-alarm-1"])
    func `a holder reads back as it is written`(_ text: String) throws {
        #expect(try Holder(text).text == text)
    }

    @Test(arguments: ["", "person-1", "person:", "Person:person-1", "safe:1", "person:Anna"])
    func `what names no holder is refused`(_ text: String) {
        #expect(throws: RegisterError.holderInvalid(text: text)) { try Holder(text) }
    }

    @Test
    func `what came has one exemplar, and what was sent one for each addressee after its own`()
        throws
    {
        let received = try sample.received().exemplars
        #expect(received.map(\.kind) == [.received] && received.map(\.number) == [1])
        let addressees = try ["region-stockholm", "kommun-solna", "region-stockholm"].map {
            try ActorID($0)
        }
        let sent = RegisterEntry(
            RegisterNumber(.actual, year: 2026, serial: 2), sent: sample.message,
            under: try sample.label(), to: addressees, at: sample.now, enclosures: 0,
            from: try NodeID("node-1"))
        #expect(sent.exemplars.map(\.kind) == [.kept, .issued, .issued])
        #expect(
            sent.exemplars.map(\.holder.text) == [
                "node:node-1", "actor:kommun-solna", "actor:region-stockholm",
            ])
    }

    @Test func `an exemplar goes its way, and who has it follows from the events`() throws {
        var entry = try sample.exported()
        func record(_ act: RegisterAct, by person: PersonID? = nil) throws {
            try entry.record(
                act, by: person ?? sample.registrator, in: sample.roster, at: sample.now)
        }
        #expect(entry.exemplar(2)?.receiptedBy == sample.anna, "she signed in for it")
        try record(sample.act(.handed) { $0.holder = .person(sample.bo) })
        #expect(entry.exemplar(2)?.holder == .person(sample.bo))
        #expect(entry.exemplar(2)?.receiptedBy == nil, "a receipt is by whoever has it now")
        try record(sample.act(.receipt) { $0.person = sample.bo }, by: sample.bo)
        try record(sample.act(.shown) { $0.person = sample.anna })
        try record(
            sample.act(.copied) {
                $0.holder = .person(sample.anna)
                $0.decision = CopyDecision(number: "K 12", by: sample.bo)
            })
        let copy = try #require(entry.exemplar(3))
        #expect(copy.source == 2 && copy.kind == .copied && copy.receiptedBy == nil)
        try record(sample.act(.returned))
        #expect(entry.exemplar(2)?.holder == .person(sample.registrator))
        try record(sample.act(.destroyed) { $0.person = sample.bo })
        #expect(entry.exemplar(2)?.state == .destroyed)
        #expect(entry.exemplar(2)?.shownTo == [sample.anna])
        try record(sample.act(.missing, of: 3) { $0.remark = "Inte i skåpet." })
        #expect(entry.exemplar(3)?.state == .missing)
        try record(sample.act(.found, of: 3) { $0.remark = "I fel pärm." })
        #expect(entry.exemplar(3)?.state == .held)
        #expect(entry.events.map(\.exemplar) == [1, 2, 2, 2, 2, 3, 2, 2, 3, 3])
    }

    @Test func `each kind has the parts that say what it says`() throws {
        let decision = CopyDecision(number: "K 12", by: sample.bo)
        try refuse(.partMissing(.copied, .decision), sample.act(.copied) { $0.holder = holder })
        try refuse(.partMissing(.copied, .holder), sample.act(.copied) { $0.decision = decision })
        try refuse(.partMissing(.handed, .holder), sample.act(.handed))
        try refuse(.partMissing(.destroyed, .person), sample.act(.destroyed))
        try refuse(.partMissing(.missing, .remark), sample.act(.missing))
        try refuse(.partUnwanted(.returned, .holder), sample.act(.returned) { $0.holder = holder })
        try refuse(
            .partUnwanted(.handed, .decision),
            sample.act(.handed) { ($0.holder, $0.decision) = (holder, decision) })
        try refuse(
            .textInvalid(limitBytes: 300),
            sample.act(.missing) { $0.remark = String(repeating: "a", count: 301) })
        try refuse(.textInvalid(limitBytes: 300), sample.act(.missing) { $0.remark = "a\nb" })
        try refuse(.kindReserved(.printed), sample.act(.printed, of: 1) { $0.holder = holder })
    }

    @Test func `nobody is named who is not of the roster, or has left`() throws {
        let stranger = try PersonID("person-9")
        for person in [stranger, sample.gone] {
            try refuse(
                .personNotInRoster(person), sample.act(.handed) { $0.holder = .person(person) })
            try refuse(.personNotInRoster(person), sample.act(.shown) { $0.person = person })
        }
        try refuse(
            .personNotInRoster(sample.gone),
            sample.act(.copied) {
                $0.holder = holder
                $0.decision = CopyDecision(number: "K 12", by: sample.gone)
            })
    }

    @Test func `a receipt is by the holder, and destruction is supervised by another human`() throws
    {
        try refuse(.receiptOfAnother(sample.bo), sample.act(.receipt) { $0.person = sample.bo })
        try refuse(
            .witnessSame(sample.annaToo), sample.act(.destroyed) { $0.person = sample.annaToo },
            by: sample.anna)
        try refuse(
            .witnessSame(sample.registrator),
            sample.act(.destroyed) { $0.person = sample.registrator })
    }

    @Test func `what is not there, or not here, has nothing more written of it`() throws {
        try refuse(.exemplarUnknown(3), sample.act(.returned, of: 3))
        try refuse(.exemplarNotMissing(2), sample.act(.found) { $0.remark = "Här." })
        try refuse(
            .holderUnchanged(2), sample.act(.handed) { $0.holder = .person(sample.anna) })
        for kind in [RegisterEvent.Kind.returned, .missing] {
            try refuse(
                .exemplarInVault(1),
                sample.act(kind, of: 1) { $0.remark = kind == .missing ? "Borta." : nil })
        }
        var entry = try sample.exported()
        try entry.record(
            sample.act(.destroyed) { $0.person = sample.bo }, by: sample.registrator,
            in: sample.roster, at: sample.now)
        #expect(throws: RegisterError.exemplarDestroyed(2)) {
            try entry.record(
                sample.act(.returned), by: sample.registrator, in: sample.roster, at: sample.now)
        }
        let abroad = try ActorID("kommun-solna")
        entry = try sample.exported()
        try entry.record(
            sample.act(.handed) { $0.holder = .actor(abroad) }, by: sample.registrator,
            in: sample.roster, at: sample.now)
        #expect(throws: RegisterError.exemplarElsewhere(2, abroad)) {
            try entry.record(
                sample.act(.shown) { $0.person = sample.bo }, by: sample.registrator,
                in: sample.roster, at: sample.now)
        }
        #expect(entry.events.count == 3, "what is refused leaves nothing behind")
    }

    @Test(arguments: [(Caveat.noCopy, false), (.oralOnly, false), (.noForward, true)])
    func `what may not be copied makes no second exemplar`(_ caveat: Caveat, _ holds: Bool) throws {
        var entry = try sample.received(caveats: [caveat])
        let act = sample.act(.printed, of: 1) { $0.holder = holder }
        if holds {
            try entry.record(act, by: nil, in: sample.roster, at: sample.now)
            #expect(entry.exemplars.count == 2)
        } else {
            #expect(throws: RegisterError.caveatForbids(caveat)) {
                try entry.record(act, by: nil, in: sample.roster, at: sample.now)
            }
        }
    }

    @Test func `a subject line is a person's own, not the message's`() throws {
        var entry = try sample.received()
        #expect(entry.subject == nil, "nothing is taken from the message")
        for copied in ["Läckan vid vattenverket", "läckan  VID vattenverket "] {
            #expect(throws: RegisterError.subjectCopied) {
                try entry.name(copied, theirNumber: nil, unlike: "Läckan vid vattenverket")
            }
        }
        try entry.name("Vattenfråga", theirNumber: "2026-7", unlike: "Läckan vid vattenverket")
        try entry.name("Vattenfråga 2", theirNumber: nil, unlike: "")
        #expect(entry.subject == "Vattenfråga 2" && entry.theirNumber == "2026-7")
        #expect(throws: RegisterError.textInvalid(limitBytes: 300)) {
            try entry.name(" ", theirNumber: nil, unlike: "")
        }
    }

    @Test func `an office is held by whoever has the function now`() throws {
        let tomorrow = sample.now.adding(seconds: 86_400)
        try Office.require(
            [.registrator], of: sample.registrator, in: sample.roster, at: sample.now)
        #expect(throws: RegisterError.officeMissing(.registrator, sample.registrator)) {
            try Office.require(
                [.registrator], of: sample.registrator, in: sample.roster, at: tomorrow)
        }
        #expect(throws: RegisterError.officeMissing(.securityChief, sample.registrator)) {
            try Office.require(
                [.securityChief, .auditor], of: sample.registrator, in: sample.roster,
                at: sample.now)
        }
    }

    private var holder: Holder { .person(sample.bo) }

    /// Refused of exemplar 2, which Anna has.
    private func refuse(
        _ error: RegisterError, _ act: RegisterAct, by person: PersonID? = nil
    ) throws {
        var entry = try sample.exported()
        let before = entry
        #expect(throws: error) {
            try entry.record(
                act, by: person ?? sample.registrator, in: sample.roster, at: sample.now)
        }
        #expect(entry == before)
    }
}
