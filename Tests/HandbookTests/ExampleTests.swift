import Auditing
import Bundles
import Carriers
import Envelopes
import Foundation
import Identity
import Keystore
import Labels
import Ledger
import Notes
import Policies
import Primitives
import Testing

/// The literal examples of the Spec pages, read by the code they are about.
@Suite struct ExampleTests {
    private func example(_ page: String, _ index: Int = 0) throws -> String {
        let examples = try #require(Handbook.pages["Spec/\(page).md"]).examples
        return try #require(examples.indices.contains(index) ? examples[index] : nil)
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// The text of a note whose signature lines are shortened on the page, or left out.
    private func noteText(_ text: String) -> String {
        guard let end = text.firstRange(of: "\n\n— ") else { return text }
        return String(text[..<end.lowerBound]) + "\n"
    }

    @Test func `the label reads back`() throws {
        let line = String(try example("Label").dropLast())
        let label = try Label(text: line)
        #expect(label.text == line)
        let marking = try example("Label", 1)
        #expect(Marking(label).line + "\n" == marking)
    }

    @Test func `the vectors on the page are published ones`() throws {
        let file = Handbook.text(of: Handbook.root.appending(path: "Tests/Vectors/labels.json"))
        let lines = try example("Vectors").split(separator: "\n")
        #expect(lines.count == 2)
        for line in lines { #expect(file.contains("\n\(line)")) }
    }

    @Test func `the note's first signature holds under the key on the page`() throws {
        let text = try example("Note")
        let vkey = String(try example("Note", 1).dropLast())
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let note = try SignedNote(parsing: bytes(lines[..<4].joined(separator: "\n") + "\n"))
        #expect(try note.verified(by: [NoteKey(vkey: vkey)]).text == noteText(text))
    }

    @Test func `what a SIEM is told is the message on the page`() throws {
        var facts = LedgerFacts(.refused, at: try Timestamp(rfc3339: "2026-11-23T05:21:08Z"))
        facts.message = try MessageID(
            hex: "506032455a4ab123f6576a5de5fef27ca9f76f40f475d70d8115a7402759d276")
        try facts.setHandling(level: "hemlig", status: "actual")
        facts.originator = try ActorID("sos-alarm")
        facts.actor = try ActorID("sos-alarm")
        try facts.setRecipients([ActorID("kommun-solna")])
        try facts.setGates([GateOutcome(gate: "crypto.approved", holds: false)])
        try facts.setDetail("is not told")
        let commitment = try Digest(
            hex: "9d38783f09ea365a87a2955475cdb5a66c133dc510cebe5a485cd05b64d0e670")
        let source = SyslogSource(
            host: "relay-1", program: "budkavle-relay", log: "stockholm/relay/relay-1"
        ) { _ in "Meddelande avvisat" }
        let message = try #require(
            source.message(of: facts, entry: 4_711, commitment: commitment))
        let text = String(decoding: message.bytes, as: UTF8.self)
        #expect(text.replacing("\u{FEFF}", with: "") + "\n" == (try example("Syslog")))
        let place = try #require(Handbook.pages["Spec/Syslog.md"]).examples
            .first { $0.hasPrefix("budkavle-syslog") }
        #expect(SyslogPlace(after: 4_711, commitment).text == place)
    }

    @Test func `the ring and the key file are well formed`() throws {
        let ring = try LockedRing(parsing: bytes(example("KeyRing")))
        #expect(ring.takesPassphrase && ring.takesKeyFile)
        #expect(ring.claimedEntries.map(\.purpose) == [.signing, .vault])
        let examples = try #require(Handbook.pages["Spec/KeyRing.md"]).examples
        let file = try #require(examples.first { $0.hasPrefix("budkavle-key-file") })
        _ = try KeyFile(parsing: SecretBytes(copying: bytes(file)))
    }

    @Test func `the envelope is what the page says of it`() throws {
        let dump = try example("Envelope")
        let digits = dump.split(separator: "\n").map { line in
            line.dropFirst(10).prefix(40).filter { $0 != " " }
        }
        let (envelope, content) = try EnvelopeFraming.split(Hex.decode(digits.joined()))
        let page = try #require(Handbook.pages["Spec/Envelope.md"]).text
        #expect(page.contains("`\(envelope.header.coreID)`"))
        #expect(page.contains("`\(envelope.id)`"))
        #expect(page.contains("`\(envelope.core.label.text)`"))
        #expect(page.contains("`\(envelope.core.viewDigest)`"))
        #expect(Hashing.sha256(content) == envelope.header.contentDigest)
        let base64 = try #require(page.firstMatch(of: /is `([A-Za-z0-9+\/=]{44})`/)?.output.1)
        let key = try SigningPublicKey(bytes: Base64.decode(base64))
        let signature = try #require(envelope.head.signatures.first)
        #expect(signature.keyID == key.id)
        let signed = bytes(EnvelopeDomain.header) + [0] + envelope.head.encodedHeader
        #expect(key.verifies(signature.bytes, over: signed))
    }

    @Test func `the content keys are derived as the page says`() throws {
        let values = try example("Sealing").split(separator: "\n").map {
            try Hex.decode(String($0.split(separator: " ").last ?? ""))
        }
        try #require(values.count == 8)
        func derived(_ secret: [UInt8], _ domain: String, _ rest: [UInt8]) -> [UInt8] {
            HKDF512.expand(
                SecretBytes(copying: secret), info: bytes(domain) + [0] + rest, count: 32
            ).withBytes { Array($0) }
        }
        for layer in [0, 1] {
            let rest = [3, UInt8(layer)] + values[2]
            #expect(derived(values[layer], EnvelopeDomain.contentKey, rest) == values[3 + layer])
            let first = [3, UInt8(layer)] + [0, 0, 0, 0] + values[2]
            #expect(
                derived(values[layer], EnvelopeDomain.attachmentKey, first) == values[6 + layer])
        }
        let secrets = values[0] + values[1]
        #expect(derived(secrets, EnvelopeDomain.keyCommitment, values[2]) == values[5])
    }

