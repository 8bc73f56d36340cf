import Foundation
import Identity
import Labels
import Testing

@testable import Policies

/// What a look at a policy that compiles finds, and that the nearest sound policy earns nothing.
struct ReviewTests {
    /// A change of one file: text, what stands there instead, and what is found on which line.
    struct Change: Sendable, CustomTestStringConvertible {
        let file: String
        let text: String
        let replacement: String
        let finding: @Sendable () throws -> PolicyFinding
        /// Words of the line it is found on, after the change.
        let line: String

        var testDescription: String { "\(file): \(replacement.prefix(40))" }

        init(
            _ file: String, _ text: String, _ replacement: String, on line: String,
            _ finding: @escaping @Sendable () throws -> PolicyFinding
        ) {
            (self.file, self.text, self.replacement) = (file, text, replacement)
            (self.finding, self.line) = (finding, line)
        }
    }

    static let now = Timestamp(clampingMilliseconds: 1_795_420_800_000)

    @Test func `the example says what is made up in it, and nothing else`() throws {
        let found = try notices(ExampleRegion.policyFiles()).map {
            "\($0.place.text) \($0.finding.code)"
        }
        // An agreement that has run out stands there on purpose; and among the control rooms only
        // the police may have what is kvalificerat hemlig.
        #expect(found.allSatisfy { $0.hasSuffix("expired") || $0.hasSuffix("forumSilent") })
        #expect(found.count { $0.hasSuffix("expired") } == 1)
    }

    static let changes: [Change] = [
        Change(
            "agreements.yaml",
            "until: 2036-01-01T00:00:00+01:00\n  - pair: [lansstyrelsen-stockholm, sos",
            "until: 2027-01-01T00:00:00+01:00\n  - pair: [lansstyrelsen-stockholm, sos",
            on: "until: 2027-01-01"
        ) { .expiresSoon(try Timestamp(rfc3339: "2027-01-01T00:00:00+01:00")) },
        Change(
            "forums.yaml", "\nforums:\n",
            "  - {id: ny-grupp, name: Ny, members: [trafikverket]}\n\nforums:\n", on: "id: ny-grupp"
        ) { .groupUnused(try GroupID("ny-grupp")) },
        Change(
            "region.yaml", "  - id: hojd-beredskap",
            "  - id: tom\n    name: Tom\n    needs-activation: true\n  - id: hojd-beredskap",
            on: "id: tom"
        ) { .modeUnused(try ModeID("tom")) },
        Change(
            "labels.yaml", "  - id: kbrn", "  - id: rymden\n    name: Rymden\n  - id: kbrn",
            on: "id: rymden"
        ) { .compartmentUnheld(try Compartment("rymden")) },
        Change(
            "levels.yaml", "carriers: [relay, peer, bundle, qr, thin, wis]",
            "carriers: [relay, peer, bundle, qr, thin]", on: "kind: wis"
        ) { .carrierUnused(.wis) },
        Change(
            "levels.yaml",
            "carriers: [relay, peer, bundle, qr]\n    release-persons: 0\n    receipts: {delivered: 4h}",
            "carriers: [relay, peer, bundle]\n    release-persons: 0\n    receipts: {delivered: 4h}",
            on: "kind: qr"
        ) { .carrierCeilingUnreached(.qr, highest: .open) },
        Change("carriers.yaml", "carrier: qr\n", "carrier: qr\n    from: bh\n", on: "kind: qr") {
            .routineMissing(.carrier(.qr), [.open, .secrecy])
        },
        Change("carriers.yaml", "carrier: qr\n", "carrier: qr\n    from: bh\n", on: "carrier: qr") {
            .routineUnused(.carrier(.qr))
        },
        Change(
            "carriers.yaml", "carrier: none\n    to: sekretess",
            "carrier: none\n    to: oppen", on: "routines:"
        ) { .routineMissing(.noneLeft, [.secrecy]) },
        Change(
            "grounds.yaml",
            "    statuses: [actual]\n    from: [all]\n    to: [lansstyrelsen-stockholm]",
            "    statuses: [actual]\n    from: [lansstyrelsen-stockholm]\n    to: [lansstyrelsen-stockholm]",
            on: "code: osl-10-28"
        ) { .groundUnreachable(try GroundCode("osl-10-28")) },
        Change(
            "agreements.yaml", "pair: [lansstyrelsen-stockholm, region-stockholm]",
            "pair: [lansstyrelsen-stockholm, trafikverket]",
            on: "pair: [lansstyrelsen-stockholm, trafikverket]"
        ) { .agreementNeverAsked(.bothState) },
        Change(
            "agreements.yaml", "pair: [lansstyrelsen-stockholm, region-stockholm]",
            "pair: [kommun-vaxholm, region-stockholm]", on: "pair: [kommun-vaxholm"
        ) { .agreementNeverAsked(.belowConfidential) },
        Change(
            "approvals.yaml", "crypto: []",
            profile(levels: "h", suites: "layered", senders: "trafikverket"),
            on: "levels: [h]"
        ) { .approvalUnreachable(try ApprovalID("profil"), .secret) },
        Change(
            "approvals.yaml", "crypto: []",
            profile(levels: "bh", suites: "sealed, layered", senders: "trafikverket"),
            on: "suites: [sealed, layered]"
        ) { .suiteNeverUsed(try ApprovalID("profil"), .layered) },
        Change(
            "approvals.yaml", "systems: []",
            "systems:\n  - {relay: rela-1, ceiling: h, assessment: A, approval: B, from: 2026-01-01T00:00:00Z, until: 2030-01-01T00:00:00Z}",
            on: "relay: rela-1"
        ) { .consultationLacking(.relay(try RelayID("rela-1")), .secret) },
        Change(
            "actors.yaml",
            "    originate: begransat-hemlig\n    receive: konfidentiell\n    compartments: [elforsorjning]",
            "    originate: hemlig\n    receive: konfidentiell\n    compartments: [elforsorjning]",
            on: "originate: hemlig"
        ) {
            .originatesAboveReceiving(
                try ActorID("trafikverket"), originate: .secret, receive: .confidential)
        },
        Change(
            "levels.yaml", "policy-freshness: 4h", "policy-freshness: 13h",
            on: "policy-freshness: 13h"
        ) {
            .laxerThanBelow(.topSecret, key: "policy-freshness")
        },
        Change("levels.yaml", "release-persons: 1", "release-persons: 3", on: "release-persons: 2")
        {
            .laxerThanBelow(.secret, key: "release-persons")
        },
        Change(
            "grounds.yaml", "standing: exempel, ska ersättas", "standing: fastställd", on: "EXEMPEL"
        ) {
            .standingMixed
        },
        Change(
            "forums.yaml", "members: [\"group:temagrupp-sakerhetsskydd\"]\n",
            "members: [trafikverket]\n",
            on: "members: [trafikverket]"
        ) { .forumEmpty(try ForumID("lansledning")) },
        Change(
            "forums.yaml",
            "mode: hojd-beredskap\n    members: [\"group:temagrupp-sakerhetsskydd\"]\n",
            "mode: hojd-beredskap\n    members: [trafikverket, kommun-solna]\n",
            on: "members: [trafikverket, kommun-solna]"
        ) { .forumSilent(try ForumID("lansledning"), .confidential) },
    ]

