package import Identity

/// A forum of the cooperation, in one mode.
package struct Forum: Hashable, Sendable {
    package let id: ForumID
    package let name: String
    /// *Samverkansnivå*.
    package let tier: ForumTier
    package let mode: ModeID
    /// Whether it exists only while an activation that names it is open.
    package let needsActivation: Bool
    package let members: Set<ActorID>
}

/// *Samverkansnivå*: regionalt inriktande, regionalt samordnande, verkställande.
package enum ForumTier: String, CaseIterable, Sendable, Hashable {
    case directing = "inriktande"
    case coordinating = "samordnande"
    case executing = "verkstallande"
}

/// *Aktörsnätverk*: a saved set of actors.
package struct ActorGroup: Hashable, Sendable {
    package let id: GroupID
    package let name: String
    package let members: Set<ActorID>
}

/// `forums.yaml`: groups, then forums by tier and mode.
struct ForumTable: Sendable {
    let groups: [GroupID: ActorGroup]
    let forums: [ForumID: Forum]
    let standing: Standing

    static let file = "forums.yaml"

    init?(_ root: YAMLValue, actors: Set<ActorID>, region: RegionTable?) {
        guard let (fields, standing) = YAMLFields.file(root, known: ["groups", "forums"]) else {
            return nil
        }
        self.standing = standing
        var groups: [GroupID: ActorGroup] = [:]
        for item in fields.items("groups") {
            // A group may name groups that stand before it, so there are no circles.
            let terms = ActorTermReader(
                actors: actors, atHome: [], groups: groups.mapValues(\.members))
            guard let group = ActorGroup(item, terms) else { continue }
            if groups.updateValue(group, forKey: group.id) != nil {
                item.note(.definedTwice(concept: GroupConcept.word, name: group.id.text))
            }
        }
        let terms = ActorTermReader(actors: actors, atHome: [], groups: groups.mapValues(\.members))
        var forums: [ForumID: Forum] = [:]
        for item in fields.items("forums") {
            guard let forum = Forum(item, terms, region) else { continue }
            if forums.updateValue(forum, forKey: forum.id) != nil {
                item.note(.definedTwice(concept: ForumConcept.word, name: forum.id.text))
            }
        }
        (self.groups, self.forums) = (groups, forums)
    }
}

extension ActorGroup {
    fileprivate init?(_ value: YAMLValue, _ terms: ActorTermReader) {
        guard let fields = YAMLFields(value, known: ["id", "name", "members"]) else { return nil }
        let id = fields.required("id") { $0.name(GroupID.self) }
        let name = fields.required("name") { $0.shortText() }
        let members = fields.required("members").map(terms.members)
        guard let id, let name, let members else { return nil }
        self.init(id: id, name: name, members: members)
    }
}

extension Forum {
    fileprivate init?(_ value: YAMLValue, _ terms: ActorTermReader, _ region: RegionTable?) {
        guard let fields = YAMLFields(value, known: ["id", "name", "tier", "mode", "members"])
        else { return nil }
        let id = fields.required("id") { $0.name(ForumID.self) }
        let name = fields.required("name") { $0.shortText() }
        let tier = fields.required("tier") { $0.word(ForumTier.self) }
        let mode = fields.required("mode") { mode in
            region.map { mode.name(ModeID.self, in: $0.namedModes) } ?? mode.name(ModeID.self)
        }
        let members = fields.required("members").map(terms.members)
        guard let id, let name, let tier, let mode, let members else { return nil }
        self.init(
            id: id, name: name, tier: tier, mode: mode,
            needsActivation: region?.modes[mode]?.needsActivation ?? true, members: members)
    }
}
