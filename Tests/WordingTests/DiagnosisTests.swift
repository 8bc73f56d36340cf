import Carriers
import ContentWording
import Node
import TestSupport
import Testing
import Wording

/// What `doctor` finds is told in both languages, and what is wrong with what to do.
struct DiagnosisTests {
    private static let ends = [
        FreshnessEnd(until: "t", levels: ["hemlig"]), FreshnessEnd(until: "u", levels: ["oppen"]),
    ]

    static let all: [Diagnosis] = [
        .nodeAbsent(path: "p"), .nodeMissing(path: "p"), .nodeRunning(actor: "a", node: "n"),
        .nodeStopped(actor: "a", node: "n"), .nodeInvalid(path: "p"),
        .clockAgrees(with: .relay("relay-1"), secondsAhead: 1),
        .clockDrifts(from: .relay("relay-1"), secondsAhead: 60),
        .clockWrong(by: .freshness, secondsAhead: -86_400),
        .relayClockWrong(relay: "relay-1", secondsAhead: 86_400), .clockUnproven,
        .ringReadable(path: "p", keys: 3), .ringMissing(path: "p"), .ringDamaged(path: "p"),
        .ringNotOpened(path: "p"), .ringRefuses(path: "p"), .keyFileUnreadable(path: "p"),
        .fileExposed(path: "p", mode: "0644"),
        .keyExpiring(purpose: "signing", owner: "a", until: "t"),
        .keyExpired(purpose: "signing", owner: "a", until: "t"), .coreDumpsOff, .coreDumpsOn,
        .swapAbsent, .swapEncrypted(areas: ["a"]), .swapPlain(areas: ["a"]), .swapUnknown,
        .diskSound(path: "p", freeBytes: 1 << 40), .diskLow(path: "p", freeBytes: 1 << 30),
        .diskFull(path: "p", freeBytes: 1), .diskReadOnly(path: "p"), .flushFails(path: "p"),
        .diskUnknown(path: "p"), .vaultCurrent(version: 2), .vaultOlder(found: 2, known: 3),
        .vaultTooOld(found: 1, oldest: 2), .vaultNewer(found: 9, known: 2),
        .vaultForeign(path: "p"), .vaultMissing(path: "p"),
        .logReviewOverdue(due: "t", waiting: 3), .registryHolds(actors: 3, head: "ab"),
        .registryInvalid(path: "p"), .nodeUnregistered(actor: "a", node: "n"),
        .nodeRevoked(actor: "a", node: "n"), .policyInForce(version: 1),
        .policyExample(version: 1), .policyMissing, .levelsClosed(levels: ["hemlig"]),
        .notesRefused(count: 1), .evidenceKept(count: 1, path: "p"),
        .freshnessCurrent(issued: "t", ends: ends), .freshnessEndsSoon(ends: ends),
        .freshnessTooOld(levels: ["hemlig"], issued: "t"), .freshnessExpired(issued: "t"),
        .freshnessMissing, .relayAnswers(relay: "relay-1", milliseconds: 4),
        .relayFails(relay: "relay-1", problem: RelayProblem(.timedOut)),
        .relayUntried(relay: "relay-1"), .relayUnregistered(url: "u"),
        .rungRelay(relays: ["relay-1"]), .rungWIS, .rungNone, .rungsUndrilled(rungs: ["wis"]),
        .rungUntried,
        .alertsTold(channel: "sms"),
        .alertsUntried(channel: "sms"),
        .alertsFail(channel: "mailto", problem: GatewayProblem(.timedOut)), .alertsForbidden,
    ]

    @Test func `there is a specimen of every diagnosis, and a diagnosis of every check`() throws {
        let cases = try EnumCases.read("Diagnosis", in: "Node/Doctor/Diagnosis.swift")
        #expect(Set(Self.all.map(caseLabel)) == cases)
        #expect(Set(Self.all.map(\.check)) == Set(Check.allCases))
    }

    @Test(arguments: all)
    func `a diagnosis is told in both languages, and a bad one with what to do`(
        _ diagnosis: Diagnosis
    ) throws {
        let sentence = diagnosis.sentence
        var phrases = [sentence.text]
        if diagnosis.state != .ok { phrases.append(try #require(sentence.hint)) }
        for phrase in phrases {
            #expect(phrase.swedish != phrase.english)
            for language in Language.allCases { #expect(!phrase[language].isEmpty) }
            #expect(!EnglishText.hasSwedishLetters(phrase.english), "\(phrase.english)")
        }
        #expect(sentence.text.swedish.hasSuffix(".") && sentence.text.english.hasSuffix("."))
    }

    @Test func `each diagnosis is told in words of its own`() {
        let texts = Self.all.map(\.sentence.text)
        #expect(Set(texts).count == texts.count)
    }

    @Test(arguments: Check.allCases)
    func `every check has a name in both languages`(_ check: Check) {
        #expect(!check.phrase.swedish.isEmpty && !check.phrase.english.isEmpty)
    }

    @Test func `a length of time is told in its two largest units`() {
        #expect(spanPhrase(seconds: 86_400 + 7_200).english == "1 d 2 h")
        #expect(spanPhrase(seconds: 3_661).english == "1 h 1 min")
        #expect(spanPhrase(seconds: 61).english == "1 min 1 s")
        #expect(spanPhrase(seconds: 59).english == "59 s")
    }
}
