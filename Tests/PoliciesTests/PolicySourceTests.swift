import Foundation
import Labels
import Policies
import TestSupport
import Testing

struct PolicySourceTests {
    let files: [String: [UInt8]]

    init() throws { files = try ExampleRegion.policyFiles() }

    @Test func `the example region compiles, says that it is one, and knows 37 actors`() throws {
        let policy = try Policy.compile(files: files)
        #expect(policy.isExample)
        #expect(policy.actors.count == 37)
        #expect(policy.actors.values.count { $0.isStateAuthority } == 5)
        #expect(policy.levelsInUse.map(\.level) == Level.allCases)
        #expect(policy.approvals.crypto.isEmpty && policy.approvals.systems.isEmpty)
        #expect(policy.approvals.commitments.isEmpty)
        #expect(Policy.fileNames == files.keys.sorted())
    }

    @Test(arguments: Policy.fileNames)
    func `every file opens with a comment that it is to be replaced`(_ name: String) throws {
        let text = String(decoding: try #require(files[name]), as: UTF8.self)
        #expect(text.hasPrefix("# EXEMPEL, SKA ERSÄTTAS."))
        #expect(text.contains("\nstanding: exempel, ska ersättas\n"))
    }

    @Test(arguments: Policy.fileNames)
    func `every file is needed`(_ name: String) throws {
        var fewer = files
        fewer[name] = nil
        let issues = try issues(fewer)
        #expect(issues.first { $0.file == name }?.defect == .fileMissing)
    }

    @Test func `a file that is no part of a policy is refused`() throws {
        var more = files
        more["level.yaml"] = Array("standing: fastställd\n".utf8)
        #expect(
            try issues(more) == [
                PolicyIssueExpectation(file: "level.yaml", line: 1, column: 1, .fileUnknown)
            ])
    }

