import Identity
import Labels
import Policies
import Testing

/// Who may originate and read what, for all pairs at once.
struct MatrixTests {
    /// 2026-11-23T08:00:00Z
    static let now = Timestamp(clampingMilliseconds: 1_795_420_800_000)

    static func matrix(_ status: StatusKind, _ policy: Policy) -> AccessMatrix {
        AccessMatrix(of: policy, status: status, at: now)
    }

    @Test func `nobody reads above its ceiling, and nobody originates above its own`() throws {
        let policy = try SmallRegion.policy()
        let matrix = Self.matrix(.actual, policy)
        var permitted = 0
        for from in policy.actors.values {
            for to in policy.actors.values where to.id != from.id {
                for level in matrix.levels {
                    let verdict = matrix.verdict(from: from.id, to: to.id, at: level)
                    guard verdict?.isPermitted == true else { continue }
                    permitted += 1
                    #expect(to.receiveCeiling >= level && from.originateCeiling >= level)
                }
            }
        }
        #expect(permitted > 0)
    }

    @Test func `a denial names the gates that stand in the way`() throws {
        let policy = try SmallRegion.policy(
            SmallRegion.Records(agreement: .none, hasCommitment: false))
        let matrix = Self.matrix(.actual, policy)
        func verdict(_ from: String, _ to: String, _ level: Level) throws -> AccessMatrix.Verdict? {
            matrix.verdict(from: try ActorID(from), to: try ActorID(to), at: level)
        }
        #expect(try verdict("avs-stat-hog", "mott-stat-5", .topSecret) == .permitted)
        #expect(
            try verdict("avs-stat-hog", "mott-lokal-5", .topSecret) == .denied([.agreementPair]))
        #expect(
            try verdict("avs-lokal-lag", "mott-utland-1", .secret)
                == .denied(
                    [.originatorCeiling, .actorCeiling, .agreementPair, .foreignCommitment]))
        #expect(try verdict("avs-stat-hog", "avs-stat-hog", .open) == nil)
    }

    @Test
    func `as shipped, actual BH and above reaches nobody, and the exercise reaches the cleared`()
        throws
    {
        let policy = try ExampleRegion.policy()
        let actual = Self.matrix(.actual, policy)
        let exercise = Self.matrix(.exercise, policy)
        var reached = 0
        for from in actual.actors {
            for to in actual.actors where from != to {
                for level in actual.levels where level.isClassified {
                    guard case .denied(let gates) = actual.verdict(from: from, to: to, at: level)
                    else {
                        Issue.record("\(from) → \(to) at \(level)")
                        continue
                    }
                    #expect(gates.contains(.cryptoApproved))
                }
                if exercise.verdict(from: from, to: to, at: .secret) == .permitted { reached += 1 }
            }
        }
        #expect(reached > 0)
    }

    @Test func `in a mode an actor has to do with those alone whom it shares a forum with`() throws
    {
        let policy = try ExampleRegion.policy()
        let matrix = Self.matrix(.actual, policy)
        for mode in policy.modes.keys {
            let forums = policy.forums.values.filter { $0.mode == mode }
            let rows = ModeMatrix(mode, of: policy, in: matrix).rows
            #expect(
                Set(rows.map(\.actor))
                    == forums.reduce(into: Set<ActorID>()) { $0.formUnion($1.members) })
            for row in rows {
                let peers = forums.filter { $0.members.contains(row.actor) }
                    .reduce(into: Set<ActorID>()) { $0.formUnion($1.members) }
                for cell in row.cells.values {
                    #expect(peers.isSuperset(of: cell.readers + cell.sources))
                    #expect(!cell.readers.contains(row.actor))
                    #expect(cell.gates.isEmpty || !(cell.originates || cell.reads))
                }
            }
        }
    }
}

