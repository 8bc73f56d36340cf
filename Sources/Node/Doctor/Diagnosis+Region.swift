package import Handover
package import Identity
import Labels
import Policies
import Registry

extension Diagnosis {
    /// What the node holds of its region, all of it verified.
    package static func region(
        _ material: RegionMaterial, refusedNotes: Int, actor: ActorID, node: NodeID,
        at now: Timestamp
    ) -> [Diagnosis] {
        let view = material.registry.view(at: now)
        var found: [Diagnosis] = [
            .registryHolds(
                actors: view.actors.values.count { $0.revocation == nil },
                head: material.registry.head.hex)
        ]
        if let record = view.actor(actor)?.nodes[node] {
            if record.revocation != nil {
                found.append(.nodeRevoked(actor: actor.text, node: node.text))
            }
        } else {
            found.append(.nodeUnregistered(actor: actor.text, node: node.text))
        }
        if refusedNotes > 0 { found.append(.notesRefused(count: refusedNotes)) }
        guard let policy = material.view(at: now)?.policy else { return found + [.policyMissing] }
        let version = policy.edition?.version ?? 0
        found.append(
            policy.policy.isExample
                ? .policyExample(version: version) : .policyInForce(version: version))
        let closed = Level.allCases.filter {
            policy.policy.rules(for: $0)?.signIn(for: .actual) == .token
        }
        if !closed.isEmpty { found.append(.levelsClosed(levels: closed.map(\.name))) }
        return found + [freshness(policy, at: now)]
    }

    /// Whether every level may be sealed at now, and for how long.
    static func freshness(_ view: PolicyView, at now: Timestamp) -> Diagnosis {
        guard let latest = view.freshness.latest else { return .freshnessMissing }
        let ends = Level.allCases.compactMap { level in
            view.rules(for: level, Status.actual, at: now).map { rules in
                (level, end(of: latest, level, rules.policyFreshnessSeconds, view, at: now))
            }
        }
        let past = ends.filter { $0.1 < now }
        if past.count == ends.count { return .freshnessExpired(issued: latest.issued.rfc3339) }
        if !past.isEmpty {
            return .freshnessTooOld(levels: past.map(\.0.name), issued: latest.issued.rfc3339)
        }
        let byEnd = Dictionary(grouping: ends, by: \.1).sorted { $0.key < $1.key }
        let told = byEnd.map { end, levels in
            FreshnessEnd(until: end.rfc3339, levels: levels.map(\.0.name))
        }
        // All levels end with the note at the latest.
        let first = byEnd.first?.key ?? latest.validUntil
        return first <= now.adding(seconds: soonSeconds)
            ? .freshnessEndsSoon(ends: told)
            : .freshnessCurrent(issued: latest.issued.rfc3339, ends: told)
    }

    /// As the gate `policy.fresh` counts.
    private static func end(
        of latest: Freshness, _ level: Level, _ limitSeconds: Int64, _ view: PolicyView,
        at now: Timestamp
    ) -> Timestamp {
        let extra =
            view.freshness.leases.filter { $0.covers(level, at: now) }.map(\.extensionSeconds).max()
            ?? 0
        return min(
            latest.validUntil.adding(seconds: extra),
            latest.issued.adding(seconds: limitSeconds.addingReportingOverflow(extra).partialValue))
    }

    /// An hour: time to reach two freshness holders.
    private static let soonSeconds: Int64 = 3_600
}
