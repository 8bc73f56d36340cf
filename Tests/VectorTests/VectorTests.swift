import Envelopes
import Identity
import Labels
import Ledger
import Notes
import Primitives
import Registry
import Sealing
import Testing
import VectorSupport

@testable import Policies

/// The published files, read by the product's code as a stranger's would read them.
@Suite struct VectorTests {
    @Test func `labels`() throws {
        let file = try LabelVectors.published()
        for vector in file.valid {
            let label = try Label(text: vector.text)
            #expect(label.level.name == vector.level && Marking(label).line == vector.marking)
        }
        for vector in file.refused {
            #expect(refusal { _ = try Label(text: vector.text) } == vector.error, "\(vector.name)")
        }
    }

    @Test func `cores`() throws {
        let file = try CoreVectors.published()
        for vector in file.valid {
            let bytes = try Hex.decode(vector.core)
            #expect(try MessageCore(encoded: bytes).label.text == vector.label)
            #expect(MessageCore.id(ofEncoded: bytes).hex == vector.coreID)
        }
        for vector in file.refused {
            let bytes = try Hex.decode(vector.bytes)
            let kind = refusal { _ = try MessageCore(encoded: bytes) }
            #expect(kind == vector.error, "\(vector.name)")
        }
    }

    @Test func `headers`() throws {
        let file = try HeaderVectors.published()
        for vector in file.valid {
            let bytes = try Hex.decode(vector.header)
            #expect(try MessageHeader(encoded: bytes).coreID.hex == vector.coreID)
            #expect(MessageHeader.messageID(ofEncoded: bytes).hex == vector.messageID)
        }
        for vector in file.refused {
            let bytes = try Hex.decode(vector.bytes)
            let kind = refusal { _ = try MessageHeader(encoded: bytes) }
            #expect(kind == vector.error, "\(vector.name)")
        }
    }

    @Test func `slots`() throws {
        let file = try SlotVectors.published()
        for tree in file.trees {
            for (index, leaf) in tree.slots.enumerated() {
                let slot = Slot(
                    recipient: try ActorID(leaf.recipient), keyID: try KeyID(hex: leaf.keyID),
                    sealed: try Hex.decode(leaf.sealed))
                try MerkleTree.verifyInclusion(
                    leaf: slot.leafHash, index: UInt64(index), size: UInt64(tree.slots.count),
                    proof: leaf.path.map { try Digest(hex: $0) }, root: Digest(hex: tree.root))
            }
        }
        for vector in file.openings {
            let opened = try open(vector)
            #expect(opened == vector.secrets.map { $0.joined() + "0000000000000102" })
        }
        // That the plaintext has another suite's length is for who reads it to see.
        for vector in file.refused where vector.suite == "sealed" {
            #expect(throws: PrimitivesError.openFailed, "\(vector.name)") { try open(vector) }
        }
    }

    private func open(_ vector: SlotVectors.Opening) throws -> String {
        let key = try WrappingPrivateKey(seed: SecretBytes(copying: Hex.decode(vector.seed)))
        let info = Slot.info(
            coreID: CoreID(try Digest(hex: vector.coreID)),
            recipient: try ActorID(vector.recipient), keyID: try KeyID(hex: vector.keyID))
        return try key.open(Base64.decode(vector.sealed), info: info, aad: [])
            .withBytes { Hex.encode(Array($0)) }
    }

    @Test func `key rings`() throws {
        let file = try KeyRingVectors.published()
        for vector in file.valid {
            let byFile = try KeyRingVectors.unlock(vector.ring, keyFile: vector.keyFile)
            let byWord = try KeyRingVectors.unlock(vector.ring, passphrase: vector.passphrase)
            #expect(byFile == vector.keys && byWord == vector.keys)
        }
        for vector in file.refused {
            let kind = refusal {
                _ = try KeyRingVectors.unlock(
                    vector.ring, passphrase: vector.passphrase, keyFile: vector.keyFile)
            }
            #expect(kind == vector.error, "\(vector.name)")
        }
    }

