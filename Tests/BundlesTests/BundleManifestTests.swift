import Bundles
import Identity
import Labels
import Notes
import Primitives
import Testing

/// What a part says of itself, and what stands behind it.
struct BundleManifestTests {
    @Test func `a manifest reads back as it was written`() throws {
        let fixture = try BundleFixture()
        let manifest = try fixture.manifest(BundleFixture.entries.map(\.line), part: 2, of: 3)
        #expect(try BundleManifest(parsing: manifest.text) == manifest)
        #expect(try BundleManifest(parsing: fixture.manifest([]).text).lines.isEmpty)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let from: String
        let to: String
        let line: Int
        var testDescription: String { "\(from) → \(to)" }
    }

    static let changes = [
        Change(from: "budkavle-bundle v1", to: "budkavle-bundle v2", line: 1),
        Change(from: "bundle 0707", to: "bundle 07", line: 2),
        Change(from: "bundle 0707", to: "bundle 07OO", line: 2),
        Change(from: "part 1 of 1", to: "part 0 of 1", line: 3),
        Change(from: "part 1 of 1", to: "part 2 of 1", line: 3),
        Change(from: "part 1 of 1", to: "part 1 of 1000", line: 3),
        Change(from: "part 1 of 1", to: "part 01 of 1", line: 0),
        Change(from: "from sos-alarm/sos-1", to: "from sos-alarm", line: 4),
        Change(from: "to kommun-solna", to: "to kommun-solna ", line: 5),
        Change(from: "status actual", to: "status Actual", line: 6),
        Change(from: "09:00:00Z", to: "09:00:00+00:00", line: 7),
        Change(from: "entry registry", to: "entry register", line: 8),
        Change(from: "entry message 13 ", to: "entry message 0 ", line: 9),
        Change(from: "entry message 13 ", to: "entry message 20971521 ", line: 9),
        Change(from: "entry message 13 ", to: "entry message +13 ", line: 0),
        Change(from: "entry delivered", to: "\nentry delivered", line: 10),
    ]

    @Test(arguments: changes)
    func `no other spelling is read`(_ change: Change) throws {
        let fixture = try BundleFixture()
        let text = try fixture.manifest(BundleFixture.entries.map(\.line)).text
        let changed = text.replacing(change.from, with: change.to, maxReplacements: 1)
        try #require(changed != text)
        #expect(throws: BundleError.manifestInvalid(line: change.line)) {
            try BundleManifest(parsing: changed)
        }
    }

    @Test func `the last line ends`() throws {
        let text = try BundleFixture().manifest([]).text
        #expect(throws: BundleError.manifestInvalid(line: 7)) {
            try BundleManifest(parsing: String(text.dropLast()))
        }
    }

    @Test func `it lists as many entries as may be, and not one more`() throws {
        let fixture = try BundleFixture()
        let line = BundleFixture.entries[1].line
        let full = [BundleLine](repeating: line, count: BundleLimits.entriesMax)
        let text = try fixture.manifest(full).text
        #expect(try BundleManifest(parsing: text).lines.count == BundleLimits.entriesMax)
        #expect(text.utf8.count < BundleLimits.manifestMaxBytes - 1_024)
        let over = try fixture.manifest(full + [line]).text
        #expect(throws: BundleError.tooMany(part: "entries", limit: BundleLimits.entriesMax)) {
            try BundleManifest(parsing: over)
        }
    }

    @Test func `another's signature does not count, nor one over another text`() throws {
        let fixture = try BundleFixture()
        let manifest = try fixture.manifest([])
        let note = try SignedNote(text: manifest.text, signers: [fixture.signer])
        let received = try ReceivedManifest(encoded: note.encoded)
        #expect(try received.verified(by: fixture.signer.key).manifest == manifest)
        let invalid = BundleError.signatureInvalid(node: "sos-alarm/sos-1")
        let stranger = try NoteSigner(name: "region/node/sos-1", ed25519: .generate())
        #expect(throws: invalid) { try received.verified(by: stranger.key) }
        let text = String(decoding: note.encoded, as: UTF8.self)
        let redirected = text.replacing("to kommun-solna", with: "to kommun-nacka")
        let moved = try ReceivedManifest(encoded: Array(redirected.utf8))
        #expect(throws: invalid) { try moved.verified(by: fixture.signer.key) }
    }
}
