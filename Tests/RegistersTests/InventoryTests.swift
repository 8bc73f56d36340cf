import Identity
import Labels
import Registers
import Rosters
import Testing

/// Campaigns: what they cover, who counts, what they come to.
struct InventoryTests {
    let sample: RegisterSample
    let id: InventoryID

    init() throws {
        sample = try RegisterSample()
        id = try InventoryID("inv-1")
    }

    @Test func `what is with one's own outside the vault is counted, and nothing else`() throws {
        let solna = Holder.actor(try ActorID("kommun-solna"))
        var entry = try sample.exported()
        try entry.record(
            sample.act(.copied) {
                $0.holder = solna
                $0.decision = CopyDecision(number: "K 1", by: sample.bo)
            }, by: sample.registrator, in: sample.roster, at: sample.now)
        let inventory = try open([entry])
        #expect(inventory.items.map(\.exemplar) == [2])
        #expect(throws: RegisterError.inventoryEmpty) { try open([entry], levels: [.topSecret]) }
        #expect(throws: RegisterError.inventoryEmpty) { try open([entry], status: .exercise) }
        #expect(throws: RegisterError.inventoryEmpty) { try open([entry], heldBy: sample.bo) }
        #expect(try open([entry], heldBy: sample.annaToo).items.count == 1, "one human")
    }

