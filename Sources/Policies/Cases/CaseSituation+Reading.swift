import Identity
import Labels

extension CaseSituation {
    /// What a case must say, and what it may.
    private static let keys =
        ["name", "from", "to", "level", "status", "expect", "failed", "cites", "because"]
        + CaseOptions.keys

    init?(_ value: YAMLValue, at time: Timestamp, tables: PolicyTables) {
        guard let fields = YAMLFields(value, known: Self.keys) else { return nil }
        var tables = tables
        tables.overlay(fields)
        let actors = tables.actors.named.union(Self.strangers)
        let name = fields.required("name") { $0.shortText() }
        let from = fields.required("from") { $0.name(ActorID.self, in: actors) }
        let to = fields.required("to") { $0.name(ActorID.self, in: actors) }
        let level = fields.required("level") { $0.level() }
        let status = fields.required("status") { $0.word(StatusKind.self) }
        let cites = fields.required("cites") { $0.shortText() }
        let because = fields.required("because") { $0.shortText(maxBytes: 400) }
        let expected = Self.expectation(fields)
        let options = CaseOptions(fields, tables: tables, at: time)
        guard let name, let from, let to, let level, let status, let cites, let because,
            let expected,
            let label = options.label(from: from, to: to, level: level, status: status, value)
        else { return nil }
        self.name = name
        self.cites = cites
        self.because = because
        self.expected = expected
        file = value.file
        line = value.line
        rehearsal = options.rehearsal(label, from: from, to: to, under: Policy(tables))
    }

    /// An actor no policy knows.
    private static var strangers: [ActorID] { (try? ActorID("okand-aktor")).map { [$0] } ?? [] }

    /// The gates expected to fail; the verdict is written out beside them and must agree.
    private static func expectation(_ fields: YAMLFields) -> Set<GateID>? {
        guard let list = fields.required("failed") else { return nil }
        let failed = list.uniqueList("gate") { $0.word(GateID.self) }
        let verdict = fields.required("expect") { $0.word(Verdict.self) }
        guard let verdict, failed.count == list.list().count else { return nil }
        if (verdict == .permitted) != failed.isEmpty {
            fields.whole.note(.ruleBroken(.verdictContradicted))
        }
        return Set(failed)
    }

    private enum Verdict: String, CaseIterable { case permitted, denied }
}

extension PolicyTables {
    /// Adds the agreements a file or case makes up, and replaces approvals by those it makes up.
    mutating func overlay(_ fields: YAMLFields) {
        if let extra = fields.optional(
            "agreements", { YAMLFields($0, known: AgreementTable.keys) })
        {
            agreements = agreements.adding(extra, actors: actors.named)
        }
        if let extra = fields.optional("approvals", { YAMLFields($0, known: ApprovalTable.keys) }) {
            approvals = ApprovalTable(extra, terms: terms, standing: .example)
        }
    }
}
