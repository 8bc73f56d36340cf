import Foundation
import Identity
import Labels
import TestSupport
import Testing

@testable import Policies

/// What holds of the engine as a whole.
struct EngineTests {
    let situations: [CaseSituation]

    /// Read once for all tests.
    static let recorded = Result {
        try PolicyCases.situations(
            ExampleRegion.caseFiles(), against: ExampleRegion.policyFiles())
    }

    init() throws { situations = try Self.recorded.get() }

    @Test func `every gate stands in the list once, and cites its basis`() {
        let ids = gates.map { type(of: $0).id }
        #expect(ids.count == GateID.allCases.count)
        #expect(ids == GateID.allCases)
        let cited: [GateID: String] = [
            .labelComplete: "SäkF (2021:955) 3:7", .cryptoApproved: "SäkF (2021:955) 3:5–6",
            .systemApproved: "SäkF (2021:955) 3:1–3",
            .agreementPair: "SäkL (2018:585) 4:1–2, SäkF (2021:955) 6:1",
            .foreignCommitment: "SäkF (2021:955) 3:9", .secrecyGround: "OSL (2009:400)",
            .audience: "need to know", .personAuthorised: "SäkF (2021:955) 2:2–3",
            .personClearance: "SäkL (2018:585) 3:6–8",
        ]
        for gate in gates {
            let type = type(of: gate)
            #expect(type.basis.text == cited[type.id, default: "–"])
        }
    }

    @Test func `only release is left out at a hand-over, and only before sealing`() {
        let stages = Set(DecisionStage.allCases).subtracting([.person])
        for gate in DecisionStage.sender.gates {
            let type = type(of: gate)
            #expect(
                type.stages == (type.id == .releasePersons ? stages.subtracting([.sender]) : stages)
            )
        }
        for gate in DecisionStage.person.gates { #expect(type(of: gate).stages == [.person]) }
    }

    @Test func `every gate belongs to hand-overs or to persons, and each stage asks its own alone`()
    {
        func ids(_ stage: DecisionStage) -> [GateID] { stage.gates.map { type(of: $0).id } }
        #expect(ids(.sender) + ids(.person) == GateID.allCases)
        for situation in situations {
            let request = situation.rehearsal.request
            let decision = decide(request, in: situation.rehearsal.view)
            #expect(decision.outcomes.map(\.id) == ids(request.stage))
        }
    }

    @Test func `the order of gates means nothing`() {
        var generator = Seeded(seed: 4_711)
        for situation in situations {
            let (request, view) = (situation.rehearsal.request, situation.rehearsal.view)
            let usual = outcomes(of: gates, for: request, in: view)
            let shuffled = outcomes(of: gates.shuffled(using: &generator), for: request, in: view)
            #expect(Set(shuffled) == Set(usual))
        }
    }

    @Test func `the same question has the same answer`() {
        for situation in situations {
            let (request, view) = (situation.rehearsal.request, situation.rehearsal.view)
            #expect(decide(request, in: view) == decide(request, in: view))
        }
    }

    @Test func `nothing is read up, between any two kinds of actor at any level`() throws {
        let policy = try ExampleRegion.policy()
        // One actor of every combination that a ceiling or an agreement could depend on.
        let kinds = Dictionary(
            grouping: policy.actors.values.sorted { $0.id < $1.id },
            by: { [$0.kind.rawValue, $0.originateCeiling.name, $0.receiveCeiling.name] }
        ).compactMap(\.value.first)
        #expect(kinds.count > 10)
        let now = try Timestamp(rfc3339: "2026-11-23T08:00:00Z")
        let exercise = try ExerciseID("ovning-2026")
        let ground = try GroundCode("ovningsmaterial")
        let exercises = [exercise: Exercise.rehearsed(exercise, under: policy, at: now)]
        var permitted = 0
        for level in Level.allCases {
            for sender in kinds {
                let label = try Label(
                    status: .exercise(exercise),
                    secrecy: level == .open
                        ? [] : [Secrecy(provision: "OSL 18:13", authority: sender.id, date: now)],
                    securityClass: SecurityClass(of: level), audience: .all, owners: [sender.id],
                    expires: now.adding(seconds: 60))
                for recipient in kinds {
                    let request = AccessRequest(
                        label: label, kind: .picture, originator: sender.id,
                        recipient: recipient.id, stage: .sender, suite: .signed, ground: ground,
                        carrier: .relay, now: now)
                    let decision = rehearse(request, under: policy, exercises: exercises)
                    guard decision.isPermitted else { continue }
                    permitted += 1
                    #expect(level <= recipient.receiveCeiling && level <= sender.originateCeiling)
                }
            }
        }
        #expect(permitted > kinds.count * kinds.count)
    }

