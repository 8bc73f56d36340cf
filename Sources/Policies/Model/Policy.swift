package import Identity
package import Labels

/// The region's rules, compiled from the YAML files of `Policies/`.
///
/// A value without history: who signed it, and whether it is the newest, is said by
/// ``PolicyEdition`` and the freshness note beside it.
package struct Policy: Sendable {
    package let region: RegionID
    package let name: String
    package let modes: [ModeID: Mode]
    /// As they stand in the file: the usual one first.
    package let modesInOrder: [Mode]
    /// Whether any of them tightens anything.
    let hasModeLimits: Bool
    /// Who may sign activations (the actor whose TiB convenes).
    package let conveners: Set<ActorID>
    /// As which functions they do; empty where any will do, or none is named.
    package let conveningFunctions: Set<FunctionID>
    /// How long an entry of a machine's ledger may wait until somebody has reviewed it; `nil` where the
    /// region has set no interval.
    package let logReviewSeconds: Int64?
    package let vocabulary: Vocabulary
    package let actors: [ActorID: ActorEntry]
    package let forums: [ForumID: Forum]
    package let groups: [GroupID: ActorGroup]
    package let grounds: [GroundCode: Ground]
    /// What classifications of others are in ours.
    package let equivalences: [LevelEquivalence]
    package let approvals: ApprovalTable
    package let carrierCeilings: [CarrierKind: Level]
    /// How long it may be since a rung of the kind was drilled, in seconds; nothing is asked of others.
    package let drillSeconds: [CarrierKind: Int64]
    /// The files that still say they are an example, sorted.
    package let exampleFiles: [String]
    /// What it was compiled from: content by file name.
    package let sources: [String: [UInt8]]
    private let levels: [LevelRules?]
    private let agreements: [ActorPair: [Agreement]]
    /// As they stand there.
    let routines: [Routine]

    init(_ tables: PolicyTables) {
        region = tables.region.region
        name = tables.region.name
        modes = tables.region.modes
        modesInOrder = tables.region.modeOrder.compactMap { tables.region.modes[$0] }
        hasModeLimits = modesInOrder.contains { !$0.limits.isEmpty }
        conveners = Set(tables.region.conveners)
        conveningFunctions = Set(tables.region.conveningFunctions)
        logReviewSeconds = tables.region.logReviewSeconds
        vocabulary = tables.vocabulary
        actors = tables.actors.entries
        forums = tables.forums.forums
        groups = tables.forums.groups
        grounds = tables.grounds.grounds
        equivalences = tables.agreements.equivalences
        approvals = tables.approvals
        carrierCeilings = tables.carriers.ceilings
        routines = tables.carriers.routines
        drillSeconds = tables.carriers.drillSeconds
        exampleFiles = tables.standings.filter { $0.value == .example }.keys.sorted()
        sources = tables.files
        levels = Level.allCases.map { tables.levels.rules[$0] }
        agreements = tables.agreements.entries
    }

    /// What the level asks for; `nil` when the region does not use it, which denies.
    package func rules(for level: Level) -> LevelRules? { levels[level.rawValue] }

    /// What people do at a level while messages go a certain way; `nil` when nobody has said.
    package func routine(_ occasion: Routine.Occasion, at level: Level) -> Routine? {
        routines.first { $0.occasion == occasion && $0.levels.contains(level) }
    }

    /// How many witnesses the level asks for that asks for most.
    package var witnessesMax: Int { levels.compactMap { $0?.witnesses }.max() ?? 0 }

    /// The levels the region uses, lowest first.
    package var levelsInUse: [LevelRules] { levels.compactMap { $0 } }

    /// Agreements and exemptions recorded for two actors, in force or not.
    package func agreements(between one: ActorID, and other: ActorID) -> [Agreement] {
        agreements[ActorPair(one, other)] ?? []
    }

    /// Agreements and exemptions of all pairs, in no order.
    var recordedAgreements: [Agreement] { agreements.values.flatMap { $0 } }

    /// Whether any file still says that it is an example.
    package var isExample: Bool { !exampleFiles.isEmpty }

    /// Whether somebody has decided how long things are kept, rather than taken over the example.
    package var isRetentionDecided: Bool { !exampleFiles.contains(LevelTable.file) }

    /// The actors a term of an audience names, activated or not; empty when the term is unknown.
    package func members(of term: AudienceTerm) -> Set<ActorID> {
        switch term {
        case .all: Set(actors.keys)
        case .actor(let id): actors[id] == nil ? [] : [id]
        case .group(let id): groups[id]?.members ?? []
        case .forum(let id): forums[id]?.members ?? []
        }
    }
}
