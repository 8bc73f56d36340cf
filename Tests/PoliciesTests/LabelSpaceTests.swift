import Identity
import Labels
import Testing

@testable import Policies

/// Every level × status × mode × pair of actor kinds × state of agreement × set of caveats.
struct LabelSpaceTests {
    /// How a forum is addressed: none, one of each mode, and those that must be called, called or
    /// not.
    enum Mode: CaseIterable {
        case everybody, ordinary, activated, activatedNot, heightened, heightenedNot

        var forum: String? {
            switch self {
            case .everybody: nil
            case .ordinary: "vardag"
            case .activated, .activatedNot: "kallat"
            case .heightened, .heightenedNot: "ledning"
            }
        }

        var isCalled: Bool { self == .activated || self == .heightened }
        var reaches: Bool { self != .activatedNot && self != .heightenedNot }
    }

    /// All sixteen sets; the policy knows two of the caveats.
    static let caveatSets: [[Caveat]] = (0..<16).map { bits in
        Caveat.allCases.enumerated().filter { bits & (1 << $0.offset) != 0 }.map(\.element)
    }

    static let known: Set<Caveat> = [.noForward, .namedPersonsOnly]

    @Test(arguments: SmallRegion.AgreementChoice.allCases)
    func `every point is decided as the table says`(
        _ agreement: SmallRegion.AgreementChoice
    ) throws {
        let ground = try TrialGround(SmallRegion.Records(agreement: agreement))
        let storm = try Storm(ground)
        var asked = 0
        for sender in SmallRegion.senderKinds {
            for recipient in SmallRegion.recipientKinds {
                let lacksAgreement =
                    !agreement.isInForce && !(sender == "stat" && recipient == "stat")
                for point in Self.points {
                    var message = TrialGround.Message(
                        level: point.level, status: storm[point.status])
                    message.from = SmallRegion.sender(sender, isLow: false)
                    message.to = SmallRegion.recipient(recipient, ceiling: 5)
                    message.audience = try storm.audience(point.mode)
                    var rehearsal = try ground.rehearsal(message)
                    storm.surround(&rehearsal, point.mode)
                    for caveats in Self.caveatSets {
                        rehearsal.request.label = try rehearsal.request.label.with(caveats)
                        let expected: Set<GateID> = Set(
                            [
                                (GateID.labelComplete, !Self.known.isSuperset(of: caveats)),
                                (.agreementPair, point.level >= 3 && lacksAgreement),
                                (.audience, !point.mode.reaches),
                            ].filter(\.1).map(\.0))
                        let decision = decide(rehearsal.request, in: rehearsal.view)
                        asked += 1
                        guard Set(decision.failed.map(\.id)) == expected,
                            decision.isPermitted == expected.isEmpty
                        else {
                            Issue.record("\(message) \(caveats): \(decision.failed) ≠ \(expected)")
                            return
                        }
                    }
                }
            }
        }
        #expect(asked == 6 * 3 * 6 * 6 * 16)
    }

    @Test func `kinds of actors the law does not tell apart are decided alike`() throws {
        let kinds = ActorKind.allCases
        let region = try KindRegion()
        for level in Level.allCases {
            for sender in kinds {
                for recipient in kinds {
                    let failed = try region.failed(level, from: sender, to: recipient)
                    let lacksAgreement =
                        level >= .confidential
                        && !(sender == .stateAuthority && recipient == .stateAuthority)
                    let lacksCommitment = level.isClassified && recipient == .foreignAuthority
                    #expect(failed.contains(.agreementPair) == lacksAgreement)
                    #expect(failed.contains(.foreignCommitment) == lacksCommitment)
                    #expect(failed.count == (lacksAgreement ? 1 : 0) + (lacksCommitment ? 1 : 0))
                }
            }
        }
    }

    private struct Point {
        let level: Int
        let status: StatusKind
        let mode: Mode
    }

    private static let points = Level.allCases.indices.flatMap { level in
        StatusKind.allCases.flatMap { status in
            Mode.allCases.map { Point(level: level, status: status, mode: $0) }
        }
    }

    /// An exercise and two called forums, around any message.
    private struct Storm {
        private let ground: TrialGround
        private let exercise: ExerciseID
        private let activation: ActivationID

        init(_ ground: TrialGround) throws {
            self.ground = ground
            exercise = try ExerciseID("ovning")
            activation = try ActivationID("storm")
        }

        subscript(status: StatusKind) -> Status {
            switch status {
            case .actual: .actual
            case .test: .test
            case .exercise: .exercise(exercise)
            }
        }

        func audience(_ mode: Mode) throws -> Audience {
            try mode.forum.map { Audience(.forum(try ForumID($0))) } ?? .all
        }

        func surround(_ rehearsal: inout Rehearsal, _ mode: Mode) {
            let now = ground.now
            let window = Validity(from: now, until: now.adding(seconds: 1))
            rehearsal.exercises = [
                exercise: Exercise(
                    id: exercise, window: window, participants: Set(ground.policy.actors.keys),
                    closedAt: nil, issued: now)
            ]
            rehearsal.activations = [
                activation: Activation(
                    id: activation, convener: rehearsal.request.originator,
                    status: rehearsal.request.label.status, window: window,
                    forums: Set(ground.policy.forums.keys), closedAt: nil, issued: now)
            ]
            rehearsal.request.activation = mode.isCalled ? activation : nil
        }
    }
}

extension Label {
    /// The same label with other caveats.
    fileprivate func with(_ caveats: [Caveat]) throws -> Label {
        try Label(
            status: status, secrecy: secrecy, securityClass: securityClass, audience: audience,
            compartments: compartments, caveats: caveats, origin: origin, owners: owners,
            expires: expires)
    }
}

/// The example region with two more actors of every kind, all with the highest ceilings and nothing
/// recorded between any two.
private struct KindRegion {
    private let policy: Policy
    private let now: Timestamp

    init() throws {
        var files = try ExampleRegion.policyFiles()
        let actors = ActorKind.allCases.flatMap { kind in
            [1, 2].map { number in
                """
                  - id: slag-\(kind.rawValue)-\(number)
                    name: Slag
                    kind: \(kind.rawValue)
                    state-authority: \(kind == .stateAuthority)
                    country: \(kind == .foreignAuthority ? "FI" : "SE")
                    originate: kvalificerat-hemlig
                    receive: kvalificerat-hemlig
                    compartments: []

                """
            }
        }
        files["actors.yaml", default: []] += Array(actors.joined().utf8)
        policy = try Policy.compile(files: files)
        now = try Timestamp(rfc3339: "2026-11-23T08:00:00Z")
    }

    /// What fails for a test from one of the first kind to another of the second.
    func failed(
        _ level: Level, from sender: ActorKind, to recipient: ActorKind
    ) throws -> Set<GateID> {
        let from = try ActorID("slag-\(sender.rawValue)-1")
        let to = try ActorID("slag-\(recipient.rawValue)-2")
        let secrecy =
            try level == .open ? [] : [Secrecy(provision: "OSL 15:2", authority: from, date: now)]
        let label = try Label(
            status: .test, secrecy: secrecy, securityClass: SecurityClass(of: level),
            audience: .all, owners: [from], expires: now.adding(seconds: 60))
        let request = AccessRequest(
            label: label, kind: .notice, originator: from, recipient: to, stage: .sender,
            suite: .signed, ground: try GroundCode("ovningsmaterial"), carrier: .relay, now: now)
        return Set(rehearse(request, under: policy).failed.map(\.id))
    }
}
