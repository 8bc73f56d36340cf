import Bundles
import Testing

/// How much goes on which stick.
struct BundlePlanTests {
    private func entry(_ size: Int) -> BundleEntry {
        BundleEntry(.message, [UInt8](repeating: 3, count: size))
    }

    @Test(arguments: [40_000, 60_000, 200_000])
    func `no part is a larger file than asked, and every entry is in one`(_ limit: Int) throws {
        let fixture = try BundleFixture()
        let entries = (0..<60).map { entry(500 + $0 * 521) }
        let lines = entries.map(\.line)
        let parts = try BundlePlan.parts(of: lines, partMaxBytes: limit)
        #expect(parts.flatMap { Array($0) } == Array(entries.indices))
        for (index, range) in parts.enumerated() {
            let manifest = try fixture.manifest(
                Array(lines[range]), part: index + 1, of: parts.count)
            let file = try fixture.sealed(fixture.plaintext(manifest, Array(entries[range])))
            #expect(file.count <= limit)
        }
    }

    @Test func `an entry that needs a larger part says how large`() throws {
        let lines = [entry(100).line, entry(50_000).line]
        var needed = 0
        do throws(BundleError) { _ = try BundlePlan.parts(of: lines, partMaxBytes: 10_000) } catch {
            if case .partTooSmall(10_000, let bytes) = error { needed = bytes }
        }
        #expect(needed > 50_000)
        #expect(try BundlePlan.parts(of: lines, partMaxBytes: needed) == [0..<1, 1..<2])
        #expect(
            throws: BundleError.partTooSmall(limitBytes: needed - 1, neededBytes: needed)
        ) { try BundlePlan.parts(of: lines, partMaxBytes: needed - 1) }
    }

    @Test func `without a size there is one part, until there are too many entries`() throws {
        let line = entry(10).line
        let full = [BundleLine](repeating: line, count: BundleLimits.entriesMax)
        #expect(try BundlePlan.parts(of: full, partMaxBytes: nil).count == 1)
        let over = try BundlePlan.parts(of: full + [line], partMaxBytes: nil)
        #expect(over.map(\.count) == [BundleLimits.entriesMax, 1])
        #expect(try BundlePlan.parts(of: [], partMaxBytes: 5) == [0..<0])
    }
}