    /// File, text to replace, its replacement with `¤` where the defect stands, and the defect.
    static let defects: [(String, String, String, PolicyDefect)] = [
        (
            "region.yaml", "region: sam", "¤regoin: sam",
            .unknownKey(
                "regoin",
                known: [
                    "standing", "region", "name", "modes", "conveners", "convening-functions",
                    "log-review",
                ])
        ),
        ("region.yaml", "region: sam", "¤name: sam", .duplicateKey("name")),
        (
            "region.yaml", "needs-activation: false", "needs-activation: ¤no",
            .wrongType(expected: "true or false", found: "text")
        ),
        (
            "region.yaml", "needs-activation: false", "needs-activation: ¤\"false\"",
            .wrongType(expected: "true or false", found: "text")
        ),
        (
            "region.yaml", "[lansstyrelsen-stockholm]", "[¤lansstyrelsen]",
            .referenceUnknown(concept: "actor", name: "lansstyrelsen")
        ),
        (
            "region.yaml", "[lansstyrelsen-stockholm]", "¤lansstyrelsen-stockholm",
            .wrongType(expected: "list", found: "text")
        ),
        (
            "region.yaml", "id: aktiverat", "¤id: ordinarie",
            .definedTwice(concept: "mode", name: "ordinarie")
        ),
        (
            "region.yaml", "region: samverkan-stockholmsregionen", "region: ¤Samverkan",
            .valueInvalid(expected: "region name", found: "Samverkan")
        ),
        (
            "labels.yaml", "[no-forward,", "[¤no-fordward,",
            .valueInvalid(
                expected: "no-forward, named-persons-only, no-copy, oral-only",
                found: "no-fordward")
        ),
        (
            "labels.yaml", "[SE,", "[¤Sverige,",
            .valueInvalid(expected: "ISO 3166-1 alpha-2 code", found: "Sverige")
        ),
        (
            "levels.yaml", "release-persons: 1", "release-persons: ¤ett",
            .valueInvalid(expected: "whole number 0–9", found: "ett")
        ),
        (
            "levels.yaml", "release-persons: 1", "release-persons: ¤10",
            .valueInvalid(expected: "whole number 0–9", found: "10")
        ),
        (
            "levels.yaml", "release-persons: 1", "release-persons: 1\n    witnesses: ¤17",
            .valueInvalid(expected: "whole number 0–16", found: "17")
        ),
        (
            "levels.yaml", "release-persons: 1", "release-persons: 1\n    key-backup: ¤ja",
            .wrongType(expected: "true or false", found: "text")
        ),
        (
            "levels.yaml", "policy-freshness: 24h", "policy-freshness: ¤24",
            .valueInvalid(expected: "whole number with s, m, h or d", found: "24")
        ),
        (
            "levels.yaml", "policy-freshness: 24h", "policy-freshness: ¤0h",
            .valueInvalid(expected: "whole number with s, m, h or d", found: "0h")
        ),
        (
            "levels.yaml", "level: hemlig\n", "level: ¤hemligt\n",
            .referenceUnknown(concept: "level", name: "hemligt")
        ),
        (
            "levels.yaml", "colour: \"#6a1b9a\"", "colour: ¤\"6a1b9a\"",
            .valueInvalid(expected: "#rrggbb", found: "6a1b9a")
        ),
        (
            "levels.yaml",
            "level: konfidentiell\n    marking: KONFIDENTIELL\n    colour: \"#6a1b9a\"\n    suite: layered",
            "¤level: konfidentiell\n    marking: KONFIDENTIELL\n    colour: \"#6a1b9a\"\n    suite: sealed",
            .ruleBroken(.suiteTooWeakForLevel)
        ),
        (
            "levels.yaml",
            "level: sekretess\n    marking: SEKRETESS\n    colour: \"#f9a825\"\n    suite: sealed",
            "¤level: sekretess\n    marking: SEKRETESS\n    colour: \"#f9a825\"\n    suite: signed",
            .ruleBroken(.suiteTooWeakForLevel)
        ),
        (
            "carriers.yaml", "kind: qr, name: QR-ark, ceiling: sekretess",
            "kind: qr, name: QR-ark, ceiling: ¤hemligt",
            .referenceUnknown(concept: "level", name: "hemligt")
        ),
        (
            "levels.yaml", "carriers: [relay, peer, bundle, qr]\n",
            "carriers: [relay, peer, bundle, ¤relay]\n",
            .definedTwice(concept: "carrier", name: "relay")
        ),
        (
            "actors.yaml", "id: region-stockholm\n    name: Region Stockholm\n    kind: region",
            "¤id: region-stockholm\n    name: Region Stockholm\n    kind: statlig-myndighet",
            .ruleBroken(.stateAuthorityContradicted)
        ),
        (
            "actors.yaml", "kommun\n    state-authority: false\n    country: SE",
            "kommun\n    state-authority: false\n    ¤land: SE",
            .unknownKey(
                "land",
                known: [
                    "id", "name", "kind", "state-authority", "country", "originate", "receive",
                    "compartments",
                ])
        ),
        (
            "actors.yaml", "id: kommun-taby", "¤id: kommun-tyreso",
            .definedTwice(concept: "actor", name: "kommun-tyreso")
        ),
        (
            "forums.yaml", "\"group:temagrupp-sakerhetsskydd\", trafik",
            "¤\"group:temagrupp\", trafik",
            .referenceUnknown(concept: "group", name: "temagrupp")
        ),
        (
            "forums.yaml", "mode: hojd-beredskap", "mode: ¤krig",
            .referenceUnknown(concept: "mode", name: "krig")
        ),
        (
            "agreements.yaml", "pair: [lansstyrelsen-stockholm, region-stockholm]",
            "pair: ¤[lansstyrelsen-stockholm, lansstyrelsen-stockholm]", .ruleBroken(.pairOfOne)
        ),
        (
            "agreements.yaml", "pair: [lansstyrelsen-stockholm, region-stockholm]",
            "pair: ¤[lansstyrelsen-stockholm]", .ruleBroken(.pairOfOne)
        ),
        (
            "agreements.yaml",
            "pair: [lansstyrelsen-stockholm, kommun-sodertalje]\n    reference: Exempelavtal 17\n    from: 2020",
            "¤pair: [lansstyrelsen-stockholm, kommun-sodertalje]\n    reference: Exempelavtal 17\n    from: 2025",
            .ruleBroken(.validityEmpty)
        ),
        (
            "agreements.yaml", "from: 2020-01-01T00:00:00+01:00", "from: ¤2020-01-01",
            .valueInvalid(expected: "RFC 3339 time with offset", found: "2020-01-01")
        ),
        (
            "grounds.yaml", "statuses: [exercise, test]", "statuses: [exercise, ¤drill]",
            .valueInvalid(expected: "actual, exercise, test", found: "drill")
        ),
        ("carriers.yaml", "{kind: qr, name: QR-ark,", "¤{kind: qr,", .missingKey("name")),
        (
            "carriers.yaml", "{kind: relay, name: Relä,", "{kind: relay, drill: ¤7, name: Relä,",
            .valueInvalid(expected: "whole number with s, m, h or d", found: "7")
        ),
        (
            "carriers.yaml", "{kind: qr,", "{kind: qr, drill: ¤7d,",
            .valueInvalid(expected: "a carrier among relay, bundle, wis", found: "qr")
        ),
        (
            "carriers.yaml", "- carrier: qr\n", "- carrier: ¤brevduva\n",
            .valueInvalid(
                expected: "relay, peer, bundle, qr, thin, wis, none", found: "brevduva")
        ),
        (
            "carriers.yaml", "carrier: bundle\n    to: sekretess",
            "carrier: bundle\n    to: ¤hemligt",
            .referenceUnknown(concept: "level", name: "hemligt")
        ),
        (
            "carriers.yaml", "- carrier: bundle\n    to: sekretess",
            "- ¤carrier: bundle\n    from: bh\n    to: sekretess",
            .ruleBroken(.routineForNoLevel)
        ),
        (
            "carriers.yaml", "- carrier: bundle\n    from: begransat-hemlig",
            "- ¤carrier: bundle\n    from: sekretess",
            .definedTwice(concept: "routine", name: "bundle sekretess")
        ),
        (
            "carriers.yaml", "  - carrier: qr\n    steps:\n", "  - ¤carrier: qr\n    stegs:\n",
            .missingKey("steps")
        ),
        (
            "carriers.yaml", "\nroutines:\n",
            "\nroutines:\n  - {carrier: peer, from: h, to: h, steps: ¤[]}\n",
            .valueInvalid(expected: "1–9 steps", found: "0")
        ),
        ("approvals.yaml", "crypto: []", "crypto: [{id: ¤&a x}]", .indicatorRefused("&")),
        ("approvals.yaml", "crypto: []", "crypto: ¤*a", .indicatorRefused("*")),
        ("approvals.yaml", "crypto: []", "crypto: ¤!!seq []", .indicatorRefused("!")),
        ("approvals.yaml", "crypto: []", "crypto:¤\t[]", .controlCharacter(code: 9)),
        (
            "approvals.yaml", "standing: exempel, ska ersättas\ncrypto: []\n",
            "¤standing: exempel, ska ersättas\n", .missingKey("crypto")
        ),
        (
            "approvals.yaml", "crypto: []\n", "crypto:¤\n",
            .wrongType(expected: "list", found: "nothing")
        ),
        (
            "approvals.yaml", "foreign: []",
            """
            foreign:
              - ¤actor: sos-alarm
                reference: x
                ceiling: bh
                from: 2026-01-01T00:00:00Z
                until: 2027-01-01T00:00:00Z
            """, .ruleBroken(.commitmentAtHome)
        ),
        (
            "approvals.yaml", "systems: []",
            """
            systems:
              - ¤relay: rela-1
                ceiling: sekretess
                assessment: x
                approval: y
                from: 2026-01-01T00:00:00Z
                until: 2027-01-01T00:00:00Z
            """, .ruleBroken(.levelNotClassified)
        ),
        (
            "approvals.yaml", "standing: exempel, ska ersättas", "standing: ¤exempel",
            .valueInvalid(expected: "exempel, ska ersättas, fastställd", found: "exempel")
        ),
    ]

