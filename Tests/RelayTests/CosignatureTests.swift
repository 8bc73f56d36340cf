import Carriers
import Identity
import Ledger
import Notes
import Primitives
import RegionSupport
import RelaySupport
@testable import Relay
import Storage
import StorageSQLite
import TestSupport
import Testing

extension RelayTests {
    /// What witnesses are shown, and what is taken of them.
    struct CosignatureTests {
        private func line(
            by witness: Witness, over note: SignedNote, of relay: RelayFixture
        ) throws -> NoteSignature? {
            let request = try AddCheckpoint(oldSize: 0, proof: [], checkpoint: note)
            let key = try relay.relay.receiptSigner.key
            let answer = try witness.answer(request, seen: nil, log: key, at: relay.clock.now)
            guard case .cosigned(_, let line) = answer else { return nil }
            return line
        }

        /// The candidate with a witness' line.
        private func cosigned(
            by witness: Witness, _ relay: RelayFixture, _ client: RelayClient
        ) async throws -> SignedNote {
            let note = try SignedNote(parsing: try await client.candidate())
            return try note.adding(#require(try line(by: witness, over: note, of: relay)))
        }

        @Test func `cosignatures show on the checkpoint, and outlive a start of the relay`()
            async throws
        {
            try await withRelay { relay in
                let witnesses = try ["w-1", "w-2"].map { try relay.registeredWitness($0) }
                try await relay.accept(TestMessage().framed(), from: "sos-alarm")
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    #expect(try await client.cosigned() == nil)
                    for witness in witnesses {
                        let note = try await cosigned(by: witness, relay, client)
                        try await client.submit(cosigned: note.encoded)
                    }
                    for bytes in [try await client.cosigned(), try await client.checkpoint()] {
                        let note = try SignedNote(parsing: #require(bytes))
                        let key = try relay.relay.receiptSigner.key
                        let found = try note.verifiedCheckpoint(by: key, origin: key.name)
                            .cosignatures(by: witnesses.map(\.key), notAfter: relay.clock.now)
                        #expect(found.count == 2)
                    }
                }
                let kept = try #require(try await relay.store.latestCheckpoint())
                #expect(try SignedNote(parsing: kept.note).signatures.count == 3)
            }
        }

        @Test func `a tree stands until every witness has seen it, or a minute is over`()
            async throws
        {
            try await withRelay { relay in
                let (first, second) = (
                    try relay.registeredWitness("w-1"), try relay.registeredWitness("w-2")
                )
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    func size() async throws -> UInt64 {
                        let note = try SignedNote(parsing: try await client.candidate())
                        return try Checkpoint(parsing: note.text).size
                    }
                    try await relay.accept(TestMessage().framed(), from: "sos-alarm")
                    // Nobody has cosigned it: the latest is shown.
                    #expect(try await size() == 1)
                    try await relay.accept(TestMessage().framed([2]), from: "sos-alarm")
                    #expect(try await size() == 2)
                    let one = try await cosigned(by: first, relay, client)
                    try await client.submit(cosigned: one.encoded)
                    try await relay.accept(TestMessage().framed([3]), from: "sos-alarm")
                    #expect(try await size() == 2)
                    let other = try await cosigned(by: second, relay, client)
                    try await client.submit(cosigned: other.encoded)
                    #expect(try await size() == 3)
                    let third = try await cosigned(by: first, relay, client)
                    try await client.submit(cosigned: third.encoded)
                    try await relay.accept(TestMessage().framed([4]), from: "sos-alarm")
                    relay.clock.advance(seconds: 59)
                    #expect(try await size() == 3)
                    relay.clock.advance(seconds: 1)
                    #expect(try await size() == 4)
                    // Most witnesses have cosigned the older one; that is the better evidence.
                    let best = try SignedNote(parsing: #require(try await client.cosigned()))
                    #expect(try Checkpoint(parsing: best.text).size == 2)
                }
            }
        }

        @Test func `lines of strangers, broken ones and trees that were not offered are refused`()
            async throws
        {
            try await withRelay { relay in
                let witness = try relay.registeredWitness("w-1")
                try await relay.accept(TestMessage().framed(), from: "sos-alarm")
                try await withClient(relay.client("kommun-solna")) { client async throws in
                    func refused(_ note: SignedNote) async -> Problem? {
                        await refusal { try await client.submit(cosigned: note.encoded) }
                    }
                    let candidate = try SignedNote(parsing: try await client.candidate())
                    let line = try #require(try self.line(by: witness, over: candidate, of: relay))
                    let missing = Problem(.receiptInvalid, defect: "cosignatureMissing")
                    #expect(await refused(candidate) == missing)
                    let stranger = try Witness(name: witness.key.name, key: .generate())
                    let other = try #require(
                        try self.line(by: stranger, over: candidate, of: relay))
                    let strange = try candidate.adding(other)
                    #expect(await refused(strange) == missing)
                    var bytes = line.bytes
                    bytes[20] ^= 1
                    let broken = try candidate.adding(
                        NoteSignature(name: line.name, id: line.id, bytes: bytes))
                    #expect(
                        await refused(broken)
                            == Problem(.receiptInvalid, defect: "cosignatureInvalid"))
                    let key = try relay.relay.receiptSigner
                    let elsewhere = try Checkpoint(
                        origin: key.key.name,
                        head: TreeHead(size: 9, root: Hashing.sha256([1]))
                    ).signed(by: [key])
                    let seen = try #require(try self.line(by: witness, over: elsewhere, of: relay))
                    let unoffered = try elsewhere.adding(seen)
                    #expect(
                        await refused(unoffered)
                            == Problem(.receiptInvalid, defect: "notOffered"))
                    try await client.submit(cosigned: candidate.adding(line).encoded)
                }
            }
        }
    }
}
