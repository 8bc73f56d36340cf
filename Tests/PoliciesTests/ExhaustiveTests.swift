import Identity
import Labels
import Testing

@testable import Policies

/// The engine against a table of its own, over every combination of what the gates distinguish.
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
        let agreement: SmallRegion.AgreementChoice
        let isApproved: Bool
        let hasCommitment: Bool
        var mode = Mode.all
        var caveatIsKnown = true
        var hasGround = true
    }

    enum StatusChoice: CaseIterable { case actual, exercise, exerciseOver, test }
    enum Mode: CaseIterable { case all, ordinary, activatedOpen, activatedNot }

    /// The law and DESIGN section 4, gate by gate, written without a look at the gates.
    static func expected(_ point: Situation) -> Set<GateID> {
        let isClassified = point.level >= 2
        let isConfidentialOrAbove = point.level >= 3
        let areBothState = point.senderKind == "stat" && point.recipientKind == "stat"
        let failing: [(GateID, Bool)] = [
            (.labelComplete, !point.caveatIsKnown),
            (.statusSeparate, point.status == .exerciseOver),
            (.originatorCeiling, point.senderIsLow && point.level > 0),
            (.actorCeiling, point.recipientCeiling < point.level),
            (.cryptoApproved, isClassified && point.status == .actual && !point.isApproved),
            (.systemApproved, isClassified && point.status == .actual && !point.isApproved),
            (
                .agreementPair,
                isConfidentialOrAbove && !areBothState
                    && (point.agreement == .none || point.agreement == .expired)
            ),
            (
                .foreignCommitment,
                isClassified && point.recipientKind == "utland" && !point.hasCommitment
            ),
            (.secrecyGround, point.level > 0 && !point.hasGround),
            (.audience, point.mode == .activatedNot),
        ]
        return Set(failing.filter(\.1).map(\.0))
    }

    @Test(arguments: 0..<6)
    func `the engine and the table agree everywhere`(_ level: Int) throws {
        var asked = 0
        var permitted = 0
        for agreement in SmallRegion.AgreementChoice.allCases {
            for isApproved in [false, true] {
                for hasCommitment in [false, true] {
                    let policy = try SmallRegion.policy(
                        agreement: agreement, isApproved: isApproved, hasCommitment: hasCommitment)
                    for base in Self.points(level, agreement, isApproved, hasCommitment) {
                        let scene = try Scene(base, policy)
                        for point in Self.labellings(of: base) {
                            let decision = scene.decision(point)
                            let found = Set(decision.failed.map(\.id))
                            asked += 1
                            permitted += decision.isPermitted ? 1 : 0
                            let agrees = found == Self.expected(point)
                            guard agrees, decision.isPermitted == found.isEmpty else {
                                Issue.record("\(point): \(found) ≠ \(Self.expected(point))")
                                return
                            }
                        }
                    }
                }
            }
        }
        #expect(asked == (level == 0 ? 8_192 : 16_384) && permitted > 0)
    }

    /// Who, whom and when; what the label says varies in ``labellings(of:)``.
    private static func points(
        _ level: Int, _ agreement: SmallRegion.AgreementChoice, _ isApproved: Bool,
        _ hasCommitment: Bool
    ) -> [Situation] {
        // A commitment makes a difference abroad only; everything else is combined with all else.
        let kinds = hasCommitment ? ["utland"] : SmallRegion.recipientKinds
        let ceilings = level == 0 ? [0] : [level - 1, level]
        return StatusChoice.allCases.flatMap { status in
            SmallRegion.senderKinds.flatMap { senderKind in
                [false, true].flatMap { senderIsLow in
                    kinds.flatMap { kind in
                        ceilings.map { ceiling in
                            Situation(
                                level: level, status: status, senderKind: senderKind,
                                senderIsLow: senderIsLow, recipientKind: kind,
                                recipientCeiling: ceiling, agreement: agreement,
                                isApproved: isApproved, hasCommitment: hasCommitment)
                        }
                    }
                }
            }
        }
    }

    private static func labellings(of base: Situation) -> [Situation] {
        Mode.allCases.flatMap { mode in
            [false, true].flatMap { caveatIsKnown in
                [false, true].map { hasGround in
                    var point = base
                    (point.mode, point.caveatIsKnown) = (mode, caveatIsKnown)
                    point.hasGround = hasGround
                    return point
                }
            }
        }
    }

    /// Everything around a message but what its label says.
    private struct Scene {
        private let request: AccessRequest
        private let view: PolicyView
        private let labels: [Mode: [Bool: Label]]
        private let ground: GroundCode
        private let activation: ActivationID

        init(_ point: Situation, _ policy: Policy) throws {
            let now = try Timestamp(milliseconds: 1_795_420_800_000)
            let sender = try ActorID(
                SmallRegion.sender(point.senderKind, isLow: point.senderIsLow))
            let exercise = try ExerciseID("ovning")
            let forum = try ForumID("kallat")
            let level = try Level(SmallRegion.levelNames[point.level])
            let status: Status =
                switch point.status {
                case .actual: .actual
                case .test: .test
                case .exercise, .exerciseOver: .exercise(exercise)
                }
            let secrecy =
                try point.level == 0
                ? [] : [Secrecy(provision: "OSL 18:13", authority: sender, date: now)]
            func label(_ audience: Audience, _ caveat: Caveat) throws -> Label {
                try Label(
                    status: status, secrecy: secrecy, securityClass: SecurityClass(of: level),
                    audience: audience, caveats: [caveat], owners: [sender],
                    expires: now.adding(seconds: 60))
            }
            let audiences: [Mode: Audience] = [
                .all: .all, .ordinary: Audience(.forum(try ForumID("vardag"))),
                .activatedOpen: Audience(.forum(forum)), .activatedNot: Audience(.forum(forum)),
            ]
            labels = try audiences.mapValues {
                [true: try label($0, .noForward), false: try label($0, .noCopy)]
            }
            ground = try GroundCode("grund")
            activation = try ActivationID("storm")
            var rehearsal = Rehearsal(
                AccessRequest(
                    label: try label(.all, .noForward), kind: .picture, originator: sender,
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
            rehearsal.activations = [
                activation: Activation(
                    id: activation, convener: sender,
                    window: Validity(from: now, until: now.adding(seconds: 60)),
                    forums: [forum], closedAt: nil, issued: now)
            ]
            request = rehearsal.request
            view = rehearsal.view
        }

        func decision(_ point: Situation) -> Decision {
            var request = request
            request.label = labels[point.mode]?[point.caveatIsKnown] ?? request.label
            request.ground = point.hasGround ? ground : nil
            request.activation = point.mode == .activatedOpen ? activation : nil
            return decide(request, in: view)
        }
    }
}
