import Identity
import Labels
import Registry

/// What a case puts out of order in the rehearsal: keys, registration, freshness, edition,
/// releases,
/// systems, vault.
struct CaseDisorder {
    private let fields: YAMLFields
    private let terms: ActorTermReader

    init(_ fields: YAMLFields, terms: ActorTermReader) {
        (self.fields, self.terms) = (fields, terms)
    }

    func apply(to rehearsal: inout Rehearsal) {
        if let suite = fields.optional("suite", { $0.word(Suite.self) }) {
            rehearsal.request.suite = suite
        }
        for item in fields.optional("keys", { $0.list() }) ?? [] { spoilKey(item, &rehearsal) }
        if let actors = fields.optional("unregistered", terms.members) {
            rehearsal.registry.actors.subtract(actors)
        }
        applyFreshness(&rehearsal)
        applyEdition(&rehearsal)
        applyReleases(&rehearsal)
        if fields.optional("systems", { $0.word(Stated.self) }) == .unstated {
            rehearsal.request.systems = []
        }
        if let vault = fields.optional("vault", { $0 }) {
            rehearsal.request.vault = vault.isWord("unstated") ? nil : vault.word(StatusKind.self)
        }
    }

    private enum Stated: String, CaseIterable { case stated, unstated }

    // MARK: Keys

    private enum KeyDefect: String, CaseIterable {
        case missing, unknown, revoked, expired
        case otherActor = "other-actor"
        case otherLevel = "other-level"
        case otherStatus = "other-status"
        case otherPurpose = "other-purpose"
        case notYetValid = "not-yet-valid"
    }

    /// `{role, defect}`, with `since` for a revocation or an expiry before now.
    private func spoilKey(_ value: YAMLValue, _ rehearsal: inout Rehearsal) {
        guard let entry = YAMLFields(value, known: ["role", "defect", "since"]),
            let role = entry.required("role", { $0.word(KeyRole.self) }),
            let defect = entry.required("defect", { $0.word(KeyDefect.self) }),
            let id = Rehearsal.key(role)
        else { return }
        let now = rehearsal.request.now
        let since = entry.optional("since") { $0.time() } ?? now
        guard var key = rehearsal.registry.keys[id] else {
            value.note(.valueInvalid(expected: "a key this level uses", found: role.rawValue))
            return
        }
        switch defect {
        case .missing: rehearsal.request.keys.removeAll { $0.id == id }
        case .unknown: rehearsal.registry.keys[id] = nil
        case .otherActor:
            key.actor = rehearsal.policy.actors.keys.filter { $0 != key.actor }.min() ?? key.actor
        case .otherLevel: key.level = key.level == .open ? .secrecy : .open
        case .otherStatus: key.status = key.status == .test ? .actual : .test
        case .otherPurpose: key.purpose = key.purpose == .wrapping ? .signing : .wrapping
        case .notYetValid: key.validFrom = now.adding(seconds: 1)
        case .expired: key.validUntil = since
        case .revoked: key.revocation = Revocation(at: since)
        }
        if defect != .unknown { rehearsal.registry.keys[id] = key }
    }

    // MARK: Freshness and edition

    private enum FreshnessCase: String, CaseIterable {
        case fresh, stale, missing, expired, future, superseded, forked
        case registryBehind = "registry-behind"
    }

    private func applyFreshness(_ rehearsal: inout Rehearsal) {
        let now = rehearsal.request.now
        let leases = fields.optional("lease") { lease($0, now) }.map { [$0] } ?? []
        let kind = fields.optional("freshness") { $0.word(FreshnessCase.self) } ?? .fresh
        let limit =
            rehearsal.policy.rules(for: rehearsal.request.label.level)?.policyFreshnessSeconds ?? 0
        var issued = now.adding(seconds: -60)
        var validUntil = now.adding(seconds: 60)
        var (version, policy) = (Rehearsal.policyVersion, Rehearsal.policyDigest)
        var head = Rehearsal.registryHead
        switch kind {
        case .fresh: break
        case .missing:
            rehearsal.freshness = FreshnessState(latest: nil, leases: leases)
            return
        case .stale: issued = now.adding(seconds: -limit - 1)
        case .expired: validUntil = now.adding(seconds: -1)
        case .future: issued = now.adding(seconds: PolicyFreshGate.clockSkewMaxSeconds + 1)
        case .superseded: version += 1
        case .forked: policy = Rehearsal.registryHead
        case .registryBehind: head = Rehearsal.policyDigest
        }
        rehearsal.freshness = FreshnessState(
            latest: Freshness(
                issued: issued, validUntil: validUntil, policyVersion: version,
                policyDigest: policy, registryHead: head), leases: leases)
    }

    /// `{level, extends}`, in force for an hour either way.
    private func lease(_ value: YAMLValue, _ now: Timestamp) -> Lease? {
        guard let entry = YAMLFields(value, known: ["level", "extends"]),
            let level = entry.required("level", { $0.level() }),
            let extends = entry.required("extends", { $0.durationSeconds() })
        else { return nil }
        return Lease(
            window: Validity(from: now.adding(seconds: -3_600), until: now.adding(seconds: 3_600)),
            level: level, extensionSeconds: extends)
    }

    private enum EditionCase: String, CaseIterable {
        case signed, unsigned
        case notYetInForce = "not-yet-in-force"
    }

    private func applyEdition(_ rehearsal: inout Rehearsal) {
        switch fields.optional("edition", { $0.word(EditionCase.self) }) ?? .signed {
        case .signed: break
        case .unsigned: rehearsal.edition = nil
        case .notYetInForce:
            rehearsal.edition = PolicyEdition(
                version: Rehearsal.policyVersion, digest: Rehearsal.policyDigest,
                notBefore: rehearsal.request.now.adding(seconds: 1))
        }
    }

    // MARK: Releases

    /// `{usable, expired, unknown, same-key}`: how many of each; replaces what would have sufficed.
    private func applyReleases(_ rehearsal: inout Rehearsal) {
        guard
            let entry = fields.optional(
                "releases",
                { YAMLFields($0, known: ["usable", "expired", "unknown", "same-key"]) })
        else { return }
        func count(_ key: String) -> Int { entry.optional(key) { $0.integer(in: 0...9) } ?? 0 }
        rehearsal.release(by: count("usable"))
        let now = rehearsal.request.now
        for index in 0..<count("expired") {
            rehearsal.add(personWithKey: UInt8(120 + index), validUntil: now)
        }
        for _ in 0..<count("same-key") { rehearsal.add(personWithKey: 100) }
        for index in 0..<count("unknown") {
            guard let id = try? PersonID("okand-\(index)") else { continue }
            rehearsal.request.releases.append(id)
        }
    }
}
