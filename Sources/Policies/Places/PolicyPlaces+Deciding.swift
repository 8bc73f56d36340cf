import Identity
import Labels

extension PolicyPlaces {
    /// The lines a gate's answer rests on, whether it holds or fails: what it read, or the list it
    /// found nothing in. None where the rule itself decides, or a signed note beside the policy.
    ///
    /// - Parameter modes: in force.
    package func deciding(
        _ gate: GateID, _ request: AccessRequest, under policy: Policy, in modes: [Mode] = []
    ) -> [PolicyPlace] {
        let question = Question(places: self, request: request, policy: policy)
        let tightening = modes.filter { mode in
            mode.limits.contains { $0.concerns(gate, request.label.level) }
        }
        let found =
            question.places(gate)
            + tightening.map { placeOrList(PolicyRecord(.modes, $0.id.text), "tightens") }
        var seen: Set<PolicyPlace> = []
        return found.filter { seen.insert($0).inserted }
    }
}

/// One request, asked where its answers come from.
private struct Question {
    let places: PolicyPlaces
    let request: AccessRequest
    let policy: Policy

    private var level: Level { request.label.level }

    func places(_ gate: GateID) -> [PolicyPlace] {
        switch gate {
        case .labelComplete: [line(.level(level), "expires-max")] + words
        case .policyFresh: [line(.level(level), "policy-freshness")]
        case .suiteLevel: [line(.level(level), "suite")]
        case .originatorCeiling: [line(.actor(request.originator), "originate")]
        case .cryptoApproved: request.concernsActualClassified ? approvals : []
        case .systemApproved: request.concernsActualClassified ? systems : []
        case .actorCeiling: [line(.actor(request.recipient), "receive")]
        case .agreementPair: agreements
        case .foreignCommitment: commitments
        case .secrecyGround: ground
        case .audience: audience
        case .releasePersons: [line(.level(level), "release-persons")]
        case .carrierCeiling:
            [
                line(.level(level), "carriers"),
                line(PolicyRecord(.carriers, request.carrier.rawValue), "ceiling"),
            ]
        case .personAuthorised: [level("sign-in")]
        case .personClearance: [level("limited-extent")]
        case .statusSeparate, .referenceOwner: []
        }
    }

    private func line(_ record: PolicyRecord, _ field: String? = nil) -> PolicyPlace {
        places.placeOrList(record, field)
    }

    /// A field that may be left out; then the level itself.
    private func level(_ field: String) -> PolicyPlace {
        places.place(of: .level(level), field) ?? line(.level(level))
    }

    // MARK: Label

    private var words: [PolicyPlace] {
        let label = request.label
        let owners = label.owners.map { line(.actor($0)) }
        let authorities = label.secrecy.map { marking in
            places.place(of: .actor(marking.authority))
                ?? line(PolicyRecord(.markingAuthorities, marking.authority.text))
        }
        return owners + authorities
            + label.audience.clauses.flatMap(\.terms).compactMap { term in entry(of: term) }
            + label.compartments.map { line(PolicyRecord(.compartments, $0.text)) }
            + label.caveats.map { line(PolicyRecord(.caveats, $0.rawValue)) }
            + [line(PolicyRecord(.origins, label.origin.text))]
    }

    /// In each clause the terms that name the recipient, or where none does all of them.
    private var audience: [PolicyPlace] {
        let terms = request.label.audience.clauses.flatMap { clause in
            let naming = clause.terms.filter {
                policy.members(of: $0).contains(request.recipient)
            }
            return naming.isEmpty ? clause.terms : naming
        }
        let held =
            request.label.compartments.isEmpty
            ? [] : [line(.actor(request.recipient), "compartments")]
        return terms.flatMap(members) + held
    }

    private func members(of term: AudienceTerm) -> [PolicyPlace] {
        guard case .forum(let id) = term, let forum = policy.forums[id] else {
            return entry(of: term, "members").map { [$0] } ?? []
        }
        let called = line(PolicyRecord(.modes, forum.mode.text), "needs-activation")
        return [line(PolicyRecord(.forums, id.text), "members")]
            + (forum.needsActivation ? [called] : [])
    }

    private func entry(of term: AudienceTerm, _ field: String? = nil) -> PolicyPlace? {
        switch term {
        case .all: nil
        case .actor(let id): line(.actor(id))
        case .group(let id): line(PolicyRecord(.groups, id.text), field)
        case .forum(let id): line(PolicyRecord(.forums, id.text), field)
        }
    }

    // MARK: Approvals

    private var approvals: [PolicyPlace] {
        if let named = request.approval {
            return [
                policy.approvals.crypto[named].map { line(.approval($0)) }
                    ?? places.place(of: request.isOpaque ? .opaque : .crypto)
            ]
        }
        guard !request.isOpaque else { return [places.place(of: .opaque)] }
        let fitting = policy.approvals.crypto.values.filter {
            $0.kind != .opaque && $0.senders.contains(request.originator)
                && $0.levels.contains(level)
        }
        return fitting.isEmpty
            ? [places.place(of: .crypto), places.place(of: .cryptoExemptions)]
            : fitting.map { line(.approval($0)) }.sorted()
    }

    private var systems: [PolicyPlace] {
        request.systems.isEmpty
            ? [places.place(of: .systems)]
            : request.systems.map { line(.system($0.name), "ceiling") }
    }

    // MARK: Between two actors

    private var agreements: [PolicyPlace] {
        let (sender, recipient) = (request.originator, request.recipient)
        guard level >= .confidential, sender != recipient else { return [] }
        let both = [sender, recipient]
        if both.allSatisfy({ policy.actors[$0]?.isStateAuthority ?? false }) {
            return both.map { line(.actor($0), "state-authority") }
        }
        let recorded = policy.agreements(between: sender, and: recipient)
        let inForce = recorded.filter { $0.validity.contains(request.now) }
        let deciding = inForce.isEmpty ? recorded : inForce
        return deciding.isEmpty
            ? [places.place(of: .agreements), places.place(of: .agreementExemptions)]
            : deciding.map { line(.agreement($0), "until") }
    }

    private var commitments: [PolicyPlace] {
        guard level.isClassified else { return [] }
        let country = line(.actor(request.recipient), "country")
        guard policy.actors[request.recipient]?.country != .sweden else { return [country] }
        let recorded = policy.approvals.commitments[request.recipient] ?? []
        return [country]
            + (recorded.isEmpty
                ? [places.place(of: .commitments)]
                : recorded.map { line(.commitment($0), "ceiling") })
    }

    private var ground: [PolicyPlace] {
        guard level > .open, request.originator != request.recipient else { return [] }
        guard let code = request.ground else { return [places.place(of: .grounds)] }
        let record = PolicyRecord(.grounds, code.text)
        guard let ground = policy.grounds[code] else { return [line(record)] }
        let failing = [
            ("statuses", ground.statuses.contains(request.label.status.kind)),
            ("from", ground.from.contains(request.originator)),
            ("to", ground.to.contains(request.recipient)),
        ].filter { !$0.1 }.map(\.0)
        return (failing.isEmpty ? ["from", "to"] : failing).map { line(record, $0) }
    }
}
