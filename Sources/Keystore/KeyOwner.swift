package import Identity

/// Whose a private key is, down to level and status: a key is found under exactly this, or not at
/// all.
package enum KeyOwner: Hashable, Sendable {
    /// A root, policy or freshness authority.
    case authority(AuthorityName)
    /// An actor, for its identity.
    case actor(ActorID)
    /// An actor's messages at one level and status. This room knows no labels, only their names
    /// (`hemlig`, `exercise`).
    case messages(ActorID, level: LevelName, status: StatusName)
    case node(ActorID, NodeID)
    case relay(RelayID)
    case person(ActorID, PersonID)

    /// ``messages(_:level:status:)`` from the names as they stand elsewhere.
    ///
    /// - Throws: ``IdentityError`` for a text that is no name.
    package static func messages(
        of actor: ActorID, level: String, status: String
    ) throws(IdentityError) -> KeyOwner {
        .messages(actor, level: try LevelName(level), status: try StatusName(status))
    }

    /// One word: `messages:sos-alarm:hemlig:exercise`.
    package var text: String {
        switch self {
        case .authority(let name): "authority:\(name)"
        case .actor(let actor): "actor:\(actor)"
        case .messages(let actor, let level, let status): "messages:\(actor):\(level):\(status)"
        case .node(let actor, let node): "node:\(actor):\(node)"
        case .relay(let relay): "relay:\(relay)"
        case .person(let actor, let person): "person:\(actor):\(person)"
        }
    }

    /// Reads what ``text`` writes; `nil` for anything else.
    init?(text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            .compactMap(String.init)
        do {
            switch (parts.first, parts.count) {
            case ("authority", 2): self = .authority(try AuthorityName(parts[1]))
            case ("actor", 2): self = .actor(try ActorID(parts[1]))
            case ("messages", 4):
                self = try .messages(of: ActorID(parts[1]), level: parts[2], status: parts[3])
            case ("node", 3): self = .node(try ActorID(parts[1]), try NodeID(parts[2]))
            case ("relay", 2): self = .relay(try RelayID(parts[1]))
            case ("person", 3): self = .person(try ActorID(parts[1]), try PersonID(parts[2]))
            default: return nil
            }
        } catch { return nil }
    }
}

package enum AuthorityConcept: NameConcept { package static let word = "authority" }
package enum LevelNameConcept: NameConcept { package static let word = "level" }
package enum StatusNameConcept: NameConcept { package static let word = "status" }

package typealias AuthorityName = Name<AuthorityConcept>
package typealias LevelName = Name<LevelNameConcept>
package typealias StatusName = Name<StatusNameConcept>