    @Test func `a level asks for as many witnesses as it says, and else for none`() throws {
        let files = try replacing(
            "release-persons: 2\n", with: "release-persons: 2\n    witnesses: 16\n",
            in: "levels.yaml")
        let policy = try Policy.compile(files: files)
        #expect(policy.rules(for: .secret)?.witnesses == 16)
        #expect(policy.rules(for: .open)?.witnesses == 0)
        #expect(policy.witnessesMax == 16)
    }

    @Test func `keys of a level are backed up where it says so, and nowhere else`() throws {
        let files = try replacing(
            "release-persons: 2\n", with: "release-persons: 2\n    key-backup: true\n",
            in: "levels.yaml")
        let policy = try Policy.compile(files: files)
        #expect(policy.rules(for: .secret)?.keyBackup == true)
        #expect(policy.rules(for: .open)?.keyBackup == false)
    }

    @Test(arguments: defects)
    func `a defect is reported at its line and column`(
        _ file: String, _ text: String, _ replacement: String, _ defect: PolicyDefect
    ) throws {
        var broken = try replacing(text, with: replacement, in: file)
        let marked = String(decoding: try #require(broken[file]), as: UTF8.self)
        let before = marked.prefix { $0 != "¤" }
        broken[file] = Array((before + marked.dropFirst(before.count + 1)).utf8)
        let expected = PolicyIssueExpectation(
            file: file, line: before.count { $0 == "\n" } + 1,
            column: (before.split(separator: "\n", omittingEmptySubsequences: false).last ?? "")
                .unicodeScalars.count + 1, defect)
        let issues = try issues(broken)
        #expect(issues.contains(expected), "found \(issues)")
    }

    @Test(arguments: [
        (
            "carriers: [relay, peer, bundle, qr]\n", "carriers: [relay, peer, bundle, wis]\n",
            PolicyRule.carrierBelowLevel
        ),
        (
            "expires-max: 7d\n    key-epochs: false", "expires-max: 7d\n    key-epochs: true",
            .keyEpochsTooHigh
        ),
    ])
    func `a level may not ask for what its height forbids`(
        _ text: String, _ replacement: String, _ rule: PolicyRule
    ) throws {
        let issues = try issues(replacing(text, with: replacement, in: "levels.yaml"))
        #expect(issues.map(\.defect) == [.ruleBroken(rule)])
    }

    @Test func `all defects of all files are reported together, in order of place`() throws {
        var broken = try replacing(
            "needs-activation: false", with: "needs-activation: no", in: "region.yaml")
        broken["actors.yaml"] = try replacing(
            "country: SE", with: "country: Sverige", in: "actors.yaml")["actors.yaml"]
        broken["labels.yaml"] = try replacing("[SE,", with: "[Se,", in: "labels.yaml")[
            "labels.yaml"]
        let issues = try issues(broken)
        #expect(issues.count == 39)
        #expect(Set(issues.map(\.file)) == ["actors.yaml", "labels.yaml", "region.yaml"])
    }

    @Test func `an alias bomb is refused before it is unfolded`() throws {
        var bomb = "standing: fastställd\ncrypto: [\(String(repeating: "x,", count: 9))]\n"
        for level in 1...9 {
            let alias = level == 1 ? "x" : "*a\(level - 1)"
            bomb +=
                "a\(level): &a\(level) [\(Array(repeating: alias, count: 9).joined(separator: ","))]\n"
        }
        var files = files
        files["approvals.yaml"] = Array(bomb.utf8)
        #expect(
            try issues(files) == [
                PolicyIssueExpectation(
                    file: "approvals.yaml", line: 3, column: 5, .indicatorRefused("&"))
            ])
    }

