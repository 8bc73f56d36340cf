import Identity
import Labels
import Registers

/// What the register has of one human.
struct PersonGathering {
    private let pseudonyms: Set<PersonID>
    private var acts: [ReportReply.Person.Act] = []
    private var holdings: [ReportReply.Person.Holding] = []

    init(_ pseudonyms: Set<PersonID>) { self.pseudonyms = pseudonyms }

    /// In the order of time.
    var found: ReportReply.Person {
        ReportReply.Person(
            pseudonyms: pseudonyms.sorted(),
            acts: acts.sorted { ($0.time, $0.entry) < ($1.time, $1.entry) },
            holdings: holdings.sorted { ($0.since, $0.entry) < ($1.since, $1.entry) })
    }

    func isHer(_ person: PersonID?) -> Bool { person.map(pseudonyms.contains) ?? false }

    /// Whether a holder as reports write it is hers.
    func isHer(_ who: String) -> Bool { pseudonyms.contains { "person:\($0)" == who } }

    /// - Parameter covers: whether a time falls under the report; what she has now always does.
    /// - Returns: whether the entry speaks of her.
    mutating func take(_ entry: RegisterEntry, _ covers: (Timestamp) -> Bool) -> Bool {
        let before = acts.count + holdings.count
        for event in entry.events where covers(event.time) {
            let parts = parts(in: event)
            if parts.isEmpty { continue }
            acts.append(
                ReportReply.Person.Act(
                    entry: entry.number, exemplar: event.exemplar, event: event.kind,
                    time: event.time, parts: parts))
        }
        for exemplar in entry.exemplars
        where exemplar.state != .destroyed && isHer(exemplar.holder.person) {
            holdings.append(
                ReportReply.Person.Holding(
                    entry: entry.number, exemplar: exemplar.number, level: entry.level.name,
                    status: entry.number.status.rawValue, state: exemplar.state,
                    since: exemplar.heldSince, isReceipted: isHer(exemplar.receiptedBy)))
        }
        return acts.count + holdings.count > before
    }

    private func parts(in event: RegisterEvent) -> [ReportReply.Person.Act.Part] {
        let persons: [(ReportReply.Person.Act.Part, PersonID?)] = [
            (.recorded, event.by), (.holder, event.holder?.person), (.named, event.person),
            (.decided, event.decision?.by),
        ]
        return persons.filter { isHer($0.1) }.map(\.0)
    }
}
