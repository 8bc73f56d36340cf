import Identity
import Labels
@testable import Policies
import Testing

/// What one person may see, need by need and level by level.
struct PersonMatrixTests {
    static let now = MatrixTests.now
    private let own: ActorID
    private let policy: Policy

    init() throws {
        policy = try ExampleRegion.policy()
        own = try ActorID("sos-alarm")
    }

    @Test func `levels at which nobody is asked stand apart`() throws {
        let matrix = try matrix(.actual) { _ in }
        let asked = Set(matrix.rows.flatMap { $0.cells.map(\.level) })
        #expect(Set(matrix.unasked).isDisjoint(with: asked))
        #expect(asked == Set(policy.levelsInUse.map(\.level).filter(\.isClassified)))
        #expect(try self.matrix(.exercise) { _ in }.rows.allSatisfy { $0.cells.isEmpty })
    }

    @Test func `every answer is the one the gates give to a message for that need alone`() throws {
        let storm = NeedScope.audience(.forum(try ForumID("samverkansstab")))
        let word = NeedScope.compartment(
            try #require(policy.vocabulary.compartments.keys.sorted().first))
        let matrix = try matrix(.actual) { standing in
            standing.needs = [Need(storm, Self.day), Need(word, Self.day)]
        }
        #expect(matrix.rows.map(\.need?.scope) == [storm, word])
        for row in matrix.rows {
            #expect(row.cells.allSatisfy { $0.isPermitted })
            #expect(row.cells.allSatisfy { $0.until == Self.day.until })
        }
    }

    @Test(arguments: PersonFact.allCases)
    func `one finding that has ended closes everything that asks for persons`(
        _ fact: PersonFact
    ) throws {
        let matrix = try matrix(.actual) { standing in
            let past = Validity(from: Self.day.from, until: Self.now)
            switch fact {
            case .reliable: standing.reliable = past
            case .trained: standing.trained = past
            case .briefed: standing.briefed = past
            }
        }
        for cell in matrix.rows.flatMap(\.cells) {
            #expect(cell.gates == [.personAuthorised] && cell.until == nil)
        }
    }

    @Test func `a clearance reaches so far and no further, and its end is the right's`() throws {
        let soon = Self.now.adding(seconds: 60)
        let matrix = try matrix(.actual) { standing in
            standing.clearance = ClearanceGrant(
                .second, Validity(from: Self.day.from, until: soon))
        }
        let cells = Dictionary(
            uniqueKeysWithValues: matrix.rows.flatMap(\.cells).map { ($0.level, $0) })
        #expect(cells[.restricted]?.until == Self.day.until, "no class is asked for at BH")
        #expect(cells[.secret]?.until == soon && cells[.secret]?.isLimited == false)
        #expect(cells[.topSecret]?.isLimited == true)
    }

    @Test func `somebody without a need has no right, and it says why`() throws {
        let matrix = try matrix(.actual) { $0.needs = [] }
        #expect(matrix.rows.count == 1 && matrix.rows[0].need == nil)
        #expect(matrix.rows[0].cells.allSatisfy { $0.gates == [.personAuthorised] })
    }

    @Test func `a scope covers what names it, and nothing else`() throws {
        let forum = AudienceTerm.forum(try ForumID("samverkansstab"))
        let other = AudienceTerm.forum(try ForumID("samordningsgrupp"))
        let kbrn = try Compartment("kbrn")
        let label = try Label(
            status: .test, audience: Audience(forum), compartments: [kbrn], owners: [own],
            expires: Self.now)
        #expect(NeedScope.audience(forum).covers(label) && NeedScope.audience(.all).covers(label))
        #expect(!NeedScope.audience(other).covers(label))
        #expect(NeedScope.compartment(kbrn).covers(label))
        #expect(!NeedScope.compartment(try Compartment("annat")).covers(label))
    }

    @Test func `the ways of one actor are those of the matrix, each with its ground`() throws {
        let whole = MatrixTests.matrix(.exercise, policy)
        let ways = AccessMatrix(of: policy, status: .exercise, concerning: own, at: Self.now)
        var grounded = 0
        for other in whole.actors where other != own {
            for level in whole.levels {
                for (from, to) in [(own, other), (other, own)] {
                    let verdict = ways.verdict(from: from, to: to, at: level)
                    #expect(verdict == whole.verdict(from: from, to: to, at: level))
                    guard let code = ways.ground(from: from, to: to, at: level) else {
                        #expect(level == .open || verdict?.isPermitted == false)
                        continue
                    }
                    grounded += 1
                    let ground = try #require(policy.grounds[code])
                    #expect(ground.from.contains(from) && ground.to.contains(to))
                }
            }
        }
        #expect(grounded > 0)
        let strangers = whole.actors.filter { $0 != own }.prefix(2)
        let between = ways.verdict(
            from: try #require(strangers.first), to: try #require(strangers.last), at: .open)
        #expect(between == nil, "of no concern")
    }

    // MARK: Tools

    private static let day = Validity(
        from: now.adding(seconds: -86_400), until: now.adding(seconds: 86_400))

    /// Of a person in whom nothing is wanting, but for what `edit` takes away.
    private func matrix(
        _ status: StatusKind, _ edit: (inout PersonStanding) throws -> Void
    ) throws -> PersonMatrix {
        var standing = PersonStanding(try PersonID("person-1"))
        (standing.reliable, standing.trained, standing.briefed) = (Self.day, Self.day, Self.day)
        standing.clearance = ClearanceGrant(.first, Self.day)
        standing.needs = [Need(.audience(.all), Self.day)]
        try edit(&standing)
        let label = try Label(
            status: .test, audience: .all, owners: [own], expires: Self.now)
        let request = AccessRequest(
            person: nil, at: own, label: label, of: own, isOpaque: false, now: Self.now)
        return PersonMatrix(
            of: PersonAtNode(standing, signIn: .token), at: own, status: status,
            in: Rehearsal(request, under: policy).view, at: Self.now)
    }
}
