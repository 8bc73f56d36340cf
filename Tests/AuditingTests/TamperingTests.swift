import Auditing
import Identity
import Ledger
import Notes
import Primitives
import RegionSupport
import TestSupport
import Testing

/// Any byte changed, anything removed, added, swapped or put back: found and located, even where
/// whoever did it has the maker's key, and where the relay's disk and key are in the wrong hands.
struct TamperingTests {
    /// Every so manieth byte of a file; all of them with `BUDKAVLE_ROUNDS`.
    private func places(in bytes: [UInt8], of path: String) -> [Int] {
        if Seeded.asked("BUDKAVLE_ROUNDS") != nil { return Array(bytes.indices) }
        let step = path.hasPrefix("Keys/") ? 4_999 : 29
        return Array(Set(stride(from: 0, to: bytes.count, by: step)).union([bytes.count - 1]))
    }

    @Test func `a changed byte is found in the file it is in`() throws {
        let sample = try PackSample()
        let good = try sample.sealed(sample.files())
        for (path, bytes) in good {
            for place in places(in: bytes, of: path) {
                var files = good
                files[path]?[place] ^= 1
                let statements = try sample.statements(on: files)
                let name: AuditStatement.Name =
                    path == PackManifest.path ? .packSigned : .packWhole
                let found = statements.contains {
                    $0.name == name && $0.subject == path && $0.verdict != .holds
                }
                #expect(found, "\(path) \(place)")
            }
        }
    }

    @Test func `a changed byte is found though the maker signed the pack anew`() throws {
        let sample = try PackSample()
        let good = try sample.files()
        let untouched = Set(try sample.statements(on: sample.sealed(good)))
        for (path, bytes) in good {
            for place in places(in: bytes, of: path) {
                var files = good
                files[path]?[place] ^= 1
                let statements = try sample.statements(on: sample.sealed(files))
                // Something that was said before is not said any more, and the pack itself is whole.
                let lost = untouched.subtracting(statements)
                #expect(!lost.isEmpty, "\(path) \(place)")
                #expect(statements.contains { $0.verdict != .holds && !untouched.contains($0) })
            }
        }
    }

    @Test func `a file removed, added or exchanged is named`() throws {
        let sample = try PackSample()
        let good = try sample.sealed(sample.files())
        for path in good.keys where path != PackManifest.path {
            var files = good
            files[path] = nil
            let found = try sample.statements(on: files)
            #expect(
                found.contains { $0.subject == path && $0.reason == .missing }, "\(path)")
        }
        var more = good
        more["receipts/more.note"] = [1]
        let added = try sample.statements(on: more).first(.packWhole, .fails)
        #expect(added?.subject == "receipts/more.note" && added?.reason == .added)
        var swapped = good
        let (one, other) = ("\(sample.relayFolder)/checkpoint", "\(sample.nodeFolder)/checkpoint")
        (swapped[one], swapped[other]) = (good[other], good[one])
        let found = Set(
            try sample.statements(on: swapped).filter { $0.name == .packWhole }.map(\.subject))
        #expect(found == [one, other])
        // The maker's own signature over the exchange does not help.
        let resealed = try sample.statements(on: sample.sealed(swapped))
        #expect(resealed.count { $0.name == .logSigned && $0.verdict == .fails } == 2)
    }

    @Test func `tiles that contradict the entries are named, whoever signed the pack`() throws {
        let sample = try PackSample(entries: 300)
        let good = try sample.files()
        let tiles = good.keys.filter { $0.hasPrefix("\(sample.relayFolder)/tile/") }
        #expect(tiles.count == 5)
        for path in tiles {
            var files = good
            files[path]?[20] ^= 1
            let found = try sample.statements(on: sample.sealed(files)).first(.logWhole, .fails)
            #expect(found?.subject == sample.relay.signer.key.name)
            #expect(found?.reason == .tileDiffers)
            // A changed entry contradicts the tile of hashes beside it.
            #expect(path.replacing("entries", with: "0").hasSuffix(found?.place ?? "-"))
            files[path] = nil
            let gone = try sample.statements(on: sample.sealed(files)).first(.logWhole, .fails)
            #expect(gone?.reason == .missing && path.hasSuffix(gone?.place ?? "-"))
        }
    }

    @Test func `an insider who has the relay's disk and key is caught by what a witness signed`()
        throws
    {
        var sample = try PackSample()
        let cosigned = try sample.cosigned().encoded
        let receipt = sample.acceptedPath
        // The accepted message is taken out of the log and the log signed anew.
        sample.relay.rewrite(3, LedgerFacts(.started, at: sample.region.now))
        var files = try sample.files(opening: false)
        files["\(sample.relayFolder)/cosigned"] = cosigned
        let statements = try sample.statements(on: sample.sealed(files))
        let found = statements.first(.logContinues, .fails)
        #expect(found?.subject == sample.relay.signer.key.name && found?.reason == .rewritten)
        #expect(found?.place == "5")
        #expect(files[receipt] != nil && statements.first(.logWhole, .fails) == nil)
    }

    @Test func `a log rolled back as a whole is caught by any tree that was seen before`() throws {
        var sample = try PackSample()
        let seen = try sample.relay.signed.encoded
        sample.relay.cut(to: 4)
        var files = try sample.files(opening: false)
        files["\(sample.relayFolder)/seen/5.checkpoint"] = seen
        let found = try sample.statements(on: sample.sealed(files)).first(.logContinues, .fails)
        #expect(found?.reason == .shrunk && found?.place == "5")
    }

    @Test func `an entry shown from a log that was forked for the asker is found`() throws {
        var sample = try PackSample()
        let forked = try sample.relay.proof(of: 3, receipt: sample.accepted)
        sample.relay.rewrite(3, LedgerFacts(.started, at: sample.region.now))
        var files = try sample.files(opening: false)
        files[sample.provenPath] = forked.encoded
        let statements = try sample.statements(on: sample.sealed(files))
        let found = statements.first(.entryProven, .fails)
        #expect(found?.subject == sample.provenPath && found?.reason == .entryDiffers)
        #expect(statements.first(.logContinues, .fails)?.reason == .rewritten)
        #expect(statements.first(.receiptLogged, .holds) == nil)
    }
}
