import Foundation
import Identity
import Notes
import Primitives
import TestSupport
import Testing

/// The vectors of Go's `sumdb/note`, and a log that C2SP tooling wrote.
@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.hint)))
struct NoteVectorTests {
    struct Vectors: Decodable {
        let vkeys: [String]
        let sign: [Signing]
        let open: [Opening]
        let malformed: [Malformed]

        enum CodingKeys: String, CodingKey {
            case vkeys = "vkeys_valid"
            case sign, open, malformed
        }
    }

    struct Signing: Decodable {
        let signerKey: String
        let text: String
        let expectedNote: String

        enum CodingKeys: String, CodingKey {
            case signerKey = "signer_key"
            case text
            case expectedNote = "expected_note"
        }
    }

    struct Opening: Decodable {
        let name: String
        let note: String
        let known: [String]
        let expect: String
        let verified: [String]?
    }

    struct Malformed: Decodable {
        let name: String
        let note: String

        enum CodingKeys: String, CodingKey {
            case name
            case note = "note_b64"
        }
    }

    private func vectors() throws -> Vectors {
        try SharedData.json("data/transparency/signed-note/vectors.json")
    }

    @Test func `valid verifier keys are read and written again`() throws {
        for vkey in try vectors().vkeys { #expect(try NoteKey(vkey: vkey).vkey == vkey) }
    }

    @Test func `signing gives the recorded notes byte for byte`() throws {
        for vector in try vectors().sign {
            // PRIVATE+KEY+name+id+base64(type ‖ seed)
            let parts = vector.signerKey.split(separator: "+", maxSplits: 4)
            let seed = try Base64.decode(String(parts[4])).dropFirst()
            let key = try SigningPrivateKey(seed: SecretBytes(copying: seed))
            let signer = try NoteSigner(name: String(parts[2]), ed25519: key)
            let note = try SignedNote(text: vector.text, signers: [signer])
            #expect(note.encoded == Array(vector.expectedNote.utf8))
            #expect(try note.adding(signer) == note)
        }
    }

    @Test func `notes are opened or refused as recorded`() throws {
        for vector in try vectors().open {
            let keys = try vector.known.map(NoteKey.init(vkey:))
            let opened = Result {
                try SignedNote(parsing: Array(vector.note.utf8)).verified(by: keys)
            }
            guard vector.expect == "ok" else {
                #expect(throws: NoteError.self, "\(vector.name)") { try opened.get() }
                continue
            }
            #expect(try opened.get().signerNames == vector.verified, "\(vector.name)")
        }
    }

    @Test func `malformed notes are refused`() throws {
        for vector in try vectors().malformed {
            let bytes = try Base64.decode(vector.note)
            #expect(throws: NoteError.self, "\(vector.name)") { try SignedNote(parsing: bytes) }
        }
    }

    @Test(arguments: 0...8)
    func `checkpoints of a real log verify`(_ size: Int) throws {
        let folder = "data/transparency/tlog-tiles-log/"
        let vkey = try SharedData.text(folder + "log.vkey").trimmingCharacters(in: .newlines)
        let bytes = try SharedData.bytes(folder + "log/checkpoint.\(size)")
        let note = try SignedNote(parsing: bytes)
        #expect(note.encoded == bytes)
        let key = try NoteKey(vkey: vkey)
        #expect(try note.verified(by: [key]).signerNames == [key.name])
        let other = try SignedNote(
            parsing: SharedData.bytes(folder + "log/checkpoint.\((size + 1) % 9)"))
        let forged = try other.signatures.reduce(note) { try $0.adding($1) }
        #expect(throws: NoteError.signatureInvalid(name: key.name)) {
            try forged.verified(by: [key])
        }
    }
}
