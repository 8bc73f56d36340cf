import Identity
import Labels

/// What a case says of the person at the node; of everything it does not name she has what is asked.
struct CasePerson {
    private let value: YAMLValue

    init(_ value: YAMLValue) { self.value = value }

    private static let keys = [
        "clearance", "sign-in", "lacks", "expired", "left", "needs", "holds", "function", "used",
        "counted", "justified",
    ]

    private enum Part: String, CaseIterable { case reliable, trained, briefed, clearance, need }

    func apply(to request: inout AccessRequest) {
        if value.isWord("none") {
            request.person = nil
            return
        }
        guard var person = request.person else {
            return value.note(
                .valueInvalid(expected: "stage person", found: request.stage.rawValue))
        }
        guard let fields = YAMLFields(value, known: Self.keys) else { return }
        let now = request.now
        apply(fields, to: &person.standing, at: now)
        person.signIn =
            fields.optional("sign-in") { $0.word(SignInStrength.self) } ?? person.signIn
        person.function = fields.optional("function") { $0.name(FunctionID.self) }
        person.limited = LimitedUse(
            usedCount: fields.optional("used") { $0.integer(in: 0...1_000) } ?? 0,
            isCounted: fields.optional("counted") { $0.truth() } ?? false,
            isJustified: fields.optional("justified") { $0.truth() } ?? false)
        request.person = person
    }

    private func apply(
        _ fields: YAMLFields, to standing: inout PersonStanding, at now: Timestamp
    ) {
        let usual = Validity(from: now.adding(seconds: -60), until: now.adding(seconds: 60))
        if let number = fields.optional("clearance", { $0.integer(in: 1...3) }),
            let clearance = Clearance(rawValue: number)
        {
            standing.clearance = ClearanceGrant(clearance, usual)
        }
        if let scopes = fields.optional("needs", { $0.list(need) }) {
            standing.needs = scopes.map { Need($0, usual) }
        }
        for function in fields.optional("holds", { $0.list { $0.name(FunctionID.self) } }) ?? [] {
            standing.functions.append(FunctionHolding(function, usual))
        }
        let past = Validity(from: now.adding(seconds: -60), until: now)
        for part in parts("expired", of: fields) { set(part, to: past, in: &standing) }
        for part in parts("lacks", of: fields) { set(part, to: nil, in: &standing) }
        if fields.optional("left", { $0.truth() }) == true { standing.leftAt = now }
    }

    private func parts(_ key: String, of fields: YAMLFields) -> [Part] {
        fields.optional(key) { $0.list { $0.word(Part.self) } } ?? []
    }

    private func set(_ part: Part, to validity: Validity?, in standing: inout PersonStanding) {
        switch part {
        case .reliable: standing.reliable = validity
        case .trained: standing.trained = validity
        case .briefed: standing.briefed = validity
        case .clearance:
            standing.clearance = validity.flatMap { validity in
                standing.clearance.map { ClearanceGrant($0.clearance, validity) }
            }
        case .need:
            standing.needs =
                validity.map { validity in
                    standing.needs.map { Need($0.scope, validity) }
                } ?? []
        }
    }

    private func need(_ value: YAMLValue) -> NeedScope? {
        guard let text = value.text() else { return nil }
        guard let scope = try? NeedScope(text) else {
            value.note(.valueInvalid(expected: "need", found: text))
            return nil
        }
        return scope
    }
}
