import Bundles
import Testing

/// A sender that lists one thing and packs another.
struct BundleReaderTests {
    private let entries = BundleFixture.entries

    private func read(
        _ plaintext: [UInt8], pieceBytes: Int = .max
    ) throws -> [BundleEntry] {
        var reader = BundleReader()
        var found: [BundleEntry] = []
        var rest = plaintext[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(pieceBytes))
            rest = rest.dropFirst(piece.count)
            for case .entry(let entry) in try reader.take(piece) { found.append(entry) }
        }
        try reader.finish()
        return found
    }

    @Test(arguments: [1, 2, 3, 5, 64, 1_000])
    func `it reads in pieces of any size`(_ pieceBytes: Int) throws {
        let fixture = try BundleFixture()
        let plaintext = try fixture.plaintext(fixture.manifest(entries.map(\.line)), entries)
        #expect(try read(plaintext, pieceBytes: pieceBytes) == entries)
    }

    @Test func `an entry that is missing, exchanged or of another kind is noticed where it stands`()
        throws
    {
        let fixture = try BundleFixture()
        let manifest = try fixture.manifest(entries.map(\.line))
        func refuses(_ packed: [BundleEntry], at index: Int) throws {
            #expect(throws: BundleError.entryDiffers(index: index)) {
                try read(fixture.plaintext(manifest, packed))
            }
        }
        try refuses([], at: 0)
        try refuses(Array(entries.dropLast()), at: 2)
        try refuses([entries[0], entries[2], entries[1]], at: 1)
        try refuses([entries[0], BundleEntry(.sealed, entries[1].bytes), entries[2]], at: 1)
        var bytes = entries[1].bytes
        bytes[0] ^= 1
        try refuses([entries[0], BundleEntry(.message, bytes), entries[2]], at: 1)
    }

    @Test func `nothing stands behind the last entry`() throws {
        let fixture = try BundleFixture()
        let manifest = try fixture.manifest(entries.map(\.line))
        let plaintext = try fixture.plaintext(manifest, entries)
        for count in [1, 1_000] {
            #expect(throws: BundleError.trailingBytes) {
                try read(plaintext + [UInt8](repeating: 0, count: count))
            }
        }
        let none = try fixture.plaintext(fixture.manifest([]), [])
        #expect(try read(none).isEmpty)
        #expect(throws: BundleError.trailingBytes) { try read(none + [0]) }
    }

    @Test func `a manifest's length does not decide how much memory is taken`() throws {
        let limit = BundleLimits.manifestMaxBytes
        #expect(throws: BundleError.tooLong(part: "manifest", limitBytes: limit)) {
            try read([0xff, 0xff, 0xff, 0xff])
        }
        #expect(throws: BundleError.manifestInvalid(line: 0)) { try read([0, 0, 0, 0]) }
        #expect(throws: BundleError.manifestInvalid(line: 0)) { try read([0, 0, 0, 9]) }
        #expect(throws: BundleError.manifestInvalid(line: 0)) { try read([]) }
    }
}
