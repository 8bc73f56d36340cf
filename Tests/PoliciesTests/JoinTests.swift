import Identity
import Labels
import Testing

@testable import Policies

/// What is made of several contributions is for exactly those who may have each of them, over every
/// pair of a small space of labels.
struct JoinTests {
    let ground: TrialGround
    let labels: [Label]
    let recipients: [ActorID]

    init() throws {
        ground = try TrialGround()
        recipients = try [("stat", 5), ("stat", 1), ("lokal", 5), ("lokal", 2)].map {
            try ActorID(SmallRegion.recipient($0, ceiling: $1))
        }
        labels = try Self.labels(ground, recipients)
    }

    /// Levels × audiences × compartments × caveats.
    private static func labels(
        _ ground: TrialGround, _ recipients: [ActorID]
    ) throws -> [Label] {
        let audiences: [Audience] = try [
            .all, Audience(.forum(ForumID("vardag"))),
            Audience([AudienceClause(recipients.prefix(2).map { .actor($0) })]),
            Audience([AudienceClause(recipients.suffix(3).map { .actor($0) })]),
        ]
        return try Level.allCases.indices.flatMap { level in
            try audiences.flatMap { audience in
                try [[], [try Compartment("vatten")]].flatMap { compartments in
                    try [[], [Caveat.noCopy]].map { caveats in
                        try ground.rehearsal(
                            TrialGround.Message(
                                level: level, audience: audience, caveats: caveats,
                                compartments: compartments)
                        ).request.label
                    }
                }
            }
        }
    }

    /// The gates that fail for each recipient, by label.
    private func failures(of label: Label) throws -> [ActorID: Set<GateID>] {
        let sender = try ActorID(TrialGround.Message().from)
        return try Dictionary(
            uniqueKeysWithValues: recipients.map { recipient in
                let request = AccessRequest(
                    label: label, kind: .picture, originator: sender, recipient: recipient,
                    stage: .sender, suite: .signed, ground: try GroundCode("grund"),
                    carrier: .relay, now: ground.now)
                return (recipient, Set(rehearse(request, under: ground.policy).failed.map(\.id)))
            })
    }

    @Test func `join never widens: the whole is stopped by what stops a part, and by nothing else`()
        throws
    {
        let alone = try Dictionary(
            uniqueKeysWithValues: labels.map { ($0, try failures(of: $0)) })
        var joined = 0
        for (index, first) in labels.enumerated() {
            for second in labels[index...] {
                let join = try Label.join([first, second]) { _ in true }
                #expect(join.level == max(first.level, second.level))
                let whole = try failures(of: join)
                for recipient in recipients {
                    let parts = (alone[first]?[recipient] ?? []).union(
                        alone[second]?[recipient] ?? [])
                    joined += 1
                    guard parts == whole[recipient] else {
                        Issue.record("\(first.text) + \(second.text): \(recipient): \(parts)")
                        return
                    }
                }
            }
        }
        #expect(joined == 96 * 97 / 2 * 4)
    }

    @Test func `order and repetition of parts mean nothing`() throws {
        let some = [labels[3], labels[40], labels[77]]
        let join = try Label.join(some) { _ in true }
        #expect(try Label.join(some.reversed()) { _ in true } == join)
        #expect(try Label.join(some + [join, some[1]]) { _ in true } == join)
    }

    @Test func `a join that nobody is left in is refused`() throws {
        let parts = recipients.suffix(2).map { Audience(.actor($0)) }
        let disjoint = try parts.map {
            try ground.rehearsal(TrialGround.Message(audience: $0)).request.label
        }
        #expect(throws: LabelError.joinLeavesNobody) {
            try Label.join(disjoint) { !ground.policy.reach(of: $0).isEmpty }
        }
        let same = [disjoint[0], disjoint[0]]
        #expect(try Label.join(same) { !ground.policy.reach(of: $0).isEmpty } == disjoint[0])
    }
}
