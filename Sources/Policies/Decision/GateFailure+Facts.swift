import Identity
import Labels

/// A named fact of a failure, for machines.
package struct GateFact: Hashable, Sendable {
    package let name: String
    package let value: String

    init(_ name: String, _ value: some CustomStringConvertible) {
        (self.name, self.value) = (name, value.description)
    }
}

extension GateFailure {
    /// A stable word for the kind of failure: the case's name, `agreementMissing`.
    package var code: String {
        // An enumeration's case without payload describes itself, one with payload is a mirror's
        // only child.
        Mirror(reflecting: self).children.first?.label ?? String(describing: self)
    }

    /// The facts, in the order in which a sentence would name them.
    package var facts: [GateFact] {
        switch self {
        case .policyUnsigned, .freshnessMissing, .vaultUnstated, .approvalUnnamed, .groundUnnamed,
            .personUnstated:
            []
        case .levelUnconfigured(let level): [.init("level", level)]
        case .actorUnknown(let actor), .actorUnregistered(let actor),
            .markingAuthorityUnknown(let actor):
            [.init("actor", actor)]
        case .forumUnknown(let forum), .activationUnnamed(let forum): [.init("forum", forum)]
        case .groupUnknown(let group): [.init("group", group)]
        case .compartmentUnknown(let word): [.init("compartment", word)]
        case .caveatUnknown(let caveat): [.init("caveat", caveat.rawValue)]
        case .originUnknown(let country): [.init("origin", country)]
        case .messageExpired(let time), .freshnessExpired(let time): [.init("expired", time)]
        case .expiryBeyondCap(let expires, let latest):
            [.init("expires", expires), .init("latest", latest)]
        case .policyNotInForce(let time): [.init("notBefore", time)]
        case .policySuperseded(let held, let current):
            [.init("held", held), .init("current", current)]
        case .policyForked(let version): [.init("version", version)]
        case .registryBehind(let held, let current):
            [.init("held", held), .init("current", current)]
        case .freshnessTooOld(let issued, let limit):
            [.init("issued", issued), .init("limitSeconds", limit)]
        case .freshnessFromFuture(let issued): [.init("issued", issued)]
        case .exerciseUnknown(let id): [.init("exercise", id)]
        case .exerciseClosed(let id, let time): [.init("exercise", id), .init("closed", time)]
        case .exerciseOutsideWindow(let id, let window): [.init("exercise", id)] + window.facts
        case .exerciseParticipantMissing(let id, let actor):
            [.init("exercise", id), .init("actor", actor)]
        case .keyOfOtherStatus(let key, let status):
            [.init("key", key), .init("status", status.rawValue)]
        case .vaultOfOtherStatus(let status): [.init("status", status.rawValue)]
        case .suiteDiffers(let found, let required):
            [.init("suite", found.rawValue), .init("required", required.rawValue)]
        case .keyMissing(let role): [.init("role", role.rawValue)]
        case .keyUnknown(let key): [.init("key", key)]
        case .keyOfOtherActor(let key, let actor): [.init("key", key), .init("actor", actor)]
        case .keyOfOtherLevel(let key, let level): [.init("key", key), .init("level", level)]
        case .keyOfOtherPurpose(let key, let role):
            [.init("key", key), .init("role", role.rawValue)]
        case .keyNotYetValid(let key, let time): [.init("key", key), .init("from", time)]
        case .keyExpired(let key, let time): [.init("key", key), .init("until", time)]
        case .keyRevoked(let key, let time): [.init("key", key), .init("since", time)]
        case .originatorBelowLevel(let actor, let ceiling, let level),
            .recipientBelowLevel(let actor, let ceiling, let level):
            [.init("actor", actor), .init("ceiling", ceiling), .init("level", level)]
        case .referenceUnknown(let message, let relation):
            [.init("message", message), .init("relation", relation.rawValue)]
        case .referenceOfOther(let message, let relation, let owners):
            [.init("message", message), .init("relation", relation.rawValue)]
                + owners.map { .init("owner", $0) }
        case .cryptoUnapproved(let actor, let level):
            [.init("actor", actor), .init("level", level)]
        case .approvalUnknown(let id): [.init("approval", id)]
        case .approvalOfOtherKind(let id, let kind):
            [.init("approval", id), .init("kind", kind.rawValue)]
        case .approvalNotInForce(let id, let validity):
            [.init("approval", id)] + validity.facts
        case .approvalOfOtherLevel(let id, let level):
            [.init("approval", id), .init("level", level)]
        case .approvalOfOtherSuite(let id, let suite):
            [.init("approval", id), .init("suite", suite.rawValue)]
        case .approvalOfOtherSender(let id, let actor):
            [.init("approval", id), .init("actor", actor)]
        case .attestationsTooFew(let found, let required),
            .releasesTooFew(let found, let required):
            [.init("found", found), .init("required", required)]
        case .systemUnstated(let role): [.init("role", role.rawValue)]
        case .systemOfOther(let role, let name):
            [.init("role", role.rawValue), .init("system", name)]
        case .systemUnapproved(let name), .consultationMissing(let name):
            [.init("system", name)]
        case .systemNotInForce(let name, let validity):
            [.init("system", name)] + validity.facts
        case .systemBelowLevel(let name, let ceiling):
            [.init("system", name), .init("ceiling", ceiling)]
        case .agreementMissing(let one, let other):
            [.init("originator", one), .init("recipient", other)]
        case .agreementNotInForce(let one, let other, let reference, let validity):
            [.init("originator", one), .init("recipient", other), .init("reference", reference)]
                + validity.facts
        case .commitmentMissing(let actor, let country):
            [.init("actor", actor), .init("country", country)]
        case .commitmentNotInForce(let actor, let reference, let validity):
            [.init("actor", actor), .init("reference", reference)] + validity.facts
        case .commitmentBelowLevel(let actor, let reference, let ceiling):
            [.init("actor", actor), .init("reference", reference), .init("ceiling", ceiling)]
        case .groundUnknown(let code): [.init("ground", code)]
        case .groundOfOtherPair(let code, let from, let to):
            [.init("ground", code), .init("originator", from), .init("recipient", to)]
        case .groundOfOtherStatus(let code, let status):
            [.init("ground", code), .init("status", status.rawValue)]
        case .outsideAudience(let actor, let clause):
            [.init("actor", actor), .init("clause", clause.words)]
        case .activationUnknown(let id), .activationNotOpen(let id): [.init("activation", id)]
        case .activationOfOtherForum(let id, let forum):
            [.init("activation", id), .init("forum", forum)]
        case .activationOfOtherStatus(let id, let status):
            [.init("activation", id), .init("status", status.description)]
        case .compartmentNotHeld(let actor, let word):
            [.init("actor", actor), .init("compartment", word)]
        case .releaseNotCounted(let person): [.init("person", person)]
        case .carrierUnknown(let carrier): [.init("carrier", carrier.rawValue)]
        case .carrierBelowLevel(let carrier, let level):
            [.init("carrier", carrier.rawValue), .init("level", level)]
        case .modeInForce(let mode): [.init("mode", mode)]
        case .signInTooWeak(let found, let required):
            [.init("found", found.rawValue), .init("required", required.rawValue)]
        case .personLeft(let person, let time): [.init("person", person), .init("left", time)]
        case .functionNotHeld(let person, let function):
            [.init("person", person), .init("function", function)]
        case .personFactMissing(let person, let fact):
            [.init("person", person), .init("fact", fact.rawValue)]
        case .personFactNotInForce(let person, let fact, let validity):
            [.init("person", person), .init("fact", fact.rawValue)] + validity.facts
        case .needMissing(let person, let clause):
            [.init("person", person), .init("clause", clause.words)]
        case .compartmentNotNeeded(let person, let word):
            [.init("person", person), .init("compartment", word)]
        case .clearanceMissing(let person, let level):
            [.init("person", person), .init("level", level)]
        case .clearanceNotInForce(let person, let clearance, let validity):
            [.init("person", person), .init("clearance", clearance)] + validity.facts
        case .clearanceBelowLevel(let person, let clearance, let level),
            .limitedExtentUnjustified(let person, let clearance, let level):
            [.init("person", person), .init("clearance", clearance), .init("level", level)]
        case .limitedExtentUnset(let clearance, let level):
            [.init("clearance", clearance), .init("level", level)]
        case .limitedExtentUsedUp(let person, let used, let limit, let period):
            [
                .init("person", person), .init("used", used), .init("limit", limit),
                .init("periodSeconds", period),
            ]
        }
    }
}

extension Validity {
    fileprivate var facts: [GateFact] { [.init("from", from), .init("until", until)] }
}

extension AudienceClause {
    /// `forum:a|group:b`, shortened where it names very many.
    var words: String {
        let shown = terms.prefix(8).map(\.text).joined(separator: "|")
        return terms.count > 8 ? shown + "|…" : shown
    }
}
