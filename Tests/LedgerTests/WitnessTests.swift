import Identity
import Ledger
import Notes
import Primitives
import Testing

/// c2sp.org/tlog-witness, case by case.
struct WitnessTests {
    private let log: NoteSigner
    private let witness: Witness
    private let hashes = leafHashes(300)

    init() throws {
        log = try signer("stockholm/relay/relay-1", 1)
        witness = try Witness(name: "stockholm/witness/solna", key: signingKey(2))
    }

    private func checkpoint(_ size: Int, forked: Bool = false) throws -> Checkpoint {
        var frontier = LedgerFrontier()
        for hash in hashes[..<size] { frontier.append(hash) }
        let root = forked ? digest("another") : frontier.root
        return try Checkpoint(
            origin: log.key.name, head: TreeHead(size: UInt64(size), root: root))
    }

    private func request(
        from old: Int, to new: Int, forked: Bool = false, by signer: NoteSigner? = nil
    ) throws -> AddCheckpoint {
        let prover = LedgerProver(size: UInt64(new))
        let proof =
            old <= new
            ? try prover.consistencyProof(
                from: UInt64(old), tiles: tiles(of: Array(hashes[..<new])))
            : []
        let note = try checkpoint(new, forked: forked).signed(by: [signer ?? log])
        return try AddCheckpoint(oldSize: UInt64(old), proof: proof, checkpoint: note)
    }

    private func refusal(
        of request: AddCheckpoint, seen: Checkpoint?, log key: NoteKey? = nil
    ) throws -> WitnessRefusal? {
        let answer = try witness.answer(request, seen: seen, log: key ?? log.key, at: noon)
        if case .refused(let refusal) = answer { return refusal }
        return nil
    }

    @Test(arguments: [(0, 1), (0, 300), (1, 2), (7, 8), (255, 257), (256, 300), (300, 300)])
    func `a tree that continues the one seen last is cosigned, and the line verifies`(
        _ old: Int, _ new: Int
    ) throws {
        let request = try request(from: old, to: new)
        let seen = old == 0 ? nil : try checkpoint(old)
        guard
            case .cosigned(let tree, let line) = try witness.answer(
                request, seen: seen, log: log.key, at: noon)
        else {
            Issue.record("it is not cosigned")
            return
        }
        #expect(try tree.checkpoint == checkpoint(new))
        let note = try request.checkpoint.adding(line)
        let cosignatures = try note.verifiedCheckpoint(by: log.key, origin: log.key.name)
            .cosignatures(by: [witness.key], notAfter: noon)
        #expect(cosignatures.map(\.cosigner) == [witness.key.name])
    }

    @Test func `an old size above the new one is a bad request, 400`() throws {
        let found = try refusal(of: request(from: 9, to: 8), seen: checkpoint(9))
        #expect(found == .sizesReversed && found?.statusCode == 400)
    }

    @Test func `what the log's key did not sign is forbidden, 403`() throws {
        let stranger = try signer(log.key.name, 3)
        let found = try refusal(of: request(from: 1, to: 2, by: stranger), seen: checkpoint(1))
        #expect(found == .notSigned && found?.statusCode == 403)
    }

    @Test func `a log that is not known is not found, 404`() throws {
        let answer = try witness.answer(request(from: 0, to: 2), seen: nil, log: nil, at: noon)
        #expect(answer == .refused(.logUnknown))
        #expect(WitnessRefusal.logUnknown.statusCode == 404)
        let other = try signer("stockholm/relay/relay-2", 1)
        #expect(try refusal(of: request(from: 0, to: 2), seen: nil, log: other.key) == .notSigned)
    }

    @Test(arguments: [0, 4, 6])
    func `an old size that is not the one seen last is a conflict that tells it, 409`(
        _ old: Int
    ) throws {
        let found = try refusal(of: request(from: old, to: 8), seen: checkpoint(5))
        #expect(found == .sizeDiffers(known: 5) && found?.statusCode == 409)
    }

    @Test func `a proof that does not show it, or is too long, is not processed, 422`() throws {
        let good = try request(from: 5, to: 8)
        for proof in [[], Array(good.proof.dropLast()), good.proof + [digest("more")]] {
            let bad = try AddCheckpoint(oldSize: 5, proof: proof, checkpoint: good.checkpoint)
            let found = try refusal(of: bad, seen: checkpoint(5))
            #expect(found == .proofInvalid && found?.statusCode == 422)
        }
        let first = try AddCheckpoint(
            oldSize: 0, proof: [digest("more")], checkpoint: good.checkpoint)
        #expect(try refusal(of: first, seen: nil) == .proofInvalid)
    }

    @Test func `whoever has the log's key and disk cannot have a rewritten tree cosigned`() throws {
        // The same size with another root, and a longer tree over a rewritten beginning.
        let same = try AddCheckpoint(
            oldSize: 8, proof: [], checkpoint: checkpoint(8, forked: true).signed(by: [log]))
        let found = try refusal(of: same, seen: checkpoint(8))
        #expect(found == .forked && found?.statusCode == 422)
        var rewritten = hashes
        rewritten[2] = digest("rewritten")
        let prover = LedgerProver(size: 20)
        let tiles = try tiles(of: Array(rewritten[..<20]))
        let longer = try Checkpoint(
            origin: log.key.name, head: TreeHead(size: 20, root: prover.root(from: tiles)))
        let request = try AddCheckpoint(
            oldSize: 8, proof: prover.consistencyProof(from: 8, tiles: tiles),
            checkpoint: longer.signed(by: [log]))
        #expect(try refusal(of: request, seen: checkpoint(8)) == .proofInvalid)
        #expect(try refusal(of: self.request(from: 8, to: 20), seen: checkpoint(8)) == nil)
    }

    @Test func `a request reads back, and no other spelling of it does`() throws {
        let request = try request(from: 5, to: 8)
        let bytes = request.encoded
        #expect(try AddCheckpoint(parsing: bytes) == request)
        let text = String(decoding: bytes, as: UTF8.self)
        for wrong in [
            text.replacingLine(1, with: "old 05"), text.replacingLine(1, with: "size 5"),
            text.replacingLine(2, with: "AAAA"), text.replacing("\n\nstock", with: "\nstock"),
            String(text.dropLast()),
        ] {
            #expect(throws: LedgerError.self, "\(wrong)") {
                try AddCheckpoint(parsing: Array(wrong.utf8))
            }
        }
    }
}
