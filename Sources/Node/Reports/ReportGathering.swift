import Delivery
import Identity
import Labels
import Ledger
import Registers

/// Takes what falls under a report from ledger, records and register, one after the other.
struct ReportGathering {
    private let from: Timestamp
    private let until: Timestamp
    private let actor: ActorID?
    private let message: MessageID?
    /// Of whom alone it is.
    private var person: PersonGathering?

    private(set) var timeline: [ReportReply.Line] = []
    private(set) var knowledge: [ReportReply.Knowledge] = []
    private(set) var deliveries: [ReportReply.Delivery] = []
    private(set) var erased = 0
    private var gates: [String: Int] = [:]
    private var levels: Set<Level> = []
    private var kinds: Set<String> = []

    static let linesMax = 100_000

    /// - Parameter person: all pseudonyms of a human; `nil`: of whomever.
    init(
        from: Timestamp, until: Timestamp, actor: ActorID?, message: MessageID?,
        person: Set<PersonID>?
    ) {
        (self.from, self.until, self.actor, self.message) = (from, until, actor, message)
        self.person = person.map { PersonGathering($0) }
    }

    var aboutPerson: ReportReply.Person? { person?.found }

    var level: Level { levels.max() ?? .open }
    var statuses: [String] { kinds.sorted() }

    /// The most frequent first.
    var denials: [ReportReply.Denial] {
        gates.map { ReportReply.Denial(gate: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.gate) < ($0.count, $1.gate) }
    }

    /// In the order of time; what was told of later stands where it happened.
    mutating func sort() {
        knowledge.sort { ($0.time, $0.message, $0.who) < ($1.time, $1.message, $1.who) }
        deliveries.sort { ($0.accepted, $0.recipient) < ($1.accepted, $1.recipient) }
    }

    // MARK: The ledger

    mutating func skipErased() { erased += 1 }

    mutating func take(_ facts: LedgerFacts, entry: UInt64) throws(RegisterError) {
        guard covers(facts.time), covers(facts.message) else { return }
        if let actor, ![facts.originator, facts.actor].contains(actor),
            !facts.recipients.contains(actor)
        {
            return
        }
        if let person, !person.isHer(facts.person) { return }
        guard timeline.count < Self.linesMax else { throw .tooMany(limit: Self.linesMax) }
        let failed = facts.gates.filter { !$0.holds }.map(\.gate)
        timeline.append(
            ReportReply.Line(
                entry: entry, time: facts.time, event: facts.event.rawValue,
                message: facts.message?.hex, level: facts.level, status: facts.status,
                originator: facts.originator, actor: facts.actor, person: facts.person,
                recipients: facts.recipients, failedGates: failed, detail: facts.detail))
        for gate in failed { gates[gate, default: 0] += 1 }
        note(facts.level, facts.status)
        guard let message = facts.message, let person = facts.person,
            let how = ReportReply.Knowledge.How(facts.event)
        else { return }
        know(message.hex, "person:\(person)", how, facts.time)
    }

    // MARK: Records

    mutating func take(_ record: SentRecord, from own: ActorID) {
        // What other actors have is nothing of hers.
        guard person == nil, covers(record.id) else { return }
        let status = (try? Label(text: record.label))?.status.kind.rawValue
        let created = Timestamp(clampingMilliseconds: record.createdMs)
        for recipient in record.recipients where covers(recipient, else: own) {
            let facts = record.track[recipient] ?? [:]
            for (fact, how) in Self.facts {
                guard let ms = facts[fact.name] else { continue }
                know(
                    record.id, "actor:\(recipient)", how, Timestamp(clampingMilliseconds: ms),
                    record.level, status)
            }
            guard let ms = facts[TrackFact.accepted.name] else { continue }
            let accepted = Timestamp(clampingMilliseconds: ms)
            guard covers(accepted) else { continue }
            note(record.level, status)
            deliveries.append(
                ReportReply.Delivery(
                    message: record.id, level: record.level, recipient: recipient,
                    accepted: accepted,
                    delivered: facts[TrackFact.delivered.name]
                        .map { Timestamp(clampingMilliseconds: $0) }))
        }
        guard covers(created) else { return }
        for denied in record.denied where covers(denied.actor, else: own) {
            for gate in denied.gates { gates[gate.id, default: 0] += 1 }
            note(record.level, status)
        }
    }

    mutating func take(_ record: ReceivedRecord, at own: ActorID) {
        guard person == nil, covers(record.id), covers(record.originator, else: own) else {
            return
        }
        know(
            record.id, "actor:\(own)", .delivered,
            Timestamp(clampingMilliseconds: record.receivedMs), record.level, record.status)
    }

    mutating func take(_ entry: RegisterEntry, at own: ActorID) {
        guard covers(entry.message), actor.map({ $0 == own || entry.parties.contains($0) }) ?? true
        else { return }
        let (from, until) = (from, until)
        if person?.take(entry, { from <= $0 && $0 < until }) == true {
            note(entry.level.name, entry.number.status.rawValue)
        }
        for event in entry.events {
            // Who has signed in to see it stands in the ledger.
            guard let how = ReportReply.Knowledge.How(event.kind),
                how != .shown || event.by != nil
            else { continue }
            let who =
                event.kind == .shown ? event.person.map { "person:\($0)" } : event.holder?.text
            guard let who, person?.isHer(who) ?? true else { continue }
            know(
                entry.message.hex, who, how, event.time, entry.level.name,
                entry.number.status.rawValue)
        }
    }

    // MARK: Inside

    private static let facts: [(TrackFact, ReportReply.Knowledge.How)] = [
        (.delivered, .delivered), (.opened, .opened), (.acknowledged, .acknowledged),
    ]

    private func covers(_ time: Timestamp) -> Bool { from <= time && time < until }
    private func covers(_ id: MessageID?) -> Bool { message.map { $0 == id } ?? true }
    private func covers(_ id: String) -> Bool { message.map { $0.hex == id } ?? true }

    /// What concerns this actor itself is everything.
    private func covers(_ name: String, else own: ActorID) -> Bool {
        actor.map { $0.text == name || $0 == own } ?? true
    }

    private mutating func know(
        _ message: String, _ who: String, _ how: ReportReply.Knowledge.How, _ time: Timestamp,
        _ level: String? = nil, _ status: String? = nil
    ) {
        guard covers(time) else { return }
        note(level, status)
        knowledge.append(
            ReportReply.Knowledge(message: message, who: who, how: how, time: time))
    }

    private mutating func note(_ level: String?, _ status: String?) {
        if let level = level.flatMap({ try? Level($0) }) { levels.insert(level) }
        if let status { kinds.insert(status) }
    }
}

extension ReportReply.Knowledge.How {
    /// Of an entry that names a person.
    fileprivate init?(_ event: LedgerEvent) {
        switch event {
        case .opened: self = .opened
        case .acknowledged: self = .acknowledged
        default: return nil
        }
    }

    fileprivate init?(_ kind: RegisterEvent.Kind) {
        switch kind {
        case .copied: self = .copied
        case .extracted: self = .extracted
        case .printed: self = .printed
        case .exported: self = .exported
        case .handed: self = .handed
        case .shown: self = .shown
        case .received, .kept, .issued, .receipt, .returned, .destroyed, .missing, .found:
            return nil
        }
    }
}
