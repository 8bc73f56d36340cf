import Identity
import Ledger
import Notes
import Primitives
import Testing

/// Trees that are handed on: joined by proofs, or not let in.
struct TreeTrailTests {
    private let log: NoteSigner
    private let hashes = leafHashes(300)

    init() throws { log = try signer("stockholm/relay/relay-1", 1) }

    private func request(
        from old: Int, to new: Int, forkedFrom fork: Int? = nil, by signer: NoteSigner? = nil
    ) throws -> AddCheckpoint {
        var leaves = Array(hashes[..<new])
        if let fork { leaves[fork] = digest("another") }
        var frontier = LedgerFrontier()
        for hash in leaves { frontier.append(hash) }
        let checkpoint = try Checkpoint(
            origin: log.key.name, head: TreeHead(size: UInt64(new), root: frontier.root))
        let proof = try LedgerProver(size: UInt64(new)).consistencyProof(
            from: UInt64(old), tiles: tiles(of: leaves))
        return try AddCheckpoint(
            oldSize: UInt64(old), proof: proof, checkpoint: checkpoint.signed(by: [signer ?? log]))
    }

    private func expect(
        _ judgement: TreeTrail.Judgement, of request: AddCheckpoint, in trail: inout TreeTrail
    ) throws {
        let found = try trail.take(request, by: log.key)
        #expect(found == judgement)
    }

    private func trail(_ sizes: Int...) throws -> TreeTrail {
        var trail = TreeTrail()
        for (old, new) in zip([0] + sizes, sizes) {
            try expect(.extends, of: request(from: old, to: new), in: &trail)
        }
        return trail
    }

    @Test(arguments: [(1, 2), (7, 8), (7, 300), (255, 257), (256, 300)])
    func `a tree is let in by the proof that it continues the largest, and read again as written`(
        _ old: Int, _ new: Int
    ) throws {
        let trail = try trail(old, new)
        #expect(trail.latest?.size == UInt64(new) && trail.sizeBeforeLatest == UInt64(old))
        #expect(try TreeTrail(parsing: trail.steps.map(\.request.encoded)) == trail)
        for step in trail.steps { #expect(trail.contains(step.checkpoint)) }
    }

    @Test func `whatever the first is, it is taken, and the same again says nothing new`() throws {
        var trail = TreeTrail()
        #expect(trail.latest == nil)
        try expect(.extends, of: request(from: 3, to: 9), in: &trail)
        for old in [0, 3, 9] {
            try expect(.known, of: request(from: old, to: 9), in: &trail)
        }
        try expect(.known, of: request(from: 0, to: 8), in: &trail)
        #expect(trail.steps.count == 1)
    }

    @Test(arguments: [0, 8, 10])
    func `a proof that begins elsewhere joins nothing`(_ old: Int) throws {
        var trail = try trail(9)
        try expect(.detached, of: request(from: old, to: 20), in: &trail)
        #expect(trail.latest?.size == 9)
    }

    @Test
    func `another tree of one size is told with the one that is held, also of an earlier size`()
        throws
    {
        var trail = try trail(5, 9)
        let held = trail.steps.map(\.request.checkpoint)
        let (earlier, latest) = (
            try request(from: 0, to: 5, forkedFrom: 4), try request(from: 0, to: 9, forkedFrom: 0)
        )
        try expect(.contradicts(held[0]), of: earlier, in: &trail)
        try expect(.contradicts(held[1]), of: latest, in: &trail)
        #expect(trail.latest?.size == 9)
    }

    @Test func `a larger tree with another past is told with the one that is held`() throws {
        var trail = try trail(9)
        let forked = try request(from: 9, to: 20, forkedFrom: 8)
        try expect(
            .contradicts(trail.steps[0].request.checkpoint), of: forked, in: &trail)
        // A fork behind what is held is its future.
        try expect(.extends, of: request(from: 9, to: 20, forkedFrom: 9), in: &trail)
    }

    @Test func `what another key has signed is no tree of the log`() throws {
        var trail = try trail(9)
        let stranger = try signer("stockholm/relay/relay-1", 2)
        #expect(throws: LedgerError.self) {
            try trail.take(request(from: 9, to: 20, by: stranger), by: log.key)
        }
        let named = try signer("stockholm/relay/relay-2", 1)
        #expect(throws: LedgerError.self) {
            try trail.take(request(from: 9, to: 20), by: named.key)
        }
        #expect(trail.steps.count == 1)
    }

    @Test func `a tree that nobody was given is left out, by a proof past it`() throws {
        var trail = try trail(5, 9, 20)
        let past = try request(from: 5, to: 20)
        #expect(throws: LedgerError.self) {
            try trail.leaveOutLastButOne(request(from: 9, to: 20).proof)
        }
        try trail.leaveOutLastButOne(past.proof)
        #expect(trail.steps.map(\.checkpoint.size) == [5, 20])
        #expect(trail.steps.last?.request == past)
        try trail.leaveOutLastButOne([])
        #expect(trail.steps.map(\.checkpoint.size) == [20])
        #expect(trail.steps.last?.request.oldSize == 0)
    }

    @Test func `cosignatures that came later are taken, of the largest tree alone`() throws {
        var trail = try trail(9)
        let witness = try Witness(name: "stockholm/witness/solna", key: signingKey(3))
        let again = try request(from: 0, to: 9)
        guard
            case .cosigned(let tree, let line) = try witness.answer(
                again, seen: nil, log: log.key, at: noon)
        else {
            Issue.record("it is not cosigned")
            return
        }
        let none = try trail.takeCosignatures(of: tree)
        let cosigned = try tree.note.adding(line)
            .verifiedCheckpoint(by: log.key, origin: log.key.name)
        let some = try trail.takeCosignatures(of: cosigned)
        #expect(!none && some)
        #expect(trail.steps.last?.request.checkpoint.signatures.count == 2)
        try expect(.extends, of: request(from: 9, to: 20), in: &trail)
        let late = try trail.takeCosignatures(of: cosigned)
        #expect(!late)
    }

    @Test func `the trail forgets the oldest`() throws {
        var trail = TreeTrail()
        for size in 1...(TreeTrail.stepsMax + 2) {
            _ = try trail.take(request(from: size - 1, to: size), by: log.key)
        }
        #expect(trail.steps.count == TreeTrail.stepsMax)
        #expect(trail.steps.first?.checkpoint.size == 3)
    }
}
