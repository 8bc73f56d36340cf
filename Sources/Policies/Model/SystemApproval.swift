package import Identity
package import Labels

/// A node or relay by name: what an approval of systems speaks of.
package enum SystemName: Hashable, Sendable, CustomStringConvertible {
    case node(NodeID, of: ActorID)
    case relay(RelayID)

    package var description: String {
        switch self {
        case .node(let node, let actor): "node:\(actor)/\(node)"
        case .relay(let relay): "relay:\(relay)"
        }
    }

    /// Reads what ``description`` writes, and nothing else.
    package init?(described text: String) {
        if text.hasPrefix(Self.relayPrefix) {
            guard let relay = try? RelayID(String(text.dropFirst(Self.relayPrefix.count))) else {
                return nil
            }
            self = .relay(relay)
            return
        }
        let parts = text.dropFirst(Self.nodePrefix.count).split(
            separator: "/", omittingEmptySubsequences: false)
        guard text.hasPrefix(Self.nodePrefix), parts.count == 2,
            let actor = try? ActorID(String(parts[0])), let node = try? NodeID(String(parts[1]))
        else { return nil }
        self = .node(node, of: actor)
    }

    private static let relayPrefix = "relay:"
    private static let nodePrefix = "node:"
}

/// *Särskild säkerhetsskyddsbedömning*, *samråd* and approval of a system (SäkF 3:1–3).
package struct SystemApproval: Hashable, Sendable {
    package let system: SystemName
    package let ceiling: Level
    /// The documented assessment (3:1).
    package let assessment: String
    /// The documented approval (3:3).
    package let approval: String
    /// The written consultation (3:2), needed from K.
    package let consultation: String?
    package let validity: Validity
}

extension SystemApproval {
    private static let keys =
        ["actor", "node", "relay", "ceiling", "assessment", "approval", "consultation"]
        + Validity.keys

    init?(_ value: YAMLValue, actors: Set<ActorID>) {
        guard let fields = YAMLFields(value, known: Self.keys) else { return nil }
        let system = SystemName(fields, actors: actors)
        let ceiling = fields.required("ceiling") { $0.level() }
        let assessment = fields.required("assessment") { $0.shortText() }
        let approval = fields.required("approval") { $0.shortText() }
        let consultation = fields.optional("consultation") { $0.shortText() }
        let validity = Validity(fields)
        guard let system, let ceiling, let assessment, let approval, let validity else {
            return nil
        }
        if !ceiling.isClassified { value.note(.ruleBroken(.levelNotClassified)) }
        self.init(
            system: system, ceiling: ceiling, assessment: assessment, approval: approval,
            consultation: consultation, validity: validity)
    }
}

extension SystemName {
    /// Reads `relay`, or `actor` and `node`.
    init?(_ fields: YAMLFields, actors: Set<ActorID>) {
        if fields.has("relay") {
            for key in ["actor", "node"] where fields.has(key) {
                fields.whole.note(.unknownKey(key, known: ["relay"]))
            }
            guard let relay = fields.required("relay", { $0.name(RelayID.self) }) else {
                return nil
            }
            self = .relay(relay)
            return
        }
        let actor = fields.required("actor") { $0.name(ActorID.self, in: actors) }
        let node = fields.required("node") { $0.name(NodeID.self) }
        guard let actor, let node else { return nil }
        self = .node(node, of: actor)
    }
}
