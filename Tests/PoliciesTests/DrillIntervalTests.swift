import Labels
import Policies
import Testing

/// How often ways are to be tried, as policy has it.
struct DrillIntervalTests {
    @Test func `a way is to be drilled as often as policy says, and else nothing is asked`() throws
    {
        #expect(try ExampleRegion.policy().drillSeconds.isEmpty)
        var files = try ExampleRegion.policyFiles()
        let text = String(decoding: try #require(files["carriers.yaml"]), as: UTF8.self)
            .replacing("{kind: relay,", with: "{kind: relay, drill: 7d,")
            .replacing("{kind: bundle,", with: "{kind: bundle, drill: 2160h,")
        files["carriers.yaml"] = Array(text.utf8)
        let policy = try Policy.compile(files: files)
        #expect(policy.drillSeconds == [.relay: 7 * 86_400, .bundle: 90 * 86_400])
    }

    @Test(arguments: CarrierKind.allCases)
    func `an interval is for what can be drilled, and refused for the rest`(
        _ kind: CarrierKind
    ) throws {
        var files = try ExampleRegion.policyFiles()
        let text = String(decoding: try #require(files["carriers.yaml"]), as: UTF8.self)
            .replacing("{kind: \(kind.rawValue),", with: "{kind: \(kind.rawValue), drill: 1d,")
        files["carriers.yaml"] = Array(text.utf8)
        if CarrierKind.drilled.contains(kind) {
            #expect(try Policy.compile(files: files).drillSeconds == [kind: 86_400])
        } else {
            #expect(throws: PolicyError.self) { try Policy.compile(files: files) }
        }
    }
}
