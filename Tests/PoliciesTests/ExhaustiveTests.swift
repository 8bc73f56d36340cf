import Identity
import Labels
import Testing

@testable import Policies

/// The engine against a table of its own, over every combination of what the gates distinguish about
/// actors and what is recorded of them. What the label says, and in which mode, is varied in
/// ``LabelSpaceTests``.
struct ExhaustiveTests {
    /// A point of the space.
    struct Situation {
        /// 0 öppen … 5 kvalificerat hemlig.
        let level: Int
        let status: StatusChoice
        let senderKind: String
        let senderIsLow: Bool
        let recipientKind: String
        let recipientCeiling: Int
        let records: SmallRegion.Records
        var hasGround = true
    }

    enum StatusChoice: CaseIterable { case actual, exercise, exerciseOver, test }

    /// The law and DESIGN section 4, gate by gate, written without a look at the gates.
    static func expected(_ point: Situation) -> Set<GateID> {
        let records = point.records
        let isClassified = point.level >= 2
        let isEarnest = isClassified && point.status == .actual
        let areBothState = point.senderKind == "stat" && point.recipientKind == "stat"
        let failing: [(GateID, Bool)] = [
            (.statusSeparate, point.status == .exerciseOver),
            (.originatorCeiling, point.senderIsLow && point.level > 0),
            (.actorCeiling, point.recipientCeiling < point.level),
            (.cryptoApproved, isEarnest && !records.hasCrypto),
            (.systemApproved, isEarnest && !records.hasSystems),
            (
                .agreementPair,
                point.level >= 3 && !areBothState && !records.agreement.isInForce
            ),
            (
                .foreignCommitment,
                isClassified && point.recipientKind == "utland" && !records.hasCommitment
            ),
            (.secrecyGround, point.level > 0 && !point.hasGround),
        ]
        return Set(failing.filter(\.1).map(\.0))
    }

    @Test(arguments: 0..<6)
    func `the engine and the table agree everywhere`(_ level: Int) throws {
        var count = Count()
        for (records, policy) in try Self.policies.get() {
            for base in Self.points(level, records) {
                let scene = try Scene(base, policy)
                for hasGround in [false, true] {
                    var point = base
                    point.hasGround = hasGround
                    guard count.take(scene.decision(point), at: point) else { return }
                }
            }
        }
        #expect(count.asked == (level == 0 ? 3_072 : 6_144) && count.permitted > 0)
    }

    /// Compares answers with the table, and stops at the first that is wrong.
    private struct Count {
        var asked = 0
        var permitted = 0

        /// - Returns: whether the answer is right.
        mutating func take(_ decision: Decision, at point: Situation) -> Bool {
            asked += 1
            permitted += decision.isPermitted ? 1 : 0
            // Every failed gate is named, and no other; permitted only if all hold.
            let found = Set(decision.failed.map(\.id))
            let isRight =
                found == ExhaustiveTests.expected(point)
                && decision.outcomes.map(\.id) == decision.stage.gates.map { type(of: $0).id }
                && decision.isPermitted == found.isEmpty
            // And once more without the table: nothing read up, nothing originated above.
            let isWithin =
                point.recipientCeiling >= point.level && !(point.senderIsLow && point.level > 0)
            guard isRight, isWithin || !decision.isPermitted else {
                Issue.record("\(point): \(found) ≠ \(ExhaustiveTests.expected(point))")
                return false
            }
            return true
        }
    }

    /// A policy of every combination of records, compiled once for all levels.
    private static let policies = Result {
        let truths = [true, false]
        return try SmallRegion.AgreementChoice.allCases.flatMap { agreement in
            try truths.flatMap { hasCrypto in
                try truths.flatMap { hasSystems in
                    try truths.map { hasCommitment in
                        let records = SmallRegion.Records(
                            agreement: agreement, hasCrypto: hasCrypto, hasSystems: hasSystems,
                            hasCommitment: hasCommitment)
                        return (records, try SmallRegion.policy(records))
                    }
                }
            }
        }
    }

    /// Who, whom and when.
    private static func points(
        _ level: Int, _ records: SmallRegion.Records
    ) -> [Situation] {
        // A commitment makes a difference abroad only; everything else is combined with all else.
        let kinds = records.hasCommitment ? SmallRegion.recipientKinds : ["utland"]
        let ceilings = level == 0 ? [0] : [level - 1, level]
        return StatusChoice.allCases.flatMap { status in
            SmallRegion.senderKinds.flatMap { senderKind in
                [false, true].flatMap { senderIsLow in
                    kinds.flatMap { kind in
                        ceilings.map { ceiling in
                            Situation(
                                level: level, status: status, senderKind: senderKind,
                                senderIsLow: senderIsLow, recipientKind: kind,
                                recipientCeiling: ceiling, records: records)
                        }
                    }
                }
            }
        }
    }

    /// Everything around a message but the ground it names.
    private struct Scene {
        private let request: AccessRequest
        private let view: PolicyView
        private let ground: GroundCode

        init(_ point: Situation, _ policy: Policy) throws {
            let now = try Timestamp(milliseconds: 1_795_420_800_000)
            let sender = try ActorID(
                SmallRegion.sender(point.senderKind, isLow: point.senderIsLow))
            let exercise = try ExerciseID("ovning")
            let level = Level.allCases[point.level]
            let status: Status =
                switch point.status {
                case .actual: .actual
                case .test: .test
                case .exercise, .exerciseOver: .exercise(exercise)
                }
            let secrecy =
                try level == .open
                ? [] : [Secrecy(provision: "OSL 18:13", authority: sender, date: now)]
            let label = try Label(
                status: status, secrecy: secrecy, securityClass: SecurityClass(of: level),
                audience: .all, owners: [sender], expires: now.adding(seconds: 60))
            ground = try GroundCode("grund")
            var rehearsal = Rehearsal(
                AccessRequest(
                    label: label, kind: .picture, originator: sender,
                    recipient: try ActorID(
                        SmallRegion.recipient(
                            point.recipientKind, ceiling: point.recipientCeiling)),
                    stage: .sender, suite: .signed, carrier: .relay, now: now), under: policy)
            let until = now.adding(seconds: point.status == .exerciseOver ? 0 : 60)
            rehearsal.exercises = [
                exercise: Exercise(
                    id: exercise,
                    window: Validity(from: now.adding(seconds: -60), until: until),
                    participants: Set(policy.actors.keys), closedAt: nil, issued: now)
            ]
            request = rehearsal.request
            view = rehearsal.view
        }

        func decision(_ point: Situation) -> Decision {
            var request = request
            request.ground = point.hasGround ? ground : nil
            return decide(request, in: view)
        }
    }
}
