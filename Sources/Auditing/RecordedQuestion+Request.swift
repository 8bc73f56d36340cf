package import Identity
import Labels
package import Ledger
package import Policies

/// From a question as it is asked to a question as an entry keeps it, and back.
extension RecordedQuestion {
    /// Of a request, still without an answer.
    ///
    /// - Parameters:
    ///   - view: digest of what it was decided under.
    ///   - viewed: the moment that was looked at for.
    package init(_ request: AccessRequest, under view: Digest, viewed: Timestamp) {
        self.init(
            stage: request.stage.rawValue, view: view, asked: request.now, viewed: viewed,
            label: request.label.text, kind: request.kind.rawValue,
            suite: request.suite.rawValue, carrier: request.carrier.rawValue)
        isOpaque = request.isOpaque
        (ground, approval, activation) = (request.ground, request.approval, request.activation)
        keys = request.keys.filter { $0.role != .recipientWrapping }.map {
            Key(role: $0.role.rawValue, id: $0.id)
        }
        references = request.references.map {
            Reference(
                relation: $0.relation.rawValue, message: $0.message,
                originator: $0.source?.originator, owners: $0.source?.owners ?? [])
        }
        releases = request.releases
        systems = request.systems.map {
            System(role: $0.role.rawValue, name: $0.name.description)
        }
        vault = request.vault?.rawValue
        witnessed = request.witnessed
    }

    /// Of one request and its answer.
    package init(
        _ request: AccessRequest, _ decision: Decision, under view: Digest, viewed: Timestamp
    ) {
        self.init(request, under: view, viewed: viewed)
        let own = request.keys.filter { $0.role == .recipientWrapping }
        add(decision, for: Addressee(request.recipient, keys: own))
    }

    /// What was answered for one more recipient.
    package mutating func add(_ decision: Decision, for addressee: Addressee) {
        answers.append(
            Answer(
                recipient: addressee.actor, key: addressee.keys.first?.id,
                failed: decision.failed.map(\.id.rawValue)))
    }

    /// The request behind an answer; `nil` where a word of it is unknown to this program.
    func request(of originator: ActorID, for answer: Answer) -> AccessRequest? {
        guard let stage = DecisionStage(rawValue: stage), let label = try? Label(text: label),
            let kind = MessageKind(rawValue: kind), let suite = Suite(rawValue: suite),
            let carrier = CarrierKind(rawValue: carrier),
            let keys = all(keys, { $0.used }), let references = all(references, { $0.asked }),
            let systems = all(systems, { $0.used })
        else { return nil }
        let vault = vault.flatMap(StatusKind.init(rawValue:))
        guard (vault == nil) == (self.vault == nil) else { return nil }
        let own = answer.key.map { [UsedKey($0, .recipientWrapping)] } ?? []
        return AccessRequest(
            label: label, kind: kind, originator: originator, recipient: answer.recipient,
            stage: stage, suite: suite, isOpaque: isOpaque, keys: keys + own, ground: ground,
            approval: approval, activation: activation, carrier: carrier,
            references: references, releases: releases, systems: systems, vault: vault,
            witnessed: witnessed, now: asked)
    }
}

extension RecordedQuestion.Key {
    fileprivate var used: UsedKey? { KeyRole(rawValue: role).map { UsedKey(id, $0) } }
}

extension RecordedQuestion.Reference {
    fileprivate var asked: Policies.Reference? {
        guard let relation = Policies.Reference.Relation(rawValue: relation) else { return nil }
        return Policies.Reference(
            relation, message,
            source: originator.map { Policies.Reference.Source(originator: $0, owners: owners) })
    }
}

extension RecordedQuestion.System {
    fileprivate var used: UsedSystem? {
        guard let role = SystemRole(rawValue: role), let name = SystemName(described: name) else {
            return nil
        }
        return UsedSystem(role, name)
    }
}

/// All of them, or none.
private func all<Part, Value>(_ parts: [Part], _ value: (Part) -> Value?) -> [Value]? {
    let values = parts.compactMap(value)
    return values.count == parts.count ? values : nil
}
