import Foundation
import Identity
import Labels
import TestSupport

@testable import Policies

/// Every recorded case of `Policies/cases`, spelled out: what is asked, everything it rests on, and
/// the gates that must fail, which people have written down from the statutes.
///
/// Cases about persons are no hand-over: they are decided at an actor's own node and by no other
/// implementation.
struct DecisionVectors: PublishedFile {
    static let name = "decisions"

    struct Key: Codable {
        let id: String
        let role: String
    }

    struct Reference: Codable {
        let relation: String
        /// Absent, as the owners are, where the message is not held.
        let originator: String?
        let owners: String?
    }

    struct System: Codable {
        let role: String
        /// `node:<actor>/<node>` or `relay:<relay>`.
        let name: String
    }

    struct Request: Codable {
        let stage: String
        let now: String
        let witnessed: String?
        let originator: String
        let recipient: String
        let kind: String
        let label: String
        let suite: String
        let opaque: Bool
        let ground: String?
        let approval: String?
        let activation: String?
        let carrier: String
        let keys: [Key]
        let references: [Reference]
        let releases: [String]
        let systems: [System]
        let vault: String?
    }

    struct Case: Codable {
        let name: String
        let cites: String
        let because: String
        /// Place in `policies`.
        let policy: Int
        let request: Request
        let view: DecisionView
        /// Sorted; empty where it is permitted.
        let failed: [String]
    }

    let policies: [DecisionPolicy]
    let cases: [Case]

    static func made(keeping old: DecisionVectors?) throws -> DecisionVectors {
        var policies: [DecisionPolicy] = []
        let cases = try situations().map { situation in
            let policy = DecisionPolicy(situation.rehearsal.policy)
            let index = policies.firstIndex(of: policy) ?? policies.count
            if index == policies.count { policies.append(policy) }
            return Case(
                name: situation.name, cites: situation.cites, because: situation.because,
                policy: index, request: Request(situation.rehearsal.request),
                view: DecisionView(situation.rehearsal),
                failed: situation.expected.map(\.rawValue).sorted())
        }
        return DecisionVectors(policies: policies, cases: cases)
    }

    static func situations() throws -> [CaseSituation] {
        let root = SharedData.packageRoot.appending(path: "Policies")
        return try PolicyCases.situations(
            files(in: root.appending(path: "cases")), against: files(in: root)
        ).filter { $0.rehearsal.request.stage != .person }
    }

    private static func files(in folder: URL) throws -> [String: [UInt8]] {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.path(percentEncoded: false))
        return try Dictionary(
            uniqueKeysWithValues: names.filter { $0.hasSuffix(".yaml") }.map {
                ($0, Array(try Data(contentsOf: folder.appending(path: $0))))
            })
    }
}

extension DecisionVectors.Request {
    init(_ request: AccessRequest) {
        stage = request.stage.rawValue
        now = request.now.rfc3339
        witnessed = request.witnessed?.rfc3339
        originator = request.originator.text
        recipient = request.recipient.text
        kind = request.kind.rawValue
        label = request.label.text
        suite = request.suite.rawValue
        opaque = request.isOpaque
        ground = request.ground?.text
        approval = request.approval?.text
        activation = request.activation?.text
        carrier = request.carrier.rawValue
        keys = request.keys.map { DecisionVectors.Key(id: $0.id.hex, role: $0.role.rawValue) }
        references = request.references.map {
            DecisionVectors.Reference(
                relation: $0.relation.rawValue, originator: $0.source?.originator.text,
                owners: $0.source.map { words($0.owners.map(\.text)) })
        }
        releases = request.releases.map(\.text)
        systems = request.systems.map {
            DecisionVectors.System(role: $0.role.rawValue, name: $0.name.description)
        }
        vault = request.vault?.rawValue
    }
}
