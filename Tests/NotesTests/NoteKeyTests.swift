import Identity
import Notes
import Primitives
import Testing

struct NoteKeyTests {
    @Test func `a verifier key has one form`() throws {
        let vkey = SignedNoteTests.key
        #expect(try NoteKey(vkey: vkey).vkey == vkey)
        let twins = [
            vkey + "\n", " " + vkey, vkey.replacing("530d903a", with: "530D903A"),
            vkey.replacing("+530d903a", with: "+0530d903a"), vkey + "=", String(vkey.dropLast()),
            vkey.replacing("foo+", with: "foo++"), String(vkey.dropFirst("example.com/foo".count)),
            "", "+", "++", "a+b", "example.com/foo+530d903a+",
        ]
        for twin in twins { #expect(throws: NoteError.self, "\(twin)") { try NoteKey(vkey: twin) } }
    }

    @Test func `an id that does not follow from name and key is refused`() {
        let vkey = SignedNoteTests.key
        for changed in [
            vkey.replacing("530d903a", with: "530d903b"), vkey.replacing("foo", with: "fop"),
        ] {
            #expect(throws: NoteError.keyIDMismatch(name: String(changed.prefix(15)))) {
                try NoteKey(vkey: changed)
            }
        }
    }

    @Test(arguments: ["", " ", "a b", "a+b", "a\u{2003}b", "a\nb", "a\u{7}b", "a\u{85}b"])
    func `a name without signs of its own is refused`(_ name: String) throws {
        let key = try testSigner("k", 1).key
        guard case .ed25519(let publicKey) = key.publicKey else { return }
        #expect(throws: NoteError.nameInvalid(text: name)) {
            try NoteKey(name: name, ed25519: publicKey)
        }
    }

    @Test func `ML-DSA-65 keys have the long identifier and an id by the general rule`() throws {
        let key = try PostQuantumSigningPrivateKey(
            seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
        let signer = try NoteSigner(name: "k", mlDSA65: key)
        let typed = [0xff] + Array("budkavle/ml-dsa-65/v1".utf8) + key.publicKey.bytes
        let id = Hashing.sha256(Array("k\n".utf8) + typed).bytes.prefix(4)
        #expect(signer.key.vkey == "k+\(Hex.encode(id))+\(Base64.encode(typed))")
        #expect(try NoteKey(vkey: signer.key.vkey) == signer.key)
        for wrong in [Array(typed.dropLast()), typed + [0]] {
            let wrongID = Hashing.sha256(Array("k\n".utf8) + wrong).bytes.prefix(4)
            #expect(throws: NoteError.verifierKeyMalformed) {
                try NoteKey(vkey: "k+\(Hex.encode(wrongID))+\(Base64.encode(wrong))")
            }
        }
    }

    @Test(arguments: [[0x02, 1, 2], [0x05, 9], [0xfa], [0xff, 0x41]] as [[UInt8]])
    func `keys of other types are read, and their lines ignored`(_ typedKey: [UInt8]) throws {
        let key = try NoteKey(vkey: "k+01020304+\(Base64.encode(typedKey))")
        #expect(key.publicKey == .other(typedKey: typedKey))
        let signer = try testSigner("k", 1)
        let note = try SignedNote(text: "a\n", signers: [signer])
            .adding(NoteSignature(name: "k", id: key.id, bytes: [1, 2, 3]))
        #expect(try note.verified(by: [key, signer.key]).signerNames == ["k"])
        #expect(throws: NoteError.signatureMissing) { try note.verified(by: [key]) }
    }

    @Test func `a cosigner's key has type 04 and an id by the general rule`() throws {
        let publicKey = try SigningPrivateKey(
            seed: SecretBytes(copying: [UInt8](repeating: 9, count: 32))
        ).publicKey
        let key = try NoteKey(name: "w", cosigner: publicKey)
        let id = Hashing.sha256(Array("w\n".utf8) + [4] + publicKey.bytes).bytes.prefix(4)
        #expect(key.vkey == "w+\(Hex.encode(id))+\(Base64.encode([4] + publicKey.bytes))")
        #expect(key.cosignatureKey == publicKey)
        let wrong = "w+00000000+\(Base64.encode([4] + publicKey.bytes))"
        #expect(throws: NoteError.keyIDMismatch(name: "w")) { try NoteKey(vkey: wrong) }
        #expect(try NoteKey(name: "w", ed25519: publicKey).cosignatureKey == nil)
    }
}
