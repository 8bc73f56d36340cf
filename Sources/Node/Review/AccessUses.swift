import Identity
import Labels
import Ledger
import Policies

/// What a period of the ledger tells of access being used: by persons, and on the ways between this
/// actor and others.
struct AccessUses {
    private let status: StatusKind
    private let from: Timestamp
    private let until: Timestamp
    private let own: ActorID
    private var sightings: [Sighting] = []
    private var ways: [Way: AccessReply.Use] = [:]
    private(set) var erased = 0

    private struct Sighting {
        let person: PersonID
        let level: Level
        /// `nil` in entries that do not say: then it counts for every need of hers.
        let label: Label?
        let time: Timestamp
    }

    private struct Way: Hashable {
        let actor: ActorID
        let direction: AccessReply.Way.Direction
        let level: Level
    }

    init(of own: ActorID, status: StatusKind, from: Timestamp, until: Timestamp) {
        (self.own, self.status, self.from, self.until) = (own, status, from, until)
    }

    /// Takes an entry; `nil` for one whose facts are erased.
    mutating func take(_ facts: LedgerFacts?) {
        guard let facts else { return erased += 1 }
        guard from <= facts.time, facts.time < until else { return }
        // Entries about persons name level and status in their question alone.
        let label = facts.question.flatMap { try? Label(text: $0.label) }
        let named = facts.level.flatMap { try? Level($0) }
        guard let level = named ?? label?.level,
            facts.status ?? label?.status.kind.rawValue == status.rawValue
        else { return }
        if let person = facts.person, NodeEngine.sightingEvents.contains(facts.event) {
            sightings.append(
                Sighting(person: person, level: level, label: label, time: facts.time))
        }
        switch facts.event {
        case .sent: for recipient in facts.recipients { use(.to, recipient, level, facts.time) }
        case .delivered:
            if let originator = facts.originator { use(.from, originator, level, facts.time) }
        default: return
        }
    }

    /// By any pseudonym of the human.
    func use(
        by pseudonyms: Set<PersonID>, of scope: NeedScope?, at level: Level
    ) -> AccessReply.Use {
        sightings.filter { sighting in
            pseudonyms.contains(sighting.person) && sighting.level == level
                && sighting.label.map { scope?.covers($0) ?? false } ?? true
        }.reduce(into: AccessReply.Use()) { $0.add($1.time) }
    }

    func use(
        _ direction: AccessReply.Way.Direction, _ actor: ActorID, at level: Level
    ) -> AccessReply.Use {
        ways[Way(actor: actor, direction: direction, level: level)] ?? AccessReply.Use()
    }

    private mutating func use(
        _ direction: AccessReply.Way.Direction, _ actor: ActorID, _ level: Level,
        _ time: Timestamp
    ) {
        guard actor != own else { return }
        let way = Way(actor: actor, direction: direction, level: level)
        ways[way, default: AccessReply.Use()].add(time)
    }
}

extension AccessReply.Use {
    fileprivate mutating func add(_ time: Timestamp) {
        count += 1
        last = max(last ?? time, time)
    }
}
