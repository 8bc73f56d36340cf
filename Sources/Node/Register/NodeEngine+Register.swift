import Handover
import Identity
import Labels
import Ledger
import Policies
import Primitives
import Registers
import Rosters
import Storage

/// A message's entry as it will be; not durable yet.
struct RegisterDraft {
    var entry: RegisterEntry
    /// `nil` for a new one.
    let known: Kept<RegisterEntry>?
}

extension NodeEngine {
    /// Whether a register is kept of messages at a level: from BH whatever policy says, below where it
    /// asks for inventories.
    func isRegistered(_ level: Level) -> Bool {
        if level.isClassified { return true }
        return material.view(at: clock())?.policy.policy.rules(for: level)?.inventorySeconds != nil
    }

    // MARK: Reading

    /// Entries by number, then what waits for the registrator; or one.
    ///
    /// - Throws: ``NodeError``, `RegisterError`.
    package func register(_ text: String? = nil) throws -> [RegisterLine] {
        if let text {
            let draft = try registerDraft(text)
            return [RegisterLine(draft.entry, isEntered: draft.known != nil)]
        }
        let entered = memory.register.all.map { RegisterLine($0) }
        let known = Set(memory.register.entries.keys)
        let waiting = try (Array(memory.received.keys) + memory.sent.keys)
            .filter { !known.contains($0) }
            .compactMap { try newEntry($0) }
            .sorted { ($0.dated, $0.message) < ($1.dated, $1.message) }
        return entered + waiting.map { RegisterLine($0, isEntered: false) }
    }

    // MARK: Writing

    /// A registrator gives an entry its subject line, and so enters the message where nothing has.
    ///
    /// - Throws: `RegisterError`, `RosterError.signInRefused`, ``NodeError``.
    package func name(_ order: NamingOrder) async throws -> RegisterLine {
        let person = try await signedIn(order.claim)
        return try await exclusively { engine in
            try Office.require([.registrator], of: person, in: engine.roster, at: engine.clock())
            var draft = try engine.registerDraft(order.entry)
            try draft.entry.name(
                order.subject, theirNumber: order.theirNumber,
                unlike: engine.subject(of: draft.entry.message))
            return try await engine.keep(
                draft, saying: ["\(draft.entry.number) named: \(order.subject)"], by: person)
        }
    }

    /// A registrator writes down what happened to an exemplar; whoever has one gives her receipt
    /// herself. One that is missing is an incident.
    ///
    /// - Throws: `RegisterError`, `RosterError.signInRefused`, ``NodeError``.
    package func record(_ order: RecordOrder) async throws -> RegisterLine {
        let person = try await signedIn(order.claim)
        try await requireSupervisor(of: order)
        return try await exclusively { engine in
            if order.act.kind != .receipt || order.act.person != person {
                try Office.require(
                    [.registrator], of: person, in: engine.roster, at: engine.clock())
            }
            var draft = try engine.registerDraft(order.entry)
            let event = try draft.entry.record(
                order.act, by: person, in: engine.roster, at: engine.clock())
            guard event.kind == .missing, let exemplar = draft.entry.exemplar(event.exemplar) else {
                return try await engine.keep(draft, saying: [draft.entry.line(event)], by: person)
            }
            let incident = Incident(
                try engine.newName("inc"), .exemplarMissing, draft.entry, exemplar,
                found: event.time, by: person, remark: event.remark ?? "", in: nil)
            return try await engine.keep(
                draft, saying: [draft.entry.line(event)], by: person, raising: [incident])
        }
    }

    /// Whoever supervised a destruction says so herself: her name in somebody else's order is no proof
    /// that she was there.
    private func requireSupervisor(of order: RecordOrder) async throws {
        guard order.act.kind == .destroyed, let named = order.act.person else { return }
        guard let claim = order.supervisor, claim.person == named else {
            throw RegisterError.supervisorUnproven(named)
        }
        _ = try await signedIn(claim)
    }

    /// Who has signed in, whatever she is.
    func signedIn(_ claim: PersonClaim) async throws -> PersonID {
        guard let person = try await proven(claim) else { throw RosterError.signInRefused }
        return person.standing.id
    }

    /// A name nobody has chosen.
    func newName<Concept: NameConcept>(_ prefix: String) throws -> Name<Concept> {
        try Name("\(prefix)-" + Hex.encode(random.bytes(4)))
    }

    // MARK: Entries

    /// By number, or by at least eight characters of the message's id.
    func registerDraft(_ text: String) throws -> RegisterDraft {
        if let number = try? RegisterNumber(text) {
            guard let entry = memory.register.entry(number) else {
                throw RegisterError.entryUnknown(text: text)
            }
            return RegisterDraft(entry: entry, known: memory.register.entries[entry.message])
        }
        let ids = Array(memory.received.keys) + memory.sent.keys
        return try registerDraft(unique(text, among: ids))
    }

    /// - Throws: `RegisterError.levelUnregistered`, `RegisterError.entryUnknown`.
    func registerDraft(_ id: MessageID) throws -> RegisterDraft {
        if let known = memory.register.entries[id] {
            return RegisterDraft(entry: known.value, known: known)
        }
        if let entry = try newEntry(id) { return RegisterDraft(entry: entry, known: nil) }
        if let level = try level(of: id), !isRegistered(level) {
            throw RegisterError.levelUnregistered(level)
        }
        throw RegisterError.entryUnknown(text: id.hex)
    }

    /// What the register would say of a message; `nil` for one it is not kept of, or that never left.
    private func newEntry(_ id: MessageID) throws -> RegisterEntry? {
        guard let level = try level(of: id), isRegistered(level) else { return nil }
        if let record = memory.received[id]?.value {
            let label = try Label(text: record.label)
            return RegisterEntry(
                memory.register.nextNumber(label.status.kind, at: clock()), received: id,
                under: label, from: try ActorID(record.originator),
                at: Timestamp(clampingMilliseconds: record.receivedMs),
                enclosures: record.attachments?.count ?? 0, in: node)
        }
        guard let record = memory.sent[id]?.value,
            [.accepted, .delivered].contains(record.delivery.state)
        else { return nil }
        let label = try Label(text: record.label)
        return RegisterEntry(
            memory.register.nextNumber(label.status.kind, at: clock()), sent: id, under: label,
            to: try record.recipients.map { try ActorID($0) },
            at: Timestamp(clampingMilliseconds: record.createdMs),
            enclosures: record.attachments?.count ?? 0, from: node)
    }

    private func level(of id: MessageID) throws -> Level? {
        try (memory.received[id]?.value.level ?? memory.sent[id]?.value.level).map { try Level($0) }
    }

    private func subject(of id: MessageID) -> String {
        memory.received[id]?.value.subject ?? memory.sent[id]?.value.subject ?? ""
    }
}
