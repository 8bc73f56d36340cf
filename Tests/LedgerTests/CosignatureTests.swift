import Identity
import Ledger
import Notes
import Primitives
import Testing

struct CosignatureTests {
    private func checkpoint() throws -> (VerifiedCheckpoint, NoteSigner) {
        let log = try signer("example.com/log", 1)
        let checkpoint = try Checkpoint(
            origin: "example.com/log", head: TreeHead(size: 7, root: digest("root")),
            extensions: ["an extension"])
        let note = try checkpoint.signed(by: [log])
        return (try note.verifiedCheckpoint(by: log.key, origin: "example.com/log"), log)
    }

    /// The checkpoint with one more line, verified again.
    private func adding(_ line: NoteSignature) throws -> VerifiedCheckpoint {
        let (checkpoint, log) = try checkpoint()
        return try checkpoint.note.adding(line).verifiedCheckpoint(
            by: log.key, origin: "example.com/log")
    }

    private func cosignerKey(_ name: String, _ seed: UInt8) throws -> NoteKey {
        try NoteKey(name: name, cosigner: signingKey(seed).publicKey)
    }

    @Test func `a cosignature has the form of the specification`() throws {
        let (checkpoint, _) = try checkpoint()
        let key = try signingKey(9)
        let line = try checkpoint.cosignature(name: "witness-1", key: key, at: noon)
        #expect(line.bytes.count == 8 + 64)
        #expect(line.id == (try cosignerKey("witness-1", 9)).id)
        let time = line.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        #expect(time == 1_795_000_000)
        let message = "cosignature/v1\ntime 1795000000\n" + checkpoint.note.text
        #expect(
            key.publicKey.verifies(Array(line.bytes.dropFirst(8)), over: Array(message.utf8)))
    }

    @Test func `a cosignature is counted for the cosigner we know`() throws {
        let (checkpoint, _) = try checkpoint()
        let line = try checkpoint.cosignature(
            name: "witness-1", key: signingKey(9), at: noon)
        let cosigned = try adding(line)
        let known = try cosignerKey("witness-1", 9)
        let found = try cosigned.cosignatures(by: [known], notAfter: noon)
        #expect(found.map(\.cosigner) == ["witness-1"])
        #expect(found.map(\.time) == [noon])
        let strangers = [
            try cosignerKey("witness-2", 9), try cosignerKey("witness-1", 8),
        ]
        #expect(try cosigned.cosignatures(by: strangers, notAfter: noon).isEmpty)
        #expect(try checkpoint.cosignatures(by: [known], notAfter: noon).isEmpty)
    }

    @Test func `any byte changed in a known cosigner's line is refused`() throws {
        let (checkpoint, _) = try checkpoint()
        let good = try checkpoint.cosignature(
            name: "witness-1", key: signingKey(9), at: noon)
        let known = try cosignerKey("witness-1", 9)
        var wrong = good.bytes.indices.map { index in
            var bytes = good.bytes
            bytes[index] ^= 1
            return bytes
        }
        wrong += [good.bytes + [0], Array(good.bytes.dropLast())]
        for bytes in wrong {
            let line = try NoteSignature(name: good.name, id: good.id, bytes: bytes)
            #expect(throws: LedgerError.cosignatureInvalid(name: "witness-1")) {
                try adding(line).cosignatures(by: [known], notAfter: .latest)
            }
        }
    }

    @Test func `a cosignature of the future is refused, one second earlier it is not`() throws {
        let (checkpoint, _) = try checkpoint()
        let line = try checkpoint.cosignature(
            name: "witness-1", key: signingKey(9), at: noon)
        let known = try cosignerKey("witness-1", 9)
        #expect(throws: LedgerError.cosignatureInFuture(name: "witness-1", at: noon)) {
            try adding(line).cosignatures(by: [known], notAfter: noon.adding(seconds: -1))
        }
        #expect(try adding(line).cosignatures(by: [known], notAfter: noon).count == 1)
    }

    @Test func `one key counts once, whatever names it goes by`() throws {
        let (first, log) = try checkpoint()
        var note = first.note
        for name in ["witness-1", "witness-2"] {
            note = try note.adding(
                first.cosignature(name: name, key: signingKey(9), at: noon))
        }
        let both = try note.verifiedCheckpoint(by: log.key, origin: "example.com/log")
        let keys = [try cosignerKey("witness-1", 9), try cosignerKey("witness-2", 9)]
        #expect(try both.cosignatures(by: keys, notAfter: noon).count == 1)
    }

    @Test func `lines of ML-DSA-44 cosigners are recognised and ignored`() throws {
        let (_, log) = try checkpoint()
        let typedKey: [UInt8] = [0x06] + Array(repeating: 1, count: 1_312)
        let id = Hashing.sha256(Array("witness-pq\n".utf8) + typedKey).bytes.prefix(4)
        let vkey = "witness-pq+\(Hex.encode(id))+\(Base64.encode(typedKey))"
        let key = try NoteKey(vkey: vkey)
        let line = try NoteSignature(
            name: "witness-pq", id: key.id, bytes: Array(repeating: 2, count: 8 + 2_420))
        let cosigned = try adding(line)
        #expect(try cosigned.cosignatures(by: [key, log.key], notAfter: noon).isEmpty)
    }
}
