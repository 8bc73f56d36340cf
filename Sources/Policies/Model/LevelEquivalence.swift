package import Identity
package import Labels

/// What the classifications of another are in ours, by an agreement with them.
///
/// Source: SäkL (2018:585) 2:5; equivalents differ from agreement to agreement, so they stand in a
/// table.
package struct LevelEquivalence: Hashable, Sendable {
    /// How their labels name the policy they are under.
    package let scheme: ForeignScheme
    package let origin: CountryCode
    /// The agreement, as it is cited.
    package let reference: String
    package let validity: Validity
    /// Lowest first; ours never falls.
    package let rows: [Row]

    package struct Row: Hashable, Sendable {
        package let theirs: String
        package let ours: Level
    }
}

/// Whose words a classification is in: name and identifier as STANAG 4774 writes them.
package struct ForeignScheme: Hashable, Sendable {
    package let name: String
    package let uri: String?

    package init(name: String, uri: String?) { (self.name, self.uri) = (name, uri) }
}

/// What a foreign classification is here, and by which row.
package struct EquivalentLevel: Hashable, Sendable {
    package let level: Level
    package let theirs: String
    package let table: LevelEquivalence
}

/// Why a foreign classification is nothing here.
package enum EquivalenceFailure: Hashable, Sendable, Error {
    /// No agreement speaks of it.
    case schemeUnknown
    case notInForce
    case classificationUnknown
}

extension Policy {
    /// Which of our levels a classification of others is.
    ///
    /// Where several agreements in force say something of it the highest stands: nothing is lowered
    /// because one of two tables is milder.
    ///
    /// - Throws: ``EquivalenceFailure``. Nothing is guessed, however like ours a word may be.
    package func equivalent(
        of classification: String, in scheme: ForeignScheme, at moment: Timestamp
    ) throws(EquivalenceFailure) -> EquivalentLevel {
        let recorded = equivalences.filter { $0.scheme == scheme }
        guard !recorded.isEmpty else { throw .schemeUnknown }
        let inForce = recorded.filter { $0.validity.contains(moment) }
        guard !inForce.isEmpty else { throw .notInForce }
        let found = inForce.flatMap { table in
            table.rows.filter { $0.theirs.utf8.elementsEqual(classification.utf8) }.map {
                EquivalentLevel(level: $0.ours, theirs: $0.theirs, table: table)
            }
        }
        guard let highest = found.max(by: { $0.level < $1.level }) else {
            throw .classificationUnknown
        }
        return highest
    }
}

extension LevelEquivalence {
    private static let keys =
        ["policy", "uri", "origin", "reference", "levels", "unmatched"] + Validity.keys

    init?(_ value: YAMLValue) {
        guard let fields = YAMLFields(value, known: Self.keys) else { return nil }
        let name = fields.required("policy") { $0.shortText() }
        let uri = fields.optional("uri") { $0.shortText() }
        let origin = fields.required("origin") { $0.country() }
        let reference = fields.required("reference") { $0.shortText() }
        let validity = Validity(fields)
        let rows = fields.required("levels").map(Self.rows)
        let unmatched = fields.optional("unmatched") { $0.uniqueList("level") { $0.level() } } ?? []
        guard let name, let origin, let reference, let validity, let rows else { return nil }
        self.init(
            scheme: ForeignScheme(name: name, uri: uri), origin: origin, reference: reference,
            validity: validity, rows: rows)
        let matched = Set(rows.map(\.ours))
        if !matched.isDisjoint(with: unmatched) {
            fields.required("levels")?.note(.ruleBroken(.equivalenceContradicted))
        }
        // Whoever leaves a class out has to say that it is meant.
        if Level.allCases.contains(where: {
            $0.isClassified && !matched.contains($0) && !unmatched.contains($0)
        }) {
            fields.required("levels")?.note(.ruleBroken(.equivalenceIncomplete))
        }
    }

    private static func rows(_ value: YAMLValue) -> [Row] {
        var rows: [Row] = []
        for item in value.list() {
            guard let row = Row(item) else { continue }
            if rows.contains(where: { $0.theirs.utf8.elementsEqual(row.theirs.utf8) }) {
                item.note(.definedTwice(concept: "classification", name: row.theirs))
            }
            // What they hold higher may not be lower here.
            if let last = rows.last, row.ours < last.ours {
                item.note(.ruleBroken(.equivalenceFalls))
            }
            rows.append(row)
        }
        return rows
    }
}

extension LevelEquivalence.Row {
    fileprivate init?(_ value: YAMLValue) {
        guard let fields = YAMLFields(value, known: ["theirs", "ours"]) else { return nil }
        let theirs = fields.required("theirs") { $0.shortText() }
        let ours = fields.required("ours") { $0.level() }
        guard let theirs, let ours else { return nil }
        self.init(theirs: theirs, ours: ours)
    }
}
