import Identity
import Ledger
import Notes
import Primitives
import Testing

/// Proof files that open their entry.
struct EntryProofTests {
    private let log: NoteSigner
    private let message: MessageID
    private let salt = Array(UInt8(0)..<32)

    init() throws {
        log = try signer("stockholm/relay/relay-1", 1)
        message = try MessageID(hex: digest("message").hex)
    }

    private func facts(_ event: LedgerEvent = .accepted) throws -> LedgerFacts {
        var facts = LedgerFacts(event, at: noon)
        facts.message = message
        return facts
    }

    private func receipt(
        of message: MessageID? = nil, kind: ReceiptKind = .accepted, size: UInt64 = 3,
        origin: String? = nil
    ) throws -> SignedNote {
        try Receipt(
            kind, of: [ReceiptItem(message ?? self.message)], issuer: .relay(RelayID("relay-1")),
            at: noon, log: .init(origin: origin ?? log.key.name, size: size)
        ).signed(by: log)
    }

    /// In a log of five, at place 2.
    private func proof(
        _ disclosure: EntryDisclosure, leaf: Digest? = nil
    ) throws -> EntryProof {
        var hashes = leafHashes(5)
        hashes[2] = leaf ?? disclosure.leafHash
        let tiles = try tiles(of: hashes)
        let prover = LedgerProver(size: 5)
        let checkpoint = try Checkpoint(
            origin: log.key.name, head: TreeHead(size: 5, root: prover.root(from: tiles)))
        return try EntryProof(
            disclosure, index: 2, siblings: prover.inclusionProof(of: 2, from: tiles),
            checkpoint: checkpoint.signed(by: [log]))
    }

    private func verified(_ proof: EntryProof) throws -> VerifiedEntry {
        try proof.verified(by: log.key) { _ in log.key }
    }

    @Test func `an opened entry and its receipt verify from the file alone`() throws {
        let disclosure = try EntryDisclosure(facts: facts(), salt: salt, receipt: receipt())
        let file = try proof(disclosure).encoded
        let entry = try verified(EntryProof(parsing: file))
        #expect(try entry.facts == facts())
        #expect(entry.receipt?.receipt.items.map(\.message) == [message])
        #expect(entry.inclusion.index == 2)
    }

    @Test func `facts or salt that are not the leaf's do not verify`() throws {
        let good = try EntryDisclosure(facts: facts(), salt: salt)
        var other = salt
        other[31] ^= 1
        for wrong in [
            try EntryDisclosure(facts: facts(.attached), salt: salt),
            try EntryDisclosure(facts: facts(), salt: other),
        ] {
            #expect(throws: LedgerError.self) {
                try verified(proof(wrong, leaf: good.leafHash))
            }
        }
        _ = try verified(proof(good))
        #expect(throws: LedgerError.saltLengthInvalid(expectedBytes: 32, foundBytes: 31)) {
            try EntryDisclosure(facts: facts(), salt: Array(salt.dropLast()))
        }
    }

    @Test func `a receipt of something else does not stand beside the entry`() throws {
        let other = try MessageID(hex: digest("other").hex)
        for wrong in [try receipt(of: other), try receipt(kind: .delivered)] {
            #expect(throws: LedgerError.receiptUnrelated) {
                try EntryDisclosure(facts: facts(), salt: salt, receipt: wrong)
            }
        }
        var noted = try facts(.receipt)
        noted.receipt = Hashing.sha256(try receipt(kind: .delivered).encoded)
        _ = try EntryDisclosure(facts: noted, salt: salt, receipt: receipt(kind: .delivered))
        #expect(throws: LedgerError.receiptUnrelated) {
            try EntryDisclosure(facts: noted, salt: salt, receipt: receipt(of: other))
        }
    }

    @Test func `a receipt that names another log, or a tree too small, does not fit the entry`()
        throws
    {
        for wrong in [try receipt(size: 2), try receipt(origin: "stockholm/relay/relay-2")] {
            let disclosure = try EntryDisclosure(facts: facts(), salt: salt, receipt: wrong)
            #expect(throws: LedgerError.receiptElsewhere) { try verified(proof(disclosure)) }
        }
    }

    @Test func `a disclosure has one spelling`() throws {
        let disclosure = try EntryDisclosure(facts: facts(), salt: salt, receipt: receipt())
        let text = String(decoding: disclosure.encoded, as: UTF8.self)
        #expect(try EntryDisclosure(parsing: Array(text.utf8)) == disclosure)
        for wrong in [
            text.replacingLine(1, with: "budkavle-entry v2"), text.replacingLine(2, with: nil),
            text + "more\n", text.replacing("salt 00", with: "salt  00"), String(text.dropLast()),
        ] {
            #expect(throws: LedgerError.self, "\(wrong)") {
                try EntryDisclosure(parsing: Array(wrong.utf8))
            }
        }
        let bare = try TlogProof(
            index: 0, siblings: [], checkpoint: proof(disclosure).proof.checkpoint)
        #expect(throws: LedgerError.entryUndisclosed) { try EntryProof(parsing: bare.encoded) }
    }
}
