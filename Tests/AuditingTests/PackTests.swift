import Auditing
import Identity
import Ledger
import Notes
import Primitives
import RegionSupport
import Testing

/// What a pack says when it is as it was made, and when something is missing from it.
struct PackTests {
    @Test(arguments: [5, 256, 300])
    func `an untouched pack holds in every statement but what nobody can show`(
        _ entries: Int
    ) throws {
        let sample = try PackSample(entries: entries)
        let statements = try sample.statements(on: sample.sealed(sample.files()))
        #expect(statements.filter { $0.verdict == .fails } == [])
        let unproven = statements.filter { $0.verdict == .unproven }
        // No policy was put in, and nobody witnesses a node's log.
        #expect(
            unproven.map { "\($0.name.rawValue) \($0.subject)" } == [
                "policy.signed Policies/bundle.note",
                "log.witnessed stockholm/node/kommun-solna-1",
            ])
        let held = Set(statements.filter { $0.verdict == .holds }.map(\.name))
        #expect(
            held == [
                .packSigned, .packWhole, .registryHolds, .logSigned, .logWhole, .logContinues,
                .logWitnessed, .receiptSigned, .receiptLogged, .entryProven,
            ])
    }

    @Test func `without the registry's first note from elsewhere the registry is unproven`() throws
    {
        let sample = try PackSample()
        let files = PackFiles(try sample.sealed(sample.files()))
        let found = PackVerification.of(files, trusting: nil, at: sample.region.now)
        #expect(found.first(.registryHolds, .unproven)?.reason == .genesisUntold)
        let other = Hashing.sha256([1])
        let wrong = PackVerification.of(files, trusting: other, at: sample.region.now)
        #expect(wrong.first(.registryHolds, .fails)?.reason == .registryInvalid)
        #expect(wrong.first(.packSigned, .unproven) != nil)
    }

    @Test func `an accepted receipt whose entry is not opened is unproven, not false`() throws {
        let sample = try PackSample()
        let files = try sample.files(opening: false)
        let statements = try sample.statements(on: sample.sealed(files))
        #expect(statements.filter { $0.verdict == .fails } == [])
        #expect(statements.first(.receiptLogged, .unproven)?.reason == .entryUnopened)
        #expect(statements.first(.receiptLogged, .unproven)?.place == sample.message.hex)
    }

    @Test func `a log cut shorter than a receipt says is found, whoever signed it`() throws {
        var sample = try PackSample()
        sample.relay.cut(to: 3)
        // Nothing of what the relay gave out before is left but the receipt.
        let files = try sample.files(opening: false)
        let statements = try sample.statements(on: sample.sealed(files))
        #expect(statements.first(.receiptLogged, .fails)?.reason == .entryAbsent)
        #expect(statements.first(.receiptLogged, .fails)?.subject == sample.acceptedPath)
    }

    @Test func `a list reads back, and no other spelling of it does`() throws {
        let sample = try PackSample()
        let note = try SignedNote(
            parsing: sample.sealed(sample.files())[PackManifest.path] ?? [])
        let manifest = try PackManifest(parsing: note.text)
        #expect(manifest.text == note.text)
        let line = "\(Hashing.sha256([1]).hex)  Keys/a"
        for wrong in [
            note.text + "\n", note.text + "x\n", note.text + line + "\n",
            note.text.replacing("budkavle-pack v1", with: "budkavle-pack v2"),
            note.text.replacing("  Keys/root", with: "  ../Keys/root"),
            note.text.replacing("  Keys/root", with: " Keys/root"), String(note.text.dropLast()),
        ] {
            #expect(throws: PackError.self, "\(wrong.suffix(120))") {
                try PackManifest(parsing: wrong)
            }
        }
    }
}
