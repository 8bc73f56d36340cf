import Identity

/// The nine files as they were read, before they become one ``Policy``.
struct PolicyTables {
    let region: RegionTable
    var vocabulary: Vocabulary
    var levels: LevelTable
    var actors: ActorTable
    var forums: ForumTable
    var agreements: AgreementTable
    var grounds: GroundTable
    var approvals: ApprovalTable
    var carriers: CarrierTable
    /// What they were read from.
    let files: [String: [UInt8]]

    /// By file.
    var standings: [String: Standing] {
        [
            RegionTable.file: region.standing, Vocabulary.file: vocabulary.standing,
            LevelTable.file: levels.standing, ActorTable.file: actors.standing,
            ForumTable.file: forums.standing, AgreementTable.file: agreements.standing,
            GroundTable.file: grounds.standing, ApprovalTable.file: approvals.standing,
            CarrierTable.file: carriers.standing,
        ]
    }

    /// How sets of actors are named in what is read later: overlays of recorded cases.
    var terms: ActorTermReader {
        ActorTermReader(
            actors: actors.named, atHome: actors.atHome,
            groups: forums.groups.mapValues(\.members))
    }
}

extension Policy {
    /// The files a policy consists of, sorted; no other may stand beside them.
    package static let fileNames = [
        ActorTable.file, AgreementTable.file, ApprovalTable.file, CarrierTable.file,
        ForumTable.file, GroundTable.file, Vocabulary.file, LevelTable.file, RegionTable.file,
    ]

    /// Compiles the sources.
    ///
    /// - Parameter files: content by name, without directory.
    /// - Throws: ``PolicyError/sourcesInvalid(_:)`` with every defect found.
    package static func compile(files: [String: [UInt8]]) throws(PolicyError) -> Policy {
        Policy(try PolicyTables(compiling: files))
    }
}

extension PolicyTables {
    /// - Throws: ``PolicyError/sourcesInvalid(_:)``.
    init(compiling files: [String: [UInt8]]) throws(PolicyError) {
        let issues = IssueCollector()
        for name in files.keys.sorted() where !Policy.fileNames.contains(name) {
            issues.add(.fileUnknown, file: name)
        }
        let tables = Self(files, extraActors: nil, issues)
        try issues.throwIfAny()
        // Reading notes a defect whenever it gives up, so there are tables here.
        guard let tables else { throw .sourcesInvalid([]) }
        self = tables
    }

    /// The same files with actors a recorded case makes up; they are in `all` like any other.
    func adding(actors: YAMLValue) -> PolicyTables {
        PolicyTables(files, extraActors: actors, IssueCollector()) ?? self
    }

    private init?(
        _ files: [String: [UInt8]], extraActors: YAMLValue?, _ issues: IssueCollector
    ) {
        func root(_ name: String) -> YAMLValue? {
            guard let bytes = files[name] else {
                issues.add(.fileMissing, file: name)
                return nil
            }
            return YAMLSource(file: name, issues: issues).root(bytes)
        }
        // Vocabulary and actors first: the rest speaks of them.
        let vocabulary = root(Vocabulary.file).flatMap { Vocabulary($0) }
        let compartments = vocabulary.map { Set($0.compartments.keys) } ?? []
        var actors = root(ActorTable.file).flatMap { ActorTable($0, compartments: compartments) }
        if let extraActors {
            actors = actors?.adding(extraActors, compartments: compartments)
        }
        let named = actors?.named ?? []
        let carriers = root(CarrierTable.file).flatMap { CarrierTable($0) }
        let levels = root(LevelTable.file).flatMap { LevelTable($0, carriers: carriers) }
        let region = root(RegionTable.file).flatMap {
            RegionTable($0, actors: named, carriers: carriers, levels: levels)
        }
        let forums = root(ForumTable.file).flatMap {
            ForumTable($0, actors: named, region: region)
        }
        let terms = ActorTermReader(
            actors: named, atHome: actors?.atHome ?? [],
            groups: (forums?.groups ?? [:]).mapValues(\.members))
        let agreements = root(AgreementTable.file).flatMap { AgreementTable($0, actors: named) }
        let grounds = root(GroundTable.file).flatMap { GroundTable($0, terms: terms) }
        let approvals = root(ApprovalTable.file).flatMap { ApprovalTable($0, terms: terms) }
        guard let region, let vocabulary, let levels, let actors, let forums, let agreements,
            let grounds, let approvals, let carriers
        else { return nil }
        self.init(
            region: region, vocabulary: vocabulary, levels: levels, actors: actors, forums: forums,
            agreements: agreements, grounds: grounds, approvals: approvals, carriers: carriers,
            files: files)
    }
}