/// What changes between two policies.
struct DifferenceTests {
    private static func difference(
        _ status: StatusKind = .actual, _ change: (inout [String: [UInt8]]) -> Void
    ) throws -> AccessDifference {
        let old = try ExampleRegion.policyFiles()
        var new = old
        change(&new)
        return AccessDifference(
            from: try Policy.compile(files: old), to: try Policy.compile(files: new),
            statuses: [status], at: MatrixTests.now)
    }

    @Test func `a comment changes nothing`() throws {
        #expect(try Self.difference { $0["actors.yaml"]?.append(contentsOf: "# x\n".utf8) }.isEmpty)
    }

    @Test func `a ground taken away costs those their reading who had no other`() throws {
        let difference = try Self.difference { files in
            let content = String(decoding: files["grounds.yaml"] ?? [], as: UTF8.self)
            files["grounds.yaml"] = Array(
                content.replacing("[actual, exercise, test]", with: "[exercise, test]").utf8)
        }
        #expect(!difference.changes.isEmpty)
        for change in difference.changes {
            #expect(change.level == .secrecy && change.status == .actual && change.gained.isEmpty)
            #expect(change.lost.allSatisfy { $0.gates == [.secrecyGround] })
        }
        // The duty to inform stands.
        #expect(!difference.changes.contains { $0.reader.text == "lansstyrelsen-stockholm" })
    }

    @Test func `a ceiling lowered costs that actor alone its reading above it`() throws {
        let salem = try ActorID("kommun-salem")
        let level = try #require(try ExampleRegion.policy().actors[salem]?.receiveCeiling)
        try #require(level > .secrecy)
        let difference = try Self.difference(.exercise) { files in
            let content = String(decoding: files["actors.yaml"] ?? [], as: UTF8.self)
            let parts = content.split(separator: "id: kommun-salem", maxSplits: 1)
            let after = parts[1].replacing(
                "receive: \(level.name)", with: "receive: sekretess", maxReplacements: 1)
            files["actors.yaml"] = Array((parts[0] + "id: kommun-salem" + after).utf8)
        }
        #expect(!difference.changes.isEmpty && difference.forums.isEmpty)
        for change in difference.changes {
            #expect(change.reader == salem && change.level > .secrecy && change.gained.isEmpty)
            // It is so in every mode, and told once.
            #expect(change.mode == nil)
            #expect(change.lost.allSatisfy { $0.gates == [.actorCeiling] })
        }
    }

    @Test func `what a mode alone takes away is told of the mode`() throws {
        let mode = try ModeID("hojd-beredskap")
        let difference = try Self.difference { files in
            let content = String(decoding: files["region.yaml"] ?? [], as: UTF8.self)
            let parts = content.split(separator: "id: hojd-beredskap", maxSplits: 1)
            let after = parts[1].replacing(
                "carriers:\n", with: "carriers:\n        - {kind: relay, ceiling: oppen}\n",
                maxReplacements: 1)
            files["region.yaml"] = Array((parts[0] + "id: hojd-beredskap" + after).utf8)
        }
        #expect(!difference.changes.isEmpty && difference.forums.isEmpty)
        for change in difference.changes {
            #expect(change.mode == mode && change.level > .open && change.gained.isEmpty)
            #expect(change.lost.allSatisfy { $0.gates == [.carrierCeiling] })
        }
    }

    @Test func `who is let into a forum is told, and nobody reads more for that alone`() throws {
        let difference = try Self.difference { files in
            let content = String(decoding: files["forums.yaml"] ?? [], as: UTF8.self)
            files["forums.yaml"] = Array(
                content.replacing(
                    #"members: ["group:regional-ledning"]"#,
                    with: #"members: ["group:regional-ledning", kommun-salem]"#,
                    maxReplacements: 1
                ).utf8)
        }
        #expect(difference.changes.isEmpty)
        #expect(difference.forums.map(\.forum.text) == ["regional-chefsgrupp"])
        #expect(difference.forums.first?.joined.map(\.text) == ["kommun-salem"])
        #expect(difference.forums.first?.left == [])
    }
}