    @Test(arguments: [
        "", "\n", "#\n", "---\n", "[]\n", "x\n", "a: b\n---\nc: d\n", "{", "a: [b\n", "- ? x\n",
        "? [a]\n: b\n", "\"\\u0000\": x\n", "%YAML 9.9\n---\na: b\n",
        "\u{FEFF}a: b\n", "\u{FFFE}", "a: \"\\xff\"\n",
        "<<: {standing: fastställd}\n", "a: 'b\n",
    ])
    func `what is no policy file is refused and never traps`(_ text: String) throws {
        var files = files
        files["approvals.yaml"] = Array(text.utf8)
        let issues = try issues(files)
        #expect(issues.allSatisfy { $0.file == "approvals.yaml" } && !issues.isEmpty)
    }

    @Test(arguments: [("[", 100_000), ("- ", 100_000), ("{a: ", 5_000), ("- - {a: [", 1_000)])
    func `nesting without end is refused`(_ opening: String, _ count: Int) throws {
        var files = files
        files["approvals.yaml"] = Array(String(repeating: opening, count: count).utf8)
        #expect(try issues(files).allSatisfy { $0.file == "approvals.yaml" })
    }

    @Test func `bytes that are not UTF-8, and too many of them, are refused`() throws {
        var files = files
        files["approvals.yaml"] = [0x61, 0xff, 0x0a]
        #expect(try issues(files).map(\.defect) == [.notUTF8])
        files["approvals.yaml"] = [UInt8](repeating: 0x0a, count: (1 << 20) + 1)
        #expect(try issues(files).map(\.defect) == [.tooLarge(limitBytes: 1 << 20)])
    }