    @Test func `the level is the one shipped`() throws {
        let file = Handbook.text(of: Handbook.root.appending(path: "Policies/levels.yaml"))
        let level = try example("Policy").split(separator: "\n").map { "  " + $0 + "\n" }
        #expect(file.contains(level.joined()))
    }

    @Test(arguments: [("region.yaml", "- id: hojd"), ("agreements.yaml", "- policy: FIN")])
    func `the mode and the table of levels are those shipped`(
        _ file: String, _ beginning: String
    ) throws {
        let shipped = Handbook.text(of: Handbook.root.appending(path: "Policies/\(file)"))
        let page = try #require(Handbook.pages["Spec/Policy.md"])
        let example = try #require(page.examples.first { $0.hasPrefix(beginning) })
        let entry = example.split(separator: "\n").map { "  " + $0 + "\n" }
        #expect(shipped.contains(entry.joined()))
    }

    @Test func `the policy's statements read back`() throws {
        let examples = try #require(Handbook.pages["Spec/Policy.md"]).examples
        func statement(_ type: String) throws -> String {
            try #require(examples.first { $0.hasPrefix("budkavle-\(type) v1") })
        }
        _ = try BundleNote(text: statement("policy"))
        _ = try FreshnessNote(text: statement("freshness"))
        _ = try LeaseNote(text: statement("lease"))
        _ = try ExerciseNote(text: statement("exercise"))
        _ = try ActivationNote(text: statement("activation"))
    }

    @Test func `the receipt verifies under the key on the page`() throws {
        let page = try #require(Handbook.pages["Spec/Receipt.md"])
        let vkey = try #require(page.text.firstMatch(of: /`(\S+\+[0-9a-f]{8}\+\S+)`/)?.output.1)
        let key = try NoteKey(vkey: String(vkey))
        let note = try SignedNote(parsing: bytes(example("Receipt")))
        #expect(try note.verifiedReceipt { _ in key }.receipt.kind == .opened)
    }

    @Test
    func `the bundle's manifest verifies under the key on the page, and its limits stand there`()
        throws
    {
        let page = try #require(Handbook.pages["Spec/Bundle.md"])
        let vkey = try #require(page.text.firstMatch(of: /`(\S+\+[0-9a-f]{8}\+\S+)`/)?.output.1)
        let received = try ReceivedManifest(encoded: bytes(example("Bundle")))
        let manifest = try received.verified(by: NoteKey(vkey: String(vkey))).manifest
        #expect(manifest.part == 2 && manifest.partCount == 2)
        #expect(manifest.lines.map(\.kind) == [.message, .delivered])
        for kind in BundleEntryKind.allCases { #expect(page.text.contains("`\(kind.name)`")) }
        let limits = [
            "| entries in a part | 16 384 |": BundleLimits.entriesMax == 16_384,
            "| an entry | 20 MiB |": BundleLimits.entryMaxBytes == 20 << 20,
            "| a manifest | 2 MiB |": BundleLimits.manifestMaxBytes == 2 << 20,
            "| parts | 999 |": BundleLimits.partsMax == 999,
            "together | 64 MiB |": BundleLimits.regionMaxBytes == 64 << 20,
        ]
        for (line, holds) in limits { #expect(holds && page.text.contains(line), "\(line)") }
    }

    @Test func `the relay's receipt reads`() throws {
        let text = try example("Relay")
        let start = try #require(text.firstRange(of: "budkavle-receipt v1"))
        let note = try SignedNote(parsing: bytes(String(text[start.lowerBound...])))
        #expect(try Receipt(parsing: note.text).items.count == 2)
    }

    @Test func `the relay's problem is written as the page has it`() throws {
        let page = try #require(Handbook.pages["Spec/Relay.md"])
        let text = try #require(page.examples.first { $0.hasPrefix("{") })
        let problem = try JSONDecoder().decode(Problem.self, from: Data(text.utf8))
        #expect(problem.kind == .denied)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(problem), as: UTF8.self) + "\n" == text)
    }

    @Test func `the ledger's entry gives the commitment, the leaf and the checkpoint`() throws {
        let page = try #require(Handbook.pages["Spec/Ledger.md"])
        let facts = try LedgerFacts(parsing: bytes(example("Ledger")))
        let salt = (0..<32).map { UInt8($0) }
        #expect(page.text.contains("`\(Hex.encode(salt))`"))
        let commitment = try LeafCommitment.commit(facts: facts.bytes, salt: salt)
        #expect(page.text.contains("`\(commitment)`"))
        let leaf = LeafCommitment.leafHash(of: commitment)
        #expect(page.text.contains("`\(leaf)`"))
        let note = try SignedNote(parsing: bytes(example("Ledger", 1)))
        let checkpoint = try Checkpoint(parsing: note.text)
        #expect(checkpoint.head == TreeHead(size: 1, root: leaf))
    }

    @Test func `the auditor pack's list reads back`() throws {
        let text = try example("AuditorPack")
        #expect(try PackManifest(parsing: text).text == text)
        let page = try #require(Handbook.pages["Spec/AuditorPack.md"]).text
        for name in AuditStatement.Name.allCases {
            #expect(page.contains("| `\(name.rawValue)` |"), "\(name)")
        }
    }
}
