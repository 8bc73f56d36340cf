import Identity
import Labels
import Policies
import TestSupport
import Testing
import Wording

/// What `policy check` says of a place in the sources: one sentence in each language, for every kind.
struct PolicyPhraseTests {
    private static let defects: [PolicyDefect] = [
        .fileMissing, .fileUnknown, .tooLarge(limitBytes: 1), .notUTF8, .controlCharacter(code: 9),
        .indicatorRefused("&"), .syntax(problem: "x"), .duplicateKey("k"),
        .unknownKey("k", known: ["a", "b"]), .missingKey("k"),
        .wrongType(expected: "list", found: "text"), .valueInvalid(expected: "a", found: "b"),
        .referenceUnknown(concept: "actor", name: "a"),
        .definedTwice(concept: "actor", name: "a"), .ruleBroken(.pairOfOne),
        .tooManyIssues(limit: 200),
    ]

    private static let rules: [PolicyRule] = [
        .suiteTooWeakForLevel, .keyEpochsTooHigh, .carrierBelowLevel, .pairOfOne, .validityEmpty,
        .stateAuthorityAbroad, .stateAuthorityContradicted, .commitmentAtHome, .levelNotClassified,
        .verdictContradicted, .signInTooWeak, .limitedExtentNeedless, .equivalenceFalls,
        .equivalenceIncomplete, .equivalenceContradicted, .modeLoosens, .modeAlwaysInForce,
        .routineForNoLevel,
    ]

    private static func findings() throws -> [PolicyFinding] {
        let time = try Timestamp(rfc3339: "2026-11-23T08:00:00Z")
        let actor = try ActorID("sos-alarm")
        let (forum, approval) = (try ForumID("samverkansstab"), try ApprovalID("profil-1"))
        return [
            .expired(time), .expiresSoon(time), .groupUnused(try GroupID("kommuner")),
            .modeUnused(try ModeID("ordinarie")), .compartmentUnheld(try Compartment("kbrn")),
            .carrierUnused(.thin), .carrierCeilingUnreached(.qr, highest: .open),
            .groundUnreachable(try GroundCode("osl-10-2")), .agreementNeverAsked(.bothState),
            .approvalUnreachable(approval, .secret), .suiteNeverUsed(approval, .layered),
            .commitmentUnreachable(actor), .levelWithoutCarrier(.open),
            .levelWithoutOriginator(.open), .levelWithoutReader(.open), .forumEmpty(forum),
            .routineMissing(.carrier(.bundle), [.open, .secrecy]),
            .routineMissing(.noneLeft, [.secret]), .routineUnused(.carrier(.qr)),
            .forumSilent(forum, .secret),
            .consultationLacking(.relay(try RelayID("rela-1")), .secret),
            .originatesAboveReceiving(actor, originate: .secret, receive: .open),
            .laxerThanBelow(.secret, key: "policy-freshness"), .standingMixed,
        ]
    }

    @Test func `there is a specimen of every defect, rule and finding`() throws {
        #expect(
            Set(Self.defects.map(\.code))
                == (try EnumCases.read("PolicyDefect", in: "Policies/YAML/PolicyIssue.swift")))
        #expect(
            Set(Self.rules.map { "\($0)" })
                == (try EnumCases.read("PolicyRule", in: "Policies/YAML/PolicyIssue.swift")))
        #expect(
            Set(try Self.findings().map(\.code))
                == (try EnumCases.read("PolicyFinding", in: "Policies/Review/PolicyNotice.swift")))
    }

    @Test func `each is a sentence of its own in both languages`() throws {
        let idle = AgreementIdleness.allCases.map { PolicyFinding.agreementNeverAsked($0).phrase }
        let phrases =
            Self.defects.map(\.phrase) + Self.rules.map(\.phrase)
            + (try Self.findings().map(\.phrase)) + idle
        for phrase in phrases {
            #expect(phrase.swedish.hasSuffix(".") && phrase.english.hasSuffix("."))
            #expect(phrase.swedish != phrase.english && phrase.english.contains(" "))
            #expect(!EnglishText.hasSwedishLetters(phrase.english), "\(phrase.english)")
        }
        // A rule stands among the defects too, and an idle agreement among the findings.
        #expect(Set(phrases.map(\.swedish)).count == phrases.count - 2)
    }
}
