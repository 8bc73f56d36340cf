import Handover
import ArgumentParser
import Files
import Identity
import Labels
import Policies
import Regions
import Speaking
import Wording

/// `policy show`: actors, forums and levels, as the policy has them.
struct PolicyShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(
            sv: "Visar aktörer, forum och grupper, eller nivåer.",
            en: "Shows actors, forums and groups, or levels."))

    enum Subject: String, CaseIterable, ExpressibleByArgument { case actors, forums, levels }

    @Argument(
        help: ArgumentHelp(sv: "actors, forums eller levels.", en: "actors, forums or levels."))
    var subject: Subject

    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let policy = try readPolicy()
        switch subject {
        case .actors:
            let actors = policy.actors.values.sorted { $0.id < $1.id }
            try output.show(actors.map(ActorReport.init)) { show(actors, $0) }
        case .forums:
            let forums = policy.forums.values.sorted { $0.id < $1.id }
            let groups = policy.groups.values.sorted { $0.id < $1.id }
            try output.show(ForumsReport(forums, groups)) { show(forums, groups, policy, $0) }
        case .levels:
            let rules = Level.allCases.compactMap { policy.rules(for: $0) }
            try output.show(rules.map(LevelReport.init)) { show(rules, $0) }
        }
    }

    /// The sources where they lie, else the bundle in force.
    private func readPolicy() throws -> Policy {
        let place = try region.policy ?? region.layout().policies
        if Folder.isThere(place) {
            return try Policy.compile(files: PolicySources(directory: place).policyFiles)
        }
        return try region.readView(at: .now, trusting: nil, global).policy.policy
    }

    private func show(_ actors: [ActorEntry], _ output: Output) {
        var table = Table([
            Phrase(sv: "aktör", en: "actor"), Phrase(sv: "namn", en: "name"),
            Phrase(sv: "slag", en: "kind"), Phrase(sv: "upprättar", en: "originates"),
            Phrase(sv: "tar emot", en: "receives"),
        ])
        for actor in actors {
            table.add([
                actor.id.text, actor.name, output.word(actor.kind.phrase),
                actor.originateCeiling.name, actor.receiveCeiling.name,
            ])
        }
        output.show(table)
    }

    private func show(
        _ forums: [Forum], _ groups: [ActorGroup], _ policy: Policy, _ output: Output
    ) {
        var table = Table([
            Phrase(sv: "krets", en: "audience"), Phrase(sv: "namn", en: "name"),
            Phrase(sv: "nivå", en: "tier"), Phrase(sv: "läge", en: "mode"),
            Phrase(sv: "aktörer", en: "actors"),
        ])
        for forum in forums {
            table.add([
                "forum:\(forum.id)", forum.name, output.word(forum.tier.phrase),
                policy.modes[forum.mode]?.name ?? forum.mode.text, String(forum.members.count),
            ])
        }
        for group in groups {
            table.add(["group:\(group.id)", group.name, "", "", String(group.members.count)])
        }
        output.show(table)
    }

    private func show(_ rules: [LevelRules], _ output: Output) {
        var table = Table([
            Phrase(sv: "nivå", en: "level"), Phrase(sv: "märkning", en: "marking"),
            Phrase(sv: "svit", en: "suite"), Phrase(sv: "bärare", en: "carriers"),
            Phrase(sv: "frisläpps av", en: "released by"),
            Phrase(sv: "färskhet h", en: "freshness h"),
        ])
        for rule in rules {
            table.add([
                rule.level.name, rule.marking, rule.suite.rawValue,
                rule.carriers.map(\.rawValue).sorted().joined(separator: " "),
                String(rule.releasePersons), String(rule.policyFreshnessSeconds / 3_600),
            ])
        }
        output.show(table)
    }
}

private struct ActorReport: Encodable {
    let id: String
    let name: String
    let kind: String
    let stateAuthority: Bool
    let country: String
    let originate: String
    let receive: String
    let compartments: [String]

    init(_ actor: ActorEntry) {
        id = actor.id.text
        name = actor.name
        kind = actor.kind.rawValue
        stateAuthority = actor.isStateAuthority
        country = actor.country.text
        originate = actor.originateCeiling.name
        receive = actor.receiveCeiling.name
        compartments = actor.compartments.map(\.text).sorted()
    }
}

private struct ForumsReport: Encodable {
    struct Forum: Encodable {
        let id: String
        let name: String
        let tier: String
        let mode: String
        let needsActivation: Bool
        let members: [String]
    }

    struct Group: Encodable {
        let id: String
        let name: String
        let members: [String]
    }

    let forums: [Forum]
    let groups: [Group]

    init(_ forums: [Policies.Forum], _ groups: [ActorGroup]) {
        self.forums = forums.map {
            Forum(
                id: $0.id.text, name: $0.name, tier: $0.tier.rawValue, mode: $0.mode.text,
                needsActivation: $0.needsActivation, members: $0.members.map(\.text).sorted())
        }
        self.groups = groups.map {
            Group(id: $0.id.text, name: $0.name, members: $0.members.map(\.text).sorted())
        }
    }
}

private struct LevelReport: Encodable {
    let level: String
    let marking: String
    let colour: String
    let suite: String
    let carriers: [String]
    let releasePersons: Int
    let keyLifetimeSeconds: Int64
    let policyFreshnessSeconds: Int64
    let retentionSeconds: Int64
    let expiresMaxSeconds: Int64

    init(_ rules: LevelRules) {
        level = rules.level.name
        marking = rules.marking
        colour = rules.colour
        suite = rules.suite.rawValue
        carriers = rules.carriers.map(\.rawValue).sorted()
        releasePersons = rules.releasePersons
        keyLifetimeSeconds = rules.keyLifetimeSeconds
        policyFreshnessSeconds = rules.policyFreshnessSeconds
        retentionSeconds = rules.retentionSeconds
        expiresMaxSeconds = rules.expiresMaxSeconds
    }
}
