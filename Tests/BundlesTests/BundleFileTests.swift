import Bundles
import Identity
import Notes
import Primitives
import Testing

/// A part as it lies on a stick.
struct BundleFileTests {
    @Test func `what was put in comes out, in order, and the sender's signature holds`() throws {
        let fixture = try BundleFixture()
        let file = try fixture.file(BundleFixture.entries)
        let (manifest, entries) = try fixture.read(file)
        #expect(entries == BundleFixture.entries)
        let verified = try manifest?.verified(by: fixture.signer.key)
        #expect(try verified?.manifest == fixture.manifest(BundleFixture.entries.map(\.line)))
    }

    @Test(arguments: [16_383, 16_384, 16_385, 100_000])
    func `entries of any size go over any number of chunks`(_ size: Int) throws {
        let fixture = try BundleFixture()
        let entries = [
            BundleEntry(.message, [UInt8](repeating: 1, count: size)),
            BundleEntry(.sealed, [2]),
        ]
        #expect(try fixture.read(fixture.file(entries)).entries == entries)
    }

    @Test func `a finder sees size and destination, and nothing else of it`() throws {
        let fixture = try BundleFixture()
        let file = try fixture.file(BundleFixture.entries)
        #expect(try BundleOpening(parsing: file).destination == fixture.destination)
        let secrets = [
            "sos-alarm", "sos-1", "actual", "2026", "meddelande", "register", "budkavle-bundle v1",
        ]
        for secret in secrets.map({ Array($0.utf8) }) + [fixture.key.publicKey.id.bytes] {
            #expect(file.firstRange(of: secret) == nil)
        }
        // Two parts of one bundle have nothing in common but where they go.
        let other = try fixture.file(BundleFixture.entries)
        let clearCount = BundleOpening.magic.count + 1 + fixture.destination.text.utf8.count
        #expect(file.prefix(clearCount) == other.prefix(clearCount))
        let equal = zip(file, other).dropFirst(clearCount).count { $0 == $1 }
        #expect(equal < file.count / 16)
    }

    @Test func `every byte that is altered makes it refused`() throws {
        let fixture = try BundleFixture()
        let file = try fixture.file(BundleFixture.entries)
        for offset in file.indices {
            var altered = file
            altered[offset] ^= 0x01
            #expect(throws: BundleError.self, "\(offset)") { try fixture.read(altered) }
        }
    }

    @Test func `cut anywhere, or with one byte more, it is refused`() throws {
        let fixture = try BundleFixture()
        let file = try fixture.file(BundleFixture.entries)
        for count in 0..<file.count {
            #expect(throws: BundleError.self, "\(count)") {
                try fixture.read(Array(file.prefix(count)))
            }
        }
        #expect(throws: BundleError.openFailed) { try fixture.read(file + [0]) }
    }

    @Test func `only a key it was sealed to opens it, whichever of many that is`() throws {
        let fixture = try BundleFixture()
        let file = try fixture.file(BundleFixture.entries)
        let others = (0..<3).map { _ in WrappingPrivateKey.generate() }
        #expect(throws: BundleError.openFailed) { try fixture.read(file, keys: others) }
        #expect(throws: BundleError.openFailed) { try fixture.read(file, keys: []) }
        let entries = try fixture.read(file, keys: others + [fixture.key]).entries
        #expect(entries == BundleFixture.entries)
    }

    @Test func `under another destination's name it does not open`() throws {
        let fixture = try BundleFixture()
        let file = try fixture.file(BundleFixture.entries)
        let name = Array(fixture.destination.text.utf8)
        let renamed = Array("kommun-nacka".utf8)
        #expect(renamed.count == name.count)
        let start = BundleOpening.magic.count + 1
        let other = Array(file[..<start]) + renamed + file[(start + name.count)...]
        #expect(try BundleOpening(parsing: other).destination.text == "kommun-nacka")
        #expect(throws: BundleError.openFailed) { try fixture.read(other) }
    }

    @Test func `what is no bundle, or is for nobody, is told apart`() throws {
        #expect(throws: BundleError.magicMissing) { try BundleOpening(parsing: [1, 2, 3]) }
        #expect(throws: BundleError.truncated(offset: 16)) {
            try BundleOpening(parsing: BundleOpening.magic)
        }
        let unnamed = BundleOpening.magic + [2, 0x41, 0x42]
        #expect(throws: BundleError.destinationInvalid) { try BundleOpening(parsing: unnamed) }
    }
}
