import Identity
import Labels

/// Whoever sees, sends or releases a message has signed in as policy asks, is judged reliable,
/// trained, briefed on secrecy and in need of it, all in date, and has not left.
///
/// Whoever acts as a function is a person who holds it: a function account has nobody of its own.
///
/// Source: SäkF (2021:955) 2:2–3, 5:20.
struct PersonAuthorisedGate: Gate {
    static let id = GateID.personAuthorised
    static let basis = LegalBasis("SäkF (2021:955) 2:2–3")
    static let stages: Set<DecisionStage> = [.person]

    func check(_ request: AccessRequest, in view: PolicyView) -> GateResult {
        let level = request.label.level
        guard let rules = view.policy.rules(for: level) else {
            return .fails(.levelUnconfigured(level))
        }
        let required = request.signInRequired(by: rules)
        guard let person = request.person else {
            return required == .nothing ? .holds : .fails(.personUnstated)
        }
        var failures = presence(of: person, at: request.now)
        if required > .nothing {
            if person.signIn < required {
                failures.append(.signInTooWeak(found: person.signIn, required: required))
            }
            failures += defects(of: person.standing, at: request.now)
            failures += needless(person.standing, request)
        }
        return GateResult(failures)
    }

    /// Asked of whoever says who she is, also where policy would not have asked.
    private func presence(of person: PersonAtNode, at now: Timestamp) -> [GateFailure] {
        let standing = person.standing
        var failures: [GateFailure] = []
        if let left = standing.leftAt, left <= now {
            failures.append(.personLeft(standing.id, at: left))
        }
        if let function = person.function,
            !standing.functions.contains(where: {
                $0.function == function && $0.validity.contains(now)
            })
        {
            failures.append(.functionNotHeld(standing.id, function))
        }
        return failures
    }

    private func defects(of standing: PersonStanding, at now: Timestamp) -> [GateFailure] {
        PersonFact.allCases.compactMap { fact in
            guard let validity = standing[fact] else {
                return .personFactMissing(standing.id, fact)
            }
            return validity.contains(now)
                ? nil : .personFactNotInForce(standing.id, fact, validity)
        }
    }

    private func needless(
        _ standing: PersonStanding, _ request: AccessRequest
    ) -> [GateFailure] {
        let needs = Set(
            standing.needs.filter { $0.validity.contains(request.now) }.map(\.scope))
        // What one's own actor makes is covered by the need of what it is named for.
        let isOwn =
            request.originator == request.recipient
            && needs.contains(.audience(.actor(request.originator)))
        let needsAll = isOwn || needs.contains(.audience(.all))
        let clauses = request.label.audience.clauses.filter { clause in
            !needsAll && !clause.terms.contains { needs.contains(.audience($0)) }
        }
        let words = request.label.compartments.filter { !needs.contains(.compartment($0)) }
        return clauses.map { .needMissing(standing.id, $0) }
            + words.map { .compartmentNotNeeded(standing.id, $0) }
    }
}