    @Test(arguments: changes)
    func `what is worth a look is found on its line`(_ change: Change) throws {
        var files = try ExampleRegion.policyFiles()
        let before = try notices(files)
        let text = String(decoding: try #require(files[change.file]), as: UTF8.self)
        let changed = text.replacing(change.text, with: change.replacement, maxReplacements: 1)
        try #require(changed != text)
        files[change.file] = Array(changed.utf8)
        let finding = try change.finding()
        let found = try notices(files)
        #expect(!before.contains { $0.finding == finding })
        let notice = try #require(found.first { $0.finding == finding }, "\(found)")
        let lines = String(decoding: try #require(files[notice.place.file]), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[notice.place.line - 1].contains(change.line))
    }

    @Test func `an end is soon up to the second, and past from its own`() throws {
        let end = try Timestamp(rfc3339: "2036-01-01T00:00:00+01:00")
        func codes(_ now: Timestamp) throws -> Set<String> {
            let review = PolicyReview(
                of: try ExampleRegion.policy(), at: now, soonSeconds: 3_600)
            return Set(
                review.notices.filter {
                    $0.finding == .expiresSoon(end) || $0.finding == .expired(end)
                }.map(\.finding.code))
        }
        #expect(try codes(end.adding(seconds: -3_601)).isEmpty)
        #expect(try codes(end.adding(seconds: -3_600)) == ["expiresSoon"])
        #expect(try codes(end.adding(seconds: -1)) == ["expiresSoon"])
        #expect(try codes(end) == ["expired"])
    }

    @Test func `a group that a recorded case names is used`() throws {
        var files = try ExampleRegion.policyFiles()
        let group = "  - {id: ny-grupp, name: Ny, members: [trafikverket]}\n\nforums:\n"
        let text = String(decoding: try #require(files["forums.yaml"]), as: UTF8.self)
        files["forums.yaml"] = Array(text.replacing("\nforums:\n", with: group).utf8)
        let policy = try Policy.compile(files: files)
        func isUnused(_ cases: String) throws -> Bool {
            PolicyReview(of: policy, caseFiles: ["a.yaml": Array(cases.utf8)], at: Self.now)
                .notices.contains {
                    $0.finding.code == "groupUnused" && "\($0)".contains("ny-grupp")
                }
        }
        #expect(try !isUnused("audience: [\"group:ny-grupp\"]"))
        #expect(try isUnused("audience: [\"group:ny-grupp-2\"]"))
    }

    private func notices(_ files: [String: [UInt8]]) throws -> [PolicyNotice] {
        PolicyReview(
            of: try Policy.compile(files: files), caseFiles: try ExampleRegion.caseFiles(),
            at: Self.now
        ).notices
    }

    private static func profile(levels: String, suites: String, senders: String) -> String {
        """
        crypto:
          - id: profil
            product: P
            reference: R
            levels: [\(levels)]
            suites: [\(suites)]
            senders: [\(senders)]
            from: 2026-01-01T00:00:00Z
            until: 2030-01-01T00:00:00Z
        """
    }
}
