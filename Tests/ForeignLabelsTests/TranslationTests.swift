import Documents
import Identity
import Labels
import Testing

@testable import ForeignLabels

/// Labels of others by a table: what the table says, and never less.
struct TranslationTests {
    /// Lowest first.
    private static let table: [(String, Level)] = [
        ("PUBLIC", .open), ("OFFICIAL", .secrecy), ("RESTRICTED", .restricted),
        ("CONFIDENTIAL", .confidential), ("SECRET", .secret), ("COSMIC", .topSecret),
    ]

    private static func document(
        _ classification: String, _ categories: String = "", policy: String = "X",
        review: String = "ReviewDateTime=\"2026-12-01T00:00:00Z\""
    ) -> [UInt8] {
        Array(
            """
            <originatorConfidentialityLabel \(review)
            xmlns="\(ConfidentialityLabel.namespace)"><ConfidentialityInformation>
            <PolicyIdentifier>\(policy)</PolicyIdentifier>
            <Classification>\(classification)</Classification>\(categories)
            </ConfidentialityInformation><CreationDateTime>2026-11-23T06:00:00Z</CreationDateTime>
            </originatorConfidentialityLabel>
            """.utf8)
    }

    private static func context(expires: String? = nil) throws -> TranslationContext {
        let owner = try ActorID("sos-alarm")
        return TranslationContext(
            status: .actual, audience: Audience(.actor(owner)), owners: [owner],
            provision: "OSL 15:1", authority: owner,
            expires: try expires.map { try Timestamp(rfc3339: $0) })
    }

    private static func translated(
        _ document: [UInt8], expires: String? = nil
    ) throws -> Label {
        let norway = try CountryCode("NO")
        return try ConfidentialityLabelReader.translated(document, context(expires: expires)) {
            policy, classification in
            guard policy == LabelPolicy(name: "X", uri: nil) else {
                return policy.name == "OLD" ? .policyNotInForce : .policyUnknown
            }
            guard let row = table.first(where: { $0.0 == classification }) else {
                return .classificationUnknown
            }
            return .level(row.1, origin: norway)
        }
    }

    @Test(arguments: table)
    func `the level is the table's, with origin, marking and time`(
        _ theirs: String, _ ours: Level
    ) throws {
        let label = try Self.translated(Self.document(theirs))
        #expect(label.level == ours)
        #expect(label.origin == (try CountryCode("NO")))
        #expect(label.expires == (try Timestamp(rfc3339: "2026-12-01T00:00:00Z")))
        let date = try Timestamp(rfc3339: "2026-11-23T06:00:00Z")
        #expect(label.secrecy.map(\.date) == (ours == .open ? [] : [date]))
        #expect(label.secrecy.allSatisfy { $0.provision == "OSL 15:1" })
    }

    @Test func `what they hold higher is never lower here`() throws {
        let levels = try Self.table.map { try Self.translated(Self.document($0.0)).level }
        #expect(levels == levels.sorted())
    }

    @Test func `a whole is as high as the table holds its highest part`() throws {
        let theirs = try Self.table.map { try Self.translated(Self.document($0.0)) }
        let ours = try Level.allCases.map { level in
            try Label(
                status: .actual,
                secrecy: level == .open
                    ? []
                    : [
                        Secrecy(
                            provision: "OSL 18:13", authority: ActorID("kommun-solna"),
                            date: Timestamp(rfc3339: "2026-11-01T00:00:00Z"))
                    ],
                securityClass: SecurityClass(of: level), audience: .all,
                owners: [ActorID("kommun-solna")],
                expires: Timestamp(rfc3339: "2026-11-30T00:00:00Z"))
        }
        for one in theirs + ours {
            for other in theirs + ours {
                let whole = try Label.join([one, other], origin: .sweden) { _ in true }
                #expect(whole.level == max(one.level, other.level))
                #expect(Set(whole.secrecy).isSuperset(of: one.secrecy + other.secrecy))
                #expect(Set(whole.owners).isSuperset(of: one.owners + other.owners))
                #expect(whole.expires == min(one.expires, other.expires))
            }
        }
    }

    @Test func `the author says whose a whole of two origins is, else there is none`() throws {
        let theirs = try Self.translated(Self.document("SECRET"))
        let ours = try Label(
            status: .actual, audience: .all, owners: theirs.owners, expires: theirs.expires)
        #expect(throws: LabelError.originsDiffer(theirs.origin, .sweden)) {
            try Label.join([theirs, ours]) { _ in true }
        }
        #expect(try Label.join([theirs, ours], origin: .sweden) { _ in true }.origin == .sweden)
    }

    static let refusals: [([UInt8], ForeignLabelDefect, String)] = [
        (document("NATO SECRET"), .classificationUnknown("NATO SECRET"), "Classification"),
        (document("secret"), .classificationUnknown("secret"), "Classification"),
        (document("HEMLIG"), .classificationUnknown("HEMLIG"), "Classification"),
        (document("SECRET", policy: "Y"), .policyForeign("Y"), "PolicyIdentifier"),
        (document("SECRET", policy: "OLD"), .equivalenceNotInForce("OLD"), "PolicyIdentifier"),
        (
            document("SECRET", policy: "SE-BUDKAVLE"), .policyForeign("SE-BUDKAVLE"),
            "PolicyIdentifier"
        ),
        (
            document(
                "SECRET",
                "<Category Type=\"INFORMATIVE\" TagName=\"Note\"><GenericValue>a</GenericValue>"
                    + "</Category>"),
            .categoryUnknown("Note"), "Category[1]"
        ),
        (
            document("SECRET", review: ""), .attributeMissing("ReviewDateTime"),
            "originatorConfidentialityLabel"
        ),
    ]

    @Test(arguments: refusals)
    func `what the table does not say is refused at its place`(
        _ document: [UInt8], _ defect: ForeignLabelDefect, _ part: String
    ) throws {
        let error = #expect(throws: ForeignLabelError.self) { try Self.translated(document) }
        guard case .labelInvalid(let found, let path, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == defect)
        #expect(path.hasSuffix(part))
    }

    @Test(arguments: [
        ("2026-11-30T00:00:00Z", "2026-11-30T00:00:00Z"),
        ("2026-12-02T00:00:00Z", "2026-12-01T00:00:00Z"),
    ])
    func `of two times the earlier counts`(_ given: String, _ expected: String) throws {
        let label = try Self.translated(Self.document("SECRET"), expires: given)
        #expect(label.expires == (try Timestamp(rfc3339: expected)))
    }

    @Test func `a time that is given stands in for one that is missing`() throws {
        let document = Self.document("SECRET", review: "")
        let label = try Self.translated(document, expires: "2026-11-30T00:00:00Z")
        #expect(label.expires == (try Timestamp(rfc3339: "2026-11-30T00:00:00Z")))
    }
}
