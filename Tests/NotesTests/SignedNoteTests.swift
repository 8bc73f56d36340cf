import Identity
import Notes
import Primitives
import Testing

struct SignedNoteTests {
    /// The example of c2sp.org/signed-note.
    static let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    static let note = """
        This is an example message.

        \u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """

    @Test func `the example of the specification verifies`() throws {
        let note = try SignedNote(parsing: Array(Self.note.utf8))
        let verified = try note.verified(by: [NoteKey(vkey: Self.key)])
        #expect(verified.text == "This is an example message.\n")
        #expect(verified.signerNames == ["example.com/foo"])
        #expect(note.encoded == Array(Self.note.utf8))
    }

    @Test func `no single changed byte leaves the example verified`() throws {
        let key = try NoteKey(vkey: Self.key)
        let bytes = Array(Self.note.utf8)
        for offset in bytes.indices {
            for mask in [1, 0x20, 0x80] as [UInt8] {
                var changed = bytes
                changed[offset] ^= mask
                #expect(throws: NoteError.self, "offset \(offset)") {
                    try SignedNote(parsing: changed).verified(by: [key])
                }
            }
        }
    }

    @Test func `cut or extended, the example is refused`() throws {
        let key = try NoteKey(vkey: Self.key)
        let bytes = Array(Self.note.utf8)
        for count in 0..<bytes.count {
            #expect(throws: NoteError.self, "\(count) bytes") {
                try SignedNote(parsing: Array(bytes.prefix(count))).verified(by: [key])
            }
        }
        for extra in ["\n", " ", "x", "\n\n", "\u{2014} a b\n"] {
            #expect(throws: NoteError.self, "\(extra)") {
                try SignedNote(parsing: bytes + Array(extra.utf8))
            }
        }
    }

    @Test(arguments: [
        ("a\n", NoteError.emptyLineMissing), ("", .emptyLineMissing),
        ("a\n\n", .signaturesMissing), ("\n\n", .signaturesMissing),
        ("a\u{1}\n\n\u{2014} k AAAAAAA=\n", .controlCharacter(offset: 1)),
        ("a\r\n\n\u{2014} k AAAAAAA=\n", .controlCharacter(offset: 1)),
        ("a\tb", .controlCharacter(offset: 1)),
        ("a\n\n\u{2014} k AAAAAAA=", .signatureLineMalformed(line: 3)),
        ("a\n\n\u{2014} k AAAAAAA=\nx\n", .signatureLineMalformed(line: 4)),
        ("a\n\n- k AAAAAAA=\n", .signatureLineMalformed(line: 3)),
        ("a\n\n\u{2014}k AAAAAAA=\n", .signatureLineMalformed(line: 3)),
        ("a\n\n\u{2014}  k AAAAAAA=\n", .signatureLineMalformed(line: 3)),
        ("a\n\n\u{2014} k  AAAAAAA=\n", .signatureLineMalformed(line: 3)),
        ("a\n\n\u{2014} k AAAAAAA= \n", .signatureLineMalformed(line: 3)),
        ("a\n\n\u{2014} k+l AAAAAAA=\n", .signatureLineMalformed(line: 3)),
        ("a\n\n\u{2014} k\u{a0}l AAAAAAA=\n", .signatureLineMalformed(line: 3)),
        ("a\n\n\u{2014} k AAAAAAB=\n", .signatureLineMalformed(line: 3)),
        ("a\n\n\u{2014} k AAAAAAA\n", .signatureLineMalformed(line: 3)),
        ("a\n\n\u{2014} k AAAAAA==\n", .signatureLineMalformed(line: 3)),
        ("a\n\n\u{2014} k\n", .signatureLineMalformed(line: 3)),
    ])
    func `every malformed note is refused with its reason`(_ text: String, _ error: NoteError) {
        #expect(throws: error) { try SignedNote(parsing: Array(text.utf8)) }
    }

    @Test func `the least signature line has five bytes in base64`() throws {
        let note = try SignedNote(parsing: Array("a\n\n\u{2014} k AAAAAAA=\n".utf8))
        #expect(note.signatures == [try NoteSignature(name: "k", id: 0, bytes: [0])])
    }

    @Test func `text that is not UTF-8 is refused`() {
        let signature = Array("\n\u{2014} k AAAAAAA=\n".utf8)
        #expect(throws: NoteError.utf8Invalid) {
            try SignedNote(parsing: [0xff, 0x0a] + signature)
        }
        #expect(throws: NoteError.signatureLineMalformed(line: 3)) {
            try SignedNote(
                parsing: Array("a\n\n\u{2014} ".utf8) + [0xff] + Array(" AAAAAAA=\n".utf8))
        }
    }

    @Test func `text may hold empty lines, and the last one parts it from the signatures`() throws {
        let signer = try testSigner("k", 1)
        for text in ["\n", "\n\n", "a\n\nb\n", "a\n\n", "a\n\n\u{2014} x AAAAAAA=\n", "å\u{301}\n"]
        {
            let note = try SignedNote(text: text, signers: [signer])
            let parsed = try SignedNote(parsing: note.encoded)
            #expect(parsed == note)
            #expect(try parsed.verified(by: [signer.key]).text.utf8.elementsEqual(text.utf8))
        }
    }

    @Test(arguments: [
        ("abc", NoteError.textUnterminated), ("", .textUnterminated),
        ("a\u{0}\n", .controlCharacter(offset: 1)),
    ])
    func `only a text that can be read back is signed`(_ text: String, _ error: NoteError) throws {
        let signer = try testSigner("k", 1)
        #expect(throws: error) { try SignedNote(text: text, signers: [signer]) }
    }

    @Test func `as many signature lines as the limit, and not one more`() throws {
        let line = "\u{2014} k AAAAAAA=\n"
        let lines = String(repeating: line, count: noteSignaturesMax)
        #expect(
            try SignedNote(parsing: Array(("a\n\n" + lines).utf8)).signatures.count
                == noteSignaturesMax)
        #expect(throws: NoteError.signaturesTooMany(limit: noteSignaturesMax)) {
            try SignedNote(parsing: Array(("a\n\n" + lines + line).utf8))
        }
        #expect(throws: NoteError.signaturesMissing) { try SignedNote(text: "a\n", signers: []) }
    }

    @Test func `a text of the limit is read, a longer one is not`() throws {
        let signature = Array("\n\u{2014} k AAAAAAA=\n".utf8)
        let text = [UInt8](repeating: 0x61, count: noteTextMaxBytes - 1) + [0x0a]
        #expect(try SignedNote(parsing: text + signature).text.utf8.count == noteTextMaxBytes)
        #expect(throws: NoteError.tooLarge(limitBytes: noteTextMaxBytes)) {
            try SignedNote(parsing: [0x61] + text + signature)
        }
    }
}

/// A signer from a seed of equal bytes.
func testSigner(_ name: String, _ seed: UInt8) throws -> NoteSigner {
    try NoteSigner(
        name: name,
        ed25519: SigningPrivateKey(
            seed: SecretBytes(copying: [UInt8](repeating: seed, count: 32))))
}