    @Test func `nobody counts what she has herself, under whatever pseudonym`() throws {
        var inventory = try open([try sample.exported()])
        for person in [sample.anna, sample.annaToo] {
            #expect(throws: RegisterError.counterHolds(person)) {
                try count(&inventory, .present, by: person)
            }
            #expect(throws: RegisterError.counterHolds(person)) {
                try open([try sample.exported()], heldBy: sample.anna, by: person)
            }
        }
        try count(&inventory, .present, by: sample.bo)
        #expect(throws: RegisterError.counterHolds(sample.anna)) {
            try inventory.close(
                by: sample.anna, incidents: [], in: sample.roster, at: sample.now)
        }
        try inventory.close(by: sample.bo, incidents: [], in: sample.roster, at: sample.now)
        #expect(throws: RegisterError.inventoryClosed) {
            try count(&inventory, .present, by: sample.bo)
        }
    }

    @Test func `it is closed when everything is counted, and a discrepancy has words`() throws {
        var inventory = try open([try sample.exported()])
        #expect(throws: RegisterError.inventoryIncomplete(uncounted: 1)) {
            try inventory.close(by: sample.bo, incidents: [], in: sample.roster, at: sample.now)
        }
        #expect(throws: RegisterError.partMissing(.missing, .remark)) {
            try count(&inventory, .missing, by: sample.bo)
        }
        try count(&inventory, .differs, by: sample.bo, remark: "En sida saknas.")
        #expect(inventory.discrepancies.map(\.exemplar) == [2] && inventory.uncounted.isEmpty)
        try count(&inventory, .present, by: sample.bo)
        #expect(inventory.discrepancies.isEmpty, "the later count stands")
        #expect(throws: RegisterError.itemUnknown(try RegisterNumber("2026-1"), 1)) {
            try inventory.count(
                try RegisterNumber("2026-1"), 1, as: .present, remark: nil, by: sample.bo,
                in: sample.roster, at: sample.now)
        }
    }

    @Test func `the interval runs from the first exemplar, then from the last campaign`() throws {
        let entry = try sample.exported()
        func dues(_ inventories: [Inventory]) -> [InventoryDue] {
            InventoryDue.all(among: [entry], after: inventories) { _ in 100 }
        }
        #expect(dues([]).map(\.due) == [sample.now.adding(seconds: 100)])
        #expect(dues([])[0].isOverdue(at: sample.now.adding(seconds: 100)))
        #expect(!dues([])[0].isOverdue(at: sample.now.adding(seconds: 99)))
        let later = sample.now.adding(seconds: 50)
        #expect(dues([try closed([entry], at: later)]).map(\.due) == [later.adding(seconds: 100)])
        let partial = try closed([entry], heldBy: sample.anna, at: later)
        #expect(
            dues([partial]).map(\.due) == [sample.now.adding(seconds: 100)],
            "one person's exemplars are not the level")
        #expect(InventoryDue.all(among: [entry], after: []) { _ in nil }.isEmpty)
        #expect(
            InventoryDue.all(among: [try sample.received()], after: []) { _ in 100 }.isEmpty,
            "the vault counts itself")
    }

    @Test func `an exemplar that somebody else has got is to be counted now`() throws {
        var entry = try sample.exported()
        let moved = sample.now.adding(seconds: 10)
        try entry.record(
            sample.act(.handed) { $0.holder = .person(sample.bo) }, by: sample.registrator,
            in: sample.roster, at: moved)
        func changes(_ inventories: [Inventory]) -> [InventoryDue] {
            InventoryDue.all(among: [entry], after: inventories) { _ in nil }
        }
        #expect(changes([]).map(\.reason) == [.holderChange])
        #expect(changes([]).map(\.due) == [moved])
        #expect(changes([])[0].exemplars == ["2026-1:2"])
        let before = try closed([entry], at: moved.adding(seconds: -1))
        #expect(changes([before]).count == 1)
        #expect(changes([try closed([entry], at: moved)]).isEmpty)
    }

    @Test func `a level of which a key was lost is to be counted now, whole`() throws {
        let entry = try sample.exported()
        let lost = sample.now.adding(seconds: 10)
        func reasons(_ inventories: [Inventory], _ level: Level = .secret) -> [Inventory.Reason] {
            InventoryDue.all(
                among: [entry], after: inventories,
                lost: [InventoryDue.LostKey(level, .actual, known: lost)]
            ) { _ in nil }.map(\.reason)
        }
        #expect(reasons([]) == [.keyLost])
        #expect(reasons([], .topSecret).isEmpty)
        #expect(reasons([try closed([entry], at: lost.adding(seconds: -1))]) == [.keyLost])
        #expect(reasons([try closed([entry], heldBy: sample.anna, at: lost)]) == [.keyLost])
        #expect(reasons([try closed([entry], at: lost)]).isEmpty)
    }

    @Test(arguments: [
        (Level.restricted, Status.actual, Incident.Addressee.securityPolice),
        (.topSecret, .actual, .securityPolice), (.secrecy, .actual, .ownSecurityChief),
        (.topSecret, .test, .exerciseControl), (.secrecy, .test, .exerciseControl),
    ])
    func `each incident has one addressee, and an exercise none outside it`(
        _ level: Level, _ status: Status, _ addressee: Incident.Addressee
    ) {
        #expect(Incident.Addressee(at: level, status.kind) == addressee)
    }

    // MARK: Tools

    private func open(
        _ entries: [RegisterEntry], levels: Set<Level> = [.secret], status: StatusKind = .actual,
        heldBy holder: PersonID? = nil, by person: PersonID? = nil, at time: Timestamp? = nil
    ) throws -> Inventory {
        try Inventory(
            id, because: .interval, of: levels, status, heldBy: holder, among: entries,
            by: person ?? sample.registrator, in: sample.roster, at: time ?? sample.now)
    }

    private func count(
        _ inventory: inout Inventory, _ finding: Inventory.Finding, by person: PersonID,
        remark: String? = nil
    ) throws {
        for item in inventory.items {
            try inventory.count(
                item.entry, item.exemplar, as: finding, remark: remark, by: person,
                in: sample.roster, at: sample.now)
        }
    }

    private func closed(
        _ entries: [RegisterEntry], heldBy holder: PersonID? = nil, at time: Timestamp
    ) throws -> Inventory {
        var inventory = try open(entries, heldBy: holder, by: sample.registrator, at: time)
        try count(&inventory, .present, by: sample.registrator)
        try inventory.close(by: sample.registrator, incidents: [], in: sample.roster, at: time)
        return inventory
    }
}
