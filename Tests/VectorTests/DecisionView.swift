import Identity
import Labels
import Registry

@testable import Policies

/// What a decision rests on beside the policy's tables and the request.
struct DecisionView: Codable {
    struct Edition: Codable {
        let version: UInt64
        let digest: String
        let notBefore: String
    }

    struct FreshnessNote: Codable {
        let issued: String
        let validUntil: String
        let policyVersion: UInt64
        let policy: String
        let registry: String
    }

    struct LeaseNote: Codable {
        let from: String
        let until: String
        let level: String
        let extendsSeconds: Int64
    }

    struct Key: Codable {
        let id: String
        let actor: String
        let purpose: String
        let level: String
        let status: String
        let from: String
        let until: String
        let revokedFrom: String?
    }

    struct Person: Codable {
        let actor: String
        let person: String
        let keyID: String
        let from: String
        let until: String
    }

    struct OpenExercise: Codable {
        let exercise: String
        let from: String
        let until: String
        let closed: String?
        let participants: String
    }

    struct OpenActivation: Codable {
        let activation: String
        let status: String
        let from: String
        let until: String
        let closed: String?
        let forums: String
    }

    /// Absent where nobody signed the policy.
    let edition: Edition?
    /// The newest note, if there is one.
    let freshness: FreshnessNote?
    let leases: [LeaseNote]
    /// Heads the registry has, or is known to have had.
    let registryHeads: [String]
    /// Actors of the policy that the registry does not know.
    let unregistered: String
    let keys: [Key]
    let persons: [Person]
    let exercises: [OpenExercise]
    let activations: [OpenActivation]
}

extension DecisionView {
    init(_ rehearsal: Rehearsal) {
        edition = rehearsal.edition.map {
            Edition(
                version: $0.version, digest: $0.digest.hex, notBefore: $0.notBefore.rfc3339)
        }
        freshness = rehearsal.freshness.latest.map {
            FreshnessNote(
                issued: $0.issued.rfc3339, validUntil: $0.validUntil.rfc3339,
                policyVersion: $0.policyVersion, policy: $0.policyDigest.hex,
                registry: $0.registryHead.hex)
        }
        leases = rehearsal.freshness.leases.map {
            LeaseNote(
                from: $0.window.from.rfc3339, until: $0.window.until.rfc3339,
                level: $0.level.name, extendsSeconds: $0.extensionSeconds)
        }
        registryHeads = rehearsal.view.registry.heads.map(\.hex).sorted()
        let known = rehearsal.registry.actors
        unregistered = words(
            rehearsal.policy.actors.keys.filter { !known.contains($0) }.map(\.text))
        keys = rehearsal.registry.keys.sorted { $0.key < $1.key }.map { id, key in
            Key(
                id: id.hex, actor: key.actor.text, purpose: key.purpose.rawValue,
                level: key.level.name, status: key.status.rawValue, from: key.validFrom.rfc3339,
                until: key.validUntil.rfc3339, revokedFrom: key.revocation?.effective.rfc3339)
        }
        persons = rehearsal.registry.persons.flatMap { actor, persons in
            persons.map { id, person in
                Person(
                    actor: actor.text, person: id.text, keyID: person.key.hex,
                    from: person.validFrom.rfc3339, until: person.validUntil.rfc3339)
            }
        }.sorted { $0.person < $1.person }
        // The usual exercise is there in every case; it matters to exercises alone.
        let isExercise = rehearsal.request.label.status.kind == .exercise
        exercises = (isExercise ? rehearsal.exercises : [:]).values.map {
            OpenExercise(
                exercise: $0.id.text, from: $0.window.from.rfc3339,
                until: $0.window.until.rfc3339, closed: $0.closedAt?.rfc3339,
                participants: words($0.participants.map(\.text)))
        }
        activations = rehearsal.activations.values.map {
            OpenActivation(
                activation: $0.id.text, status: $0.status.description,
                from: $0.window.from.rfc3339,
                until: $0.window.until.rfc3339, closed: $0.closedAt?.rfc3339,
                forums: words($0.forums.map(\.text)))
        }.sorted { $0.activation < $1.activation }
    }
}
