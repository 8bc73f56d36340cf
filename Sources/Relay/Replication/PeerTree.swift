import Carriers
import Identity
import Ledger
import Notes
import Registry

/// Checks that what another relay signs is one log that grows: each tree against the one that was
/// verified last, before anything in it is looked at.
struct PeerTree {
    let peer: RelayRecord
    let client: RelayClient

    /// - Parameters:
    ///   - note: as it came.
    ///   - earlier: verified before; `nil` for the first, which is believed.
    /// - Throws: ``PeerFailure``; ``PeerFailure/contradicts(held:offered:)`` only where both trees
    ///   are proven: by one size with two roots, or by the new tree's own tiles.
    func verified(
        _ note: [UInt8], after earlier: [UInt8]?
    ) async throws(PeerFailure) -> VerifiedCheckpoint {
        let offered = try signed(note)
        guard let earlier else { return offered }
        let held = try signed(earlier)
        let (old, new) = (held.checkpoint, offered.checkpoint)
        guard new.size >= old.size else { throw .wentBack(known: old.size, found: new.size) }
        guard new.head != old.head else { return held }
        let proof = new.size == old.size ? [] : try await proof(from: old.size, to: new)
        do throws(LedgerError) { try new.verifyContinues(old, proof: proof) } catch {
            throw .contradicts(held: held.note, offered: offered.note)
        }
        return offered
    }

    private func signed(_ note: [UInt8]) throws(PeerFailure) -> VerifiedCheckpoint {
        do {
            return try SignedNote(parsing: note)
                .verifiedCheckpoint(by: peer.receiptKey, origin: peer.receiptKey.name)
        } catch {
            throw .unsigned
        }
    }

    private func proof(
        from size: UInt64, to new: Checkpoint
    ) async throws(PeerFailure) -> [Digest] {
        let prover = LedgerProver(size: new.size)
        var tiles: [TilePath: Tile] = [:]
        do {
            let paths = try Set(prover.tiles(forConsistencyFrom: size) + prover.tilesForRoot)
            for path in paths {
                let content = try await client.tile(String(path.text.dropFirst("tile/".count)))
                tiles[path] = try Tile(path, content: content)
            }
            // Only tiles that give the signed root say anything about what lies in the tree.
            guard try prover.root(from: tiles) == new.root else { throw PeerFailure.tilesWrong }
            return try prover.consistencyProof(from: size, tiles: tiles)
        } catch let failure as PeerFailure {
            throw failure
        } catch let error as CarrierError {
            throw .carrier(error)
        } catch {
            throw .tilesWrong
        }
    }
}
