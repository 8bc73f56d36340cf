import Identity
import Labels

/// A recorded decision: a situation, the verdict the law asks for, and why.
///
/// Written by people from the statute, never by running the engine.
package struct PolicyCase: Sendable {
    package let name: String
    package let file: String
    package let line: Int
    /// The paragraph.
    package let cites: String
    /// The reason, in a sentence.
    package let because: String
    /// Exactly the gates that must fail; none means that the message is permitted.
    package let expected: Set<GateID>
    /// What the engine says.
    package let decision: Decision

    package var found: Set<GateID> { Set(decision.failed.map(\.id)) }

    package var isReproduced: Bool {
        found == expected && decision.isPermitted == expected.isEmpty
    }
}

/// The recorded decisions of `Policies/cases/`.
package enum PolicyCases {
    /// Decides every case anew, in the order of files and lines.
    ///
    /// - Parameters:
    ///   - caseFiles: the case files by name.
    ///   - policyFiles: the sources they are about.
    /// - Throws: ``PolicyError/sourcesInvalid(_:)`` for defects of either.
    package static func run(
        _ caseFiles: [String: [UInt8]], against policyFiles: [String: [UInt8]]
    ) throws(PolicyError) -> [PolicyCase] {
        try situations(caseFiles, against: policyFiles).map { situation in
            let rehearsal = situation.rehearsal
            return PolicyCase(
                name: situation.name, file: situation.file, line: situation.line,
                cites: situation.cites, because: situation.because, expected: situation.expected,
                decision: decide(rehearsal.request, in: rehearsal.view))
        }
    }

    /// The situations themselves, for tests that decide them in other ways.
    static func situations(
        _ caseFiles: [String: [UInt8]], against policyFiles: [String: [UInt8]]
    ) throws(PolicyError) -> [CaseSituation] {
        let tables = try PolicyTables(compiling: policyFiles)
        let issues = IssueCollector()
        var situations: [CaseSituation] = []
        var names: Set<String> = []
        for (name, bytes) in caseFiles.sorted(by: { $0.key < $1.key }) {
            guard let root = YAMLSource(file: name, issues: issues).root(bytes),
                let (fields, _) = YAMLFields.file(
                    root, known: ["at", "actors", "agreements", "approvals", "cases"])
            else { continue }
            var tables = tables
            if let actors = fields.optional("actors", { $0 }) {
                tables = tables.adding(actors: actors)
            }
            tables.overlay(fields)
            let at = fields.required("at") { $0.time() }
            for item in fields.items("cases") {
                guard let at,
                    let situation = CaseSituation(item, at: at, tables: tables)
                else { continue }
                if !names.insert(situation.name).inserted {
                    item.note(.definedTwice(concept: "case", name: situation.name))
                }
                situations.append(situation)
            }
        }
        try issues.throwIfAny()
        return situations
    }
}

/// A case as written, made into a request and the view around it.
struct CaseSituation {
    let name: String
    let file: String
    let line: Int
    let cites: String
    let because: String
    let expected: Set<GateID>
    let rehearsal: Rehearsal
}