    @Test func `notes`() throws {
        let file = try NoteVectors.published()
        for vector in file.valid {
            let note = try SignedNote(parsing: Array(vector.note.utf8))
            let keys = try vector.keys.map { try NoteKey(vkey: $0) }
            #expect(try note.verified(by: keys).signerNames == vector.signers)
        }
        for vector in file.quorums {
            let authorities = try vector.authorities.map {
                try NoteAuthority(ed25519: NoteKey(vkey: $0[0]), mlDSA65: NoteKey(vkey: $0[1]))
            }
            let note = try SignedNote(parsing: Array(vector.note.utf8))
            let kind = refusal {
                _ = try note.verified(byAtLeast: vector.threshold, of: authorities)
            }
            #expect(kind == vector.error, "\(vector.name)")
        }
        for vector in file.refused {
            let kind = refusal {
                _ = try SignedNote(parsing: Hex.decode(vector.note))
                    .verified(by: vector.keys.map { try NoteKey(vkey: $0) })
            }
            #expect(kind == vector.error, "\(vector.name)")
        }
        for vector in file.refusedKeys {
            #expect(
                refusal { _ = try NoteKey(vkey: vector.text) } == vector.error, "\(vector.name)")
        }
    }

    @Test func `registry`() throws {
        let file = try RegistryVectors.published()
        for vector in file.valid {
            #expect(try vector.chains.folded(file.notes).head.hex == vector.head)
        }
        for vector in file.refused {
            let kind = refusal { _ = try vector.chains.folded(file.notes) }
            #expect(kind == vector.error, "\(vector.chains.name)")
        }
    }

    @Test func `decisions`() throws {
        let file = try DecisionVectors.published()
        let situations = try DecisionVectors.situations()
        #expect(file.cases.count >= 60 && file.cases.count == situations.count)
        for (vector, situation) in zip(file.cases, situations) {
            let rehearsal = situation.rehearsal
            let decision = decide(rehearsal.request, in: rehearsal.view)
            let failed = decision.failed.map(\.id.rawValue).sorted()
            #expect(failed == vector.failed, "\(vector.name)")
        }
    }

    @Test func `envelopes`() throws {
        let file = try EnvelopeVectors.published()
        let notes = try RegistryVectors.published()
        let chains = try #require(notes.valid.first { $0.chains.name == file.registry }).chains
        let view = try chains.folded(notes.notes).view(at: Timestamp(rfc3339: file.at))
        for vector in file.valid {
            for opened in vector.opened {
                let body = try open(vector.file, opened.actor, file.keys, view)
                #expect(try body == Base64.decode(opened.body), "\(vector.name)")
            }
        }
        for vector in file.refused {
            let kind = refusal { _ = try open(vector.file, vector.actor, file.keys, view) }
            #expect(kind == vector.error, "\(vector.name)")
        }
    }

    @Test func `supplements`() throws {
        let file = try SupplementVectors.published()
        let envelopes = try EnvelopeVectors.published()
        for vector in file.valid {
            let opened = try SupplementVectors.opened(
                vector.supplement, to: vector.envelope, in: envelopes)
            #expect(opened.supplement.slot.recipient.text == vector.recipient)
            #expect(opened.supplement.message.hex == vector.messageID)
            #expect(try opened.body == Base64.decode(vector.body))
            #expect(opened.counter == vector.counter)
        }
        for vector in file.refused {
            let kind = refusal {
                _ = try SupplementVectors.opened(
                    vector.supplement, to: vector.envelope, in: envelopes)
            }
            #expect(kind == vector.error, "\(vector.name)")
        }
    }

    @Test func `receipts`() throws {
        let file = try ReceiptVectors.published()
        func read(_ text: String) throws -> Receipt {
            try SignedNote(parsing: Array(text.utf8)).verifiedReceipt { issuer in
                file.issuers[issuer.text].flatMap { try? NoteKey(vkey: $0) }
            }.receipt
        }
        for vector in file.valid {
            let receipt = try read(vector.note)
            #expect(receipt.kind.rawValue == vector.kind && receipt.issuer.text == vector.issuer)
            #expect(receipt.items.map(\.message.hex) == vector.messages)
        }
        for vector in file.refused {
            #expect(refusal { _ = try read(vector.note) } == vector.error, "\(vector.name)")
        }
        func open(_ vector: ReceiptVectors.Sealed) throws -> [UInt8] {
            try SealedReceipt.open(
                Base64.decode(vector.sealed), for: MessageID(hex: vector.message),
                with: WrappingPrivateKey(seed: SecretBytes(copying: Hex.decode(vector.seed))))
        }
        for vector in file.sealed {
            #expect(try open(vector) == vector.note.map { Array($0.utf8) })
        }
        for vector in file.sealedRefused {
            #expect(refusal { _ = try open(vector) } == vector.error, "\(vector.name)")
        }
    }

    /// - Parameter actor: who opens; `nil` where verification must fail.
    private func open(
        _ base64: String, _ actor: String?, _ keys: [PublishedKey], _ view: RegistryView
    ) throws -> [UInt8] {
        let (received, content) = try EnvelopeFraming.split(Base64.decode(base64))
        let envelope = try received.verified(in: view, at: view.time)
        let verified = try envelope.verified(content: content)
        guard let actor, envelope.core.suite.seals else {
            return try verified.open(content, secrets: nil).body
        }
        let id = try ActorID(actor)
        guard let slot = envelope.slot(of: id)?.slot else { throw SealingError.slotMissing(id) }
        let seed = try #require(keys.first { $0.keyID == slot.keyID.hex }).seed
        let key = try WrappingPrivateKey(seed: SecretBytes(copying: Hex.decode(seed)))
        let secrets = try envelope.openSlot(of: id, with: key).secrets
        return try verified.open(content, secrets: secrets).body
    }
}
