import Identity
import Labels

@testable import Policies

/// A compiled policy as a reader of decisions needs it. Sets are sorted words parted by spaces.
struct DecisionPolicy: Codable, Hashable {
    struct Actor: Codable, Hashable {
        let country: String
        let stateAuthority: Bool
        let originate: String
        let receive: String
        let compartments: String
    }

    struct Level: Codable, Hashable {
        let suite: String
        let carriers: String
        let releasePersons: Int
        let freshnessSeconds: Int64
        let expiresMaxSeconds: Int64
    }

    struct Forum: Codable, Hashable {
        let mode: String
        let needsActivation: Bool
        let members: String
    }

    /// What a mode tightens while a forum of it is called.
    struct Mode: Codable, Hashable {
        let carriers: [String: String]
        let expiresMaxSeconds: [String: Int64]
        let freshnessSeconds: [String: Int64]
    }

    struct Ground: Codable, Hashable {
        let statuses: String
        let from: String
        let to: String
    }

    struct Agreement: Codable, Hashable {
        let pair: String
        let from: String
        let until: String
    }

    struct Crypto: Codable, Hashable {
        let kind: String
        let levels: String
        let suites: String
        let senders: String
        let from: String
        let until: String
    }

    struct System: Codable, Hashable {
        let ceiling: String
        let consulted: Bool
        let from: String
        let until: String
    }

    struct Commitment: Codable, Hashable {
        let actor: String
        let ceiling: String
        let from: String
        let until: String
    }

    let actors: [String: Actor]
    let levels: [String: Level]
    let groups: [String: String]
    let forums: [String: Forum]
    let modes: [String: Mode]
    let grounds: [String: Ground]
    let carriers: [String: String]
    let compartments: String
    let caveats: String
    let origins: String
    let markingAuthorities: String
    let agreements: [Agreement]
    let crypto: [String: Crypto]
    let systems: [String: System]
    let commitments: [Commitment]
}

extension DecisionPolicy {
    init(_ policy: Policy) {
        actors = named(policy.actors) {
            Actor(
                country: $0.country.text, stateAuthority: $0.isStateAuthority,
                originate: $0.originateCeiling.name, receive: $0.receiveCeiling.name,
                compartments: words($0.compartments.map(\.text)))
        }
        levels = Dictionary(
            uniqueKeysWithValues: policy.levelsInUse.map { rules in
                (
                    rules.level.name,
                    Level(
                        suite: rules.suite.rawValue,
                        carriers: words(rules.carriers.map(\.rawValue)),
                        releasePersons: rules.releasePersons,
                        freshnessSeconds: rules.policyFreshnessSeconds,
                        expiresMaxSeconds: rules.expiresMaxSeconds)
                )
            })
        groups = named(policy.groups) { words($0.members.map(\.text)) }
        forums = named(policy.forums) {
            Forum(
                mode: $0.mode.text, needsActivation: $0.needsActivation,
                members: words($0.members.map(\.text)))
        }
        modes = named(policy.modes) { Mode($0.limits) }
        grounds = named(policy.grounds) {
            Ground(
                statuses: words($0.statuses.map(\.rawValue)), from: words($0.from.map(\.text)),
                to: words($0.to.map(\.text)))
        }
        carriers = Dictionary(
            uniqueKeysWithValues: policy.carrierCeilings.map { ($0.rawValue, $1.name) })
        compartments = words(policy.vocabulary.compartments.keys.map(\.text))
        caveats = words(policy.vocabulary.caveats.map(\.rawValue))
        origins = words(policy.vocabulary.origins.map(\.text))
        markingAuthorities = words(policy.vocabulary.markingAuthorities.map(\.text))
        let names = policy.actors.keys.sorted()
        agreements = names.flatMap { one in
            names.filter { one < $0 }.flatMap { other in
                policy.agreements(between: one, and: other).map {
                    Agreement(
                        pair: "\(one) \(other)", from: $0.validity.from.rfc3339,
                        until: $0.validity.until.rfc3339)
                }
            }
        }
        crypto = named(policy.approvals.crypto) {
            Crypto(
                kind: $0.kind.rawValue, levels: words($0.levels.map(\.name)),
                suites: words($0.suites.map(\.rawValue)), senders: words($0.senders.map(\.text)),
                from: $0.validity.from.rfc3339, until: $0.validity.until.rfc3339)
        }
        systems = Dictionary(
            uniqueKeysWithValues: policy.approvals.systems.map { name, approval in
                (
                    name.description,
                    System(
                        ceiling: approval.ceiling.name, consulted: approval.consultation != nil,
                        from: approval.validity.from.rfc3339,
                        until: approval.validity.until.rfc3339)
                )
            })
        commitments = names.flatMap { policy.approvals.commitments[$0] ?? [] }.map {
            Commitment(
                actor: $0.actor.text, ceiling: $0.ceiling.name, from: $0.validity.from.rfc3339,
                until: $0.validity.until.rfc3339)
        }
    }
}

extension DecisionPolicy.Mode {
    fileprivate init(_ limits: [ModeLimit]) {
        var (carriers, expiry, freshness) = (
            [String: String](), [String: Int64](), [String: Int64]()
        )
        for limit in limits {
            switch limit {
            case .carrierCeiling(let carrier, let level): carriers[carrier.rawValue] = level.name
            case .expiresMax(let level, let seconds): expiry[level.name] = seconds
            case .policyFreshness(let level, let seconds): freshness[level.name] = seconds
            // No gate of a hand-over reads these.
            case .receiptDue, .limitedExtent: break
            }
        }
        self.init(carriers: carriers, expiresMaxSeconds: expiry, freshnessSeconds: freshness)
    }
}

/// Sorted and parted by spaces.
func words(_ names: [String]) -> String { names.sorted().joined(separator: " ") }

private func named<Concept, Value, Out>(
    _ table: [Name<Concept>: Value], _ entry: (Value) -> Out
) -> [String: Out] {
    Dictionary(uniqueKeysWithValues: table.map { ($0.text, entry($1)) })
}