    @Test func `any byte of a file may be lost or changed without a trap`() throws {
        var generator = Seeded(seed: 20_261_123)
        for _ in 0..<60 {
            let name = Policy.fileNames.randomElement(using: &generator) ?? ""
            var files = files
            var bytes = files[name] ?? []
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            if Bool.random(using: &generator) {
                bytes[index] = UInt8.random(in: 0...255, using: &generator)
            } else {
                bytes.remove(at: index)
            }
            files[name] = bytes
            _ = try? Policy.compile(files: files)
        }
    }

    @Test func `reports stop after a limit`() throws {
        var files = files
        let items = Array(repeating: "  - {}\n", count: 500).joined()
        files["actors.yaml"] = Array("standing: fastställd\nactors:\n\(items)".utf8)
        let issues = try issues(files)
        #expect(issues.count == 201)
        #expect(issues.contains { $0.defect == .tooManyIssues(limit: 200) })
    }

    // MARK: Tools

    private func issues(_ files: [String: [UInt8]]) throws -> [PolicyIssueExpectation] {
        let result = Result { () throws(PolicyError) in try Policy.compile(files: files) }
        guard case .failure(.sourcesInvalid(let issues)) = result else { return [] }
        return issues.map {
            PolicyIssueExpectation(file: $0.file, line: $0.line, column: $0.column, $0.defect)
        }
    }

    private func replacing(
        _ text: String, with replacement: String, in file: String
    ) throws -> [String: [UInt8]] {
        let content = String(decoding: try #require(files[file]), as: UTF8.self)
        try #require(content.contains(text))
        var changed = files
        if let range = content.range(of: text) {
            let all = file == "actors.yaml" && text == "country: SE"
            let result =
                all
                ? content.replacing(text, with: replacement)
                : content.replacingCharacters(in: range, with: replacement)
            changed[file] = Array(result.utf8)
        }
        return changed
    }
}

/// What an issue says, made outside the room.
struct PolicyIssueExpectation: Equatable {
    let file: String
    let line: Int
    let column: Int
    let defect: PolicyDefect

    init(file: String, line: Int, column: Int, _ defect: PolicyDefect) {
        (self.file, self.line, self.column, self.defect) = (file, line, column, defect)
    }
}
