import Identity
import Notes
import Primitives
import Testing

struct NoteQuorumTests {
    struct Member {
        let ed25519: NoteSigner
        let mlDSA65: NoteSigner
        let authority: NoteAuthority

        init(_ name: String, _ seed: UInt8) throws {
            let seed = SecretBytes(copying: [UInt8](repeating: seed, count: 32))
            ed25519 = try NoteSigner(name: name, ed25519: SigningPrivateKey(seed: seed))
            mlDSA65 = try NoteSigner(name: name, mlDSA65: PostQuantumSigningPrivateKey(seed: seed))
            authority = try NoteAuthority(ed25519: ed25519.key, mlDSA65: mlDSA65.key)
        }

        var both: [NoteSigner] { [ed25519, mlDSA65] }
    }

    let a, b, c: Member
    let quorum: NoteQuorum

    init() throws {
        (a, b, c) = (try Member("a", 1), try Member("b", 2), try Member("c", 3))
        quorum = try NoteQuorum(threshold: 2, authorities: [a, b, c].map(\.authority))
    }

    @Test func `two of three, each with both keys, are enough`() throws {
        for pair in [[a, b], [a, c], [c, b], [a, b, c]] {
            let note = try SignedNote(text: "x\n", signers: pair.flatMap(\.both))
            let parsed = try SignedNote(parsing: note.encoded)
            #expect(try parsed.verified(by: quorum).signerNames.count == pair.count)
            #expect(try parsed.verified(byAtLeast: 2, of: quorum.authorities).text == "x\n")
        }
    }

    @Test func `an authority without its second line does not count`() throws {
        for signers in [
            a.both + [b.ed25519], a.both + [b.mlDSA65], a.both + [b.ed25519, c.mlDSA65], a.both,
            a.both + a.both,
        ] {
            let note = try SignedNote(text: "x\n", signers: signers)
            #expect(throws: NoteError.thresholdUnmet(required: 2, found: 1)) {
                try note.verified(by: quorum)
            }
        }
    }

    @Test func `one failing line refuses the note, though enough others hold`() throws {
        let note = try SignedNote(text: "x\n", signers: a.both + b.both)
        let stray = try SignedNote(text: "y\n", signers: c.both)
        for signature in stray.signatures {
            #expect(throws: NoteError.signatureInvalid(name: "c")) {
                try note.adding(signature).verified(by: quorum)
            }
        }
        let stranger = try Member("d", 4)
        #expect(
            try note.adding(stranger.ed25519).verified(by: quorum).signerNames == ["a", "b"])
    }

    @Test func `a signature under one name's key does not pass under another name`() throws {
        let note = try SignedNote(text: "x\n", signers: a.both)
        let posing = try SignedNote(
            parsing: Array(
                String(decoding: note.encoded, as: UTF8.self)
                    .replacing("\u{2014} a ", with: "\u{2014} b ").utf8))
        #expect(throws: NoteError.thresholdUnmet(required: 2, found: 0)) {
            try posing.verified(by: quorum)
        }
    }

    @Test(arguments: [0, -1, 4, .max, .min])
    func `a threshold nobody or everybody would meet is refused`(_ threshold: Int) {
        #expect(throws: NoteError.thresholdInvalid(required: threshold, authorities: 3)) {
            try NoteQuorum(threshold: threshold, authorities: quorum.authorities)
        }
    }

    @Test func `one signer cannot count twice`() throws {
        let alias = try Member("alias", 1)
        for twice in [a, alias, try Member("a", 9)] {
            let authorities = [a, b, twice].map(\.authority)
            #expect(throws: NoteError.authoritiesOverlap(name: twice.authority.name)) {
                try NoteQuorum(threshold: 2, authorities: authorities)
            }
        }
    }

    @Test func `an authority is one key of each algorithm under one name`() throws {
        for (first, second) in [
            (a.ed25519, a.ed25519), (a.mlDSA65, a.ed25519), (a.ed25519, b.mlDSA65),
        ] {
            #expect(throws: NoteError.authorityIncomplete(name: "a")) {
                try NoteAuthority(ed25519: first.key, mlDSA65: second.key)
            }
        }
    }
}
