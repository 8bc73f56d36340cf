package import Identity

/// Who has an exemplar: a person of one's own by pseudonym, another actor, or the node itself.
///
///     person:person-1
///     actor:kommun-solna
///     node:sos-alarm-1
package enum Holder: Hashable, Sendable {
    case person(PersonID)
    case actor(ActorID)
    case node(NodeID)

    /// - Throws: ``RegisterError/holderInvalid(text:)``.
    package init(_ text: String) throws(RegisterError) {
        let words = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard words.count == 2 else { throw .holderInvalid(text: text) }
        do {
            switch words[0] {
            case "person": self = .person(try PersonID(words[1]))
            case "actor": self = .actor(try ActorID(words[1]))
            case "node": self = .node(try NodeID(words[1]))
            default: throw RegisterError.holderInvalid(text: text)
            }
        } catch { throw .holderInvalid(text: text) }
    }

    package var text: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .actor(let id): "actor:\(id)"
        case .node(let id): "node:\(id)"
        }
    }

    package var person: PersonID? {
        if case .person(let id) = self { id } else { nil }
    }
}

extension Holder: CustomStringConvertible {
    package var description: String { text }
}

extension Holder: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do { try self.init(container.decode(String.self)) } catch let error as RegisterError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