    /// Gates that look at the label and may therefore only get stricter by joining.
    static let labelGates: Set<GateID> = [
        .audience, .actorCeiling, .originatorCeiling, .agreementPair, .cryptoApproved,
        .systemApproved, .foreignCommitment,
    ]

    @Test func `nothing is widened by join`() throws {
        let policy = try ExampleRegion.policy()
        let now = try Timestamp(rfc3339: "2026-11-23T08:00:00Z")
        var generator = Seeded(seed: 20_261_123)
        let actors = policy.actors.keys.sorted()
        let makers = LabelMaker(policy: policy, now: now)
        for _ in 0..<300 {
            let parts = try (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                try makers.label(&generator)
            }
            guard let join = try? Label.join(parts, reaches: { _ in true }) else { continue }
            let sender = actors.randomElement(using: &generator) ?? actors[0]
            let recipient = actors.randomElement(using: &generator) ?? actors[0]
            func holding(_ label: Label) -> Set<GateID> {
                let request = AccessRequest(
                    label: label, kind: .picture, originator: sender, recipient: recipient,
                    stage: .sender, suite: .signed, carrier: .relay, now: now)
                return Set(
                    rehearse(request, under: policy).outcomes.filter { !$0.result.isFailure }
                        .map(\.id))
            }
            let joined = holding(join).intersection(Self.labelGates)
            for part in parts { #expect(joined.isSubset(of: holding(part))) }
        }
    }

    @Test func `who is reached is who passes the audience gate`() throws {
        let policy = try ExampleRegion.policy()
        let now = try Timestamp(rfc3339: "2026-11-23T08:00:00Z")
        let sender = try ActorID("lansstyrelsen-stockholm")
        var generator = Seeded(seed: 99)
        let maker = LabelMaker(policy: policy, now: now)
        for _ in 0..<40 {
            let label = try maker.label(&generator)
            var reached: [ActorID] = []
            for actor in policy.actors.keys.sorted() {
                let request = AccessRequest(
                    label: label, kind: .notice, originator: sender, recipient: actor,
                    stage: .sender, suite: .signed, carrier: .relay, now: now)
                let outcome = rehearse(request, under: policy).outcomes.first { $0.id == .audience }
                if outcome?.result == .holds { reached.append(actor) }
            }
            let request = AccessRequest(
                label: label, kind: .notice, originator: sender, recipient: sender,
                stage: .sender, suite: .signed, carrier: .relay, now: now)
            let view = Rehearsal(request, under: policy).view
            #expect(view.reach(of: label, at: now) == reached)
        }
    }
}

/// Labels at random over the words of a policy.
struct LabelMaker {
    let policy: Policy
    let now: Timestamp

    func label(_ generator: inout Seeded) throws -> Label {
        let level = Level.allCases.randomElement(using: &generator) ?? .open
        let owner = policy.actors.keys.sorted().randomElement(using: &generator)
        let actor = try owner ?? ActorID("sos-alarm")
        let words = policy.vocabulary.compartments.keys.sorted()
        let compartments = words.filter { _ in Int.random(in: 0..<8, using: &generator) == 0 }
        let clauses = try (0..<Int.random(in: 1...2, using: &generator)).map { _ in
            try AudienceClause(
                (0..<Int.random(in: 1...3, using: &generator)).map { _ in term(&generator) })
        }
        return try Label(
            status: .actual,
            secrecy: level == .open
                ? [] : [Secrecy(provision: "OSL 18:13", authority: actor, date: now)],
            securityClass: SecurityClass(of: level), audience: Audience(clauses),
            compartments: compartments, owners: [actor], expires: now.adding(seconds: 600))
    }

    private func term(_ generator: inout Seeded) -> AudienceTerm {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: .all
        case 1...3:
            policy.forums.keys.sorted().randomElement(using: &generator).map { .forum($0) } ?? .all
        case 4...5:
            policy.groups.keys.sorted().randomElement(using: &generator).map { .group($0) } ?? .all
        default:
            policy.actors.keys.sorted().randomElement(using: &generator).map { .actor($0) } ?? .all
        }
    }
}
