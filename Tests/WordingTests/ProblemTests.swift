import Bundles
import Carriers
import ContentWording
import Node
import TestSupport
import Testing
import Wording

/// What a node or a relay says by code is told to people in sentences.
struct ProblemTests {
    @Test(arguments: RelayProblem.Code.allCases)
    func `every problem with a relay is told in both languages`(_ code: RelayProblem.Code) {
        check(RelayProblem(code).sentence, code.rawValue)
        #expect(RelayProblem(code).sentence.hint != nil)
    }

    @Test(arguments: GatewayProblem.Code.allCases, Gateway.allCases)
    func `every problem with a gateway is told in both languages, and what to do`(
        _ code: GatewayProblem.Code, _ gateway: Gateway
    ) {
        let sentence = GatewayProblem(code).sentence(at: gateway)
        check(sentence, code.rawValue)
        #expect(sentence.hint != nil)
    }

    @Test(arguments: Gateway.allCases)
    func `each problem with a gateway is told in words of its own`(_ gateway: Gateway) {
        let texts = GatewayProblem.Code.allCases.map {
            GatewayProblem($0).sentence(at: gateway).text
        }
        #expect(Set(texts).count == texts.count)
    }

    @Test(arguments: ArrivalDefect.Code.allCases)
    func `every reason not to take something in is told in both languages`(
        _ code: ArrivalDefect.Code
    ) {
        let facts = [
            "key": "ab12", "misuse": "expired", "time": "2026-11-23T06:00:00Z",
            "person": "person-1", "version": "9",
        ]
        check(ArrivalDefect(code, facts).sentence, code.rawValue)
    }

    @Test(arguments: Problem.Kind.allCases)
    func `every refusal of a relay is told in both languages, with whom and which gate`(
        _ kind: Problem.Kind
    ) {
        check(Problem(kind).sentence, kind.rawValue)
        let gate = Problem.FailedGate(id: "audience", basis: "need to know", facts: [])
        let told = Problem(kind, recipient: "kommun-solna", failed: [gate]).sentence.text
        for language in Language.allCases {
            #expect(told[language].contains("kommun-solna: audience (need to know)"))
        }
    }

    @Test func `each kind of refusal is told in words of its own`() {
        let texts = Problem.Kind.allCases.map { Problem($0).sentence.text }
        #expect(Set(texts).count == texts.count)
        let codes = ArrivalDefect.Code.allCases.map { ArrivalDefect($0).sentence.text }
        #expect(Set(codes).count == codes.count)
    }

    @Test(arguments: [
        SentDelivery.State.awaitingRelease, .queued, .waiting, .accepted, .published, .delivered,
        .denied, .rejected, .expired, .cancelled,
    ])
    func `a state is never told by its name in the program`(_ state: SentDelivery.State) {
        #expect(state.phrase.swedish != state.phrase.english)
        #expect(state.phrase.swedish != state.rawValue)
    }

    @Test(arguments: UntakenNote.Code.allCases)
    func `every reason not to take a note of the region in is told in both languages`(
        _ code: UntakenNote.Code
    ) {
        let phrase = UntakenNote(path: "root/000001.note", code: code).phrase
        #expect(phrase.swedish != phrase.english)
        for language in Language.allCases {
            #expect(phrase[language].hasPrefix("root/000001.note "))
            #expect(phrase[language].hasSuffix("."))
        }
    }

    @Test func `a file that cannot be read, or is no bundle, is told in both languages`() {
        check(BundleRefusal.unreadable.sentence, "unreadable")
        check(BundleRefusal.bundle(.openFailed).sentence, "openFailed")
    }

    private func check(_ sentence: Sentence, _ what: String) {
        let phrases = [sentence.text] + (sentence.hint.map { [$0] } ?? [])
        for phrase in phrases {
            #expect(phrase.swedish != phrase.english, "\(what)")
            #expect(!EnglishText.hasSwedishLetters(phrase.english), "\(what): \(phrase.english)")
            for language in Language.allCases {
                #expect(phrase[language].hasSuffix("."), "\(what): \(phrase[language])")
                // Codes of one word are words of English too.
                #expect(!what.contains("-") || !phrase[language].contains(what), "\(what)")
            }
        }
    }
}

struct AskedLanguageTests {
    @Test(arguments: [
        ["budkavle", "--lang", "en"], ["budkavle", "node", "--lang=en", "status"],
    ])
    func `the command line is asked before the environment`(_ arguments: [String]) {
        #expect(Language(arguments: arguments, environment: ["LANG": "sv_SE"]) == .english)
    }

    @Test(arguments: [["budkavle"], ["budkavle", "--lang"], ["budkavle", "--lang", "de"]])
    func `without a language that is spoken the environment decides`(_ arguments: [String]) {
        #expect(Language(arguments: arguments, environment: ["LANG": "en"]) == .english)
        #expect(Language(arguments: arguments, environment: [:]) == .swedish)
    }
}
