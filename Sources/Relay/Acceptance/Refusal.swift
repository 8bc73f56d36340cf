import Carriers
import Envelopes
import Identity
import Labels
import Ledger
import Policies

/// Why one envelope is not taken.
enum Refusal: Error, Equatable {
    /// It does not verify.
    case envelope(EnvelopeError)
    /// The caller's actor is not the one whose message it is.
    case notOriginator(ActorID)
    /// The caller's node may not handle the level.
    case nodeCeiling(Level)
    case expired(Timestamp)
    /// Its secret came in an earlier message; this relay does not know those yet.
    case keyCarrierUnsupported
    /// Nobody is in the audience under the policy in force.
    case nobodyReached
    /// For each recipient it may not go to, the decision; never empty.
    case denied([Denial])
    case mailboxFull(ActorID, limit: Problem.NamedLimit)
    /// It is less urgent than the request said, which would have let it in before others.
    case precedenceOverstated(Precedence)
    /// It names an attachment larger than this relay takes.
    case attachmentTooLarge(Problem.NamedLimit)

    struct Denial: Equatable {
        let addressee: Addressee
        let decision: Decision

        var recipient: ActorID { addressee.actor }
    }

    var problem: Problem {
        switch self {
        case .envelope(let error): Problem(.envelopeInvalid, defect: error.caseName)
        case .notOriginator: Problem(.notYours)
        case .nodeCeiling: Problem(.nodeCeiling)
        case .expired: Problem(.expired)
        case .keyCarrierUnsupported:
            Problem(.envelopeInvalid, defect: "keyCarrierUnsupported")
        case .nobodyReached: Problem(.denied, defect: "nobodyReached", failed: [])
        case .denied(let denials):
            Problem(
                .denied, recipient: denials.first?.recipient.text,
                failed: denials.first?.decision.failed.map(Problem.FailedGate.init),
                alsoDenied: denials.dropFirst().map(\.recipient.text))
        case .precedenceOverstated: Problem(.requestInvalid, defect: "precedenceOverstated")
        case .mailboxFull(let actor, let limit):
            Problem(.storeFull, recipient: actor.text, limit: limit, retryAfterSeconds: 60)
        case .attachmentTooLarge(let limit): Problem(.tooLarge, limit: limit)
        }
    }
}

extension Problem.FailedGate {
    init(_ outcome: Policies.GateOutcome) {
        self.init(
            id: outcome.id.rawValue, basis: outcome.basis.text,
            facts: outcome.result.failures.map { failure in
                var facts = ["code": failure.code]
                for fact in failure.facts {
                    facts[fact.name] = facts[fact.name].map { $0 + ", " + fact.value } ?? fact.value
                }
                return facts
            })
    }
}

extension EnvelopeError {
    /// The case without its facts: `signatureInvalid`.
    var caseName: String {
        Mirror(reflecting: self).children.first?.label ?? String(describing: self)
    }
}

/// An envelope that is not taken, with its id where that could be read, and what the ledger says.
struct RefusedEnvelope: Error {
    let id: MessageID?
    let refusal: Refusal
    /// The header, once it is certain whose it is: only then a refusal is worth an audit entry.
    let envelope: VerifiedEnvelope?
    /// What was asked, where policy denied it.
    var question: RecordedQuestion?
}
