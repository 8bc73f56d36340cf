import Identity
import Ledger
import Testing

/// One of every line a question may have.
func question() throws -> RecordedQuestion {
    var question = RecordedQuestion(
        stage: "receiver", view: digest("view of a question"), asked: noon,
        viewed: noon.adding(seconds: -1),
        label: "actual; hemlig; audience=actor:kommun-nacka; origin=SE; owners=sos-alarm",
        kind: "notice", suite: "layered", carrier: "relay")
    question.isOpaque = true
    question.ground = try GroundCode("osl-10-2")
    question.approval = try ApprovalID("fm-2026-1")
    question.activation = try ActivationID("storm-2026-11")
    question.keys = [.init(role: "originator-signing", id: KeyID(prefixOf: digest("key")))]
    question.references = [
        .init(
            relation: "supersedes", message: MessageID(digest("earlier")),
            originator: try ActorID("sos-alarm"), owners: [try ActorID("kommun-nacka")])
    ]
    question.releases = [try PersonID("person-1")]
    question.systems = [.init(role: "sending-node", name: "node:sos-alarm/sos-alarm-1")]
    question.vault = "actual"
    question.witnessed = noon.adding(seconds: -2)
    question.admission = .init(asked: noon, standing: digest("standing"))
    question.answers = [
        .init(
            recipient: try ActorID("kommun-nacka"), key: KeyID(prefixOf: digest("own")),
            failed: ["audience", "secrecy.ground"])
    ]
    return question
}

struct RecordedQuestionTests {
    private func facts(_ question: RecordedQuestion) throws -> LedgerFacts {
        var facts = LedgerFacts(.sent, at: noon)
        try facts.setQuestion(question)
        return facts
    }

    private func least() -> RecordedQuestion {
        RecordedQuestion(
            stage: "sender", view: digest("view"), asked: noon, viewed: noon, label: "test",
            kind: "notice", suite: "signed", carrier: "relay")
    }

    @Test func `a question reads back what it wrote, in full and at the least`() throws {
        for question in [try question(), least()] {
            let facts = try facts(question)
            let read = try LedgerFacts(parsing: facts.bytes)
            #expect(read == facts && read.question == question)
        }
        #expect(
            try facts(least()).text.hasSuffix(
                """
                question sender
                under \(digest("view").hex)
                asked \(noon.rfc3339)
                label test
                kind notice
                suite signed
                carrier relay

                """))
    }

    @Test func `an entry from before questions were kept reads as it always did`() throws {
        let old = LedgerFacts(.sent, at: noon)
        #expect(!old.text.contains("question"))
        #expect(try LedgerFacts(parsing: old.bytes).question == nil)
    }

    @Test func `many answers are kept in their order`() throws {
        var question = least()
        question.answers = try (0..<RecordedQuestion.answersMax).map { number in
            .init(
                recipient: try ActorID("aktor-\(number)"), key: nil,
                failed: number.isMultiple(of: 2) ? [] : ["audience"])
        }
        let read = try LedgerFacts(parsing: facts(question).bytes)
        #expect(read.question?.answers == question.answers)
        question.answers.append(.init(recipient: try ActorID("en-till"), key: nil, failed: []))
        #expect(throws: LedgerError.partInvalid(part: "question")) { try facts(question) }
    }

    @Test func `what could not be read back cannot be set`() throws {
        let spoilings: [(inout RecordedQuestion) throws -> Void] = [
            { $0.stage = "två ord" }, { $0.label = "" }, { $0.label = "två\nrader" },
            { $0.label = String(repeating: "a", count: RecordedQuestion.labelMaxBytes + 1) },
            { $0.kind = "" }, { $0.suite = "a b" }, { $0.carrier = "a\n" }, { $0.vault = "" },
            { $0.keys = [.init(role: "a b", id: KeyID(prefixOf: digest("key")))] },
            { $0.systems = [.init(role: "relay", name: "relay: 1")] },
            { $0.systems = [.init(role: "relay", name: "")] },
            {
                $0.references = [
                    .init(
                        relation: "supersedes", message: MessageID(digest("earlier")),
                        originator: nil, owners: [try ActorID("sos-alarm")])
                ]
            },
            {
                $0.answers = [
                    .init(recipient: try ActorID("sos-alarm"), key: nil, failed: ["a b"])
                ]
            },
        ]
        for spoil in spoilings {
            var question = try question()
            try spoil(&question)
            #expect(throws: LedgerError.partInvalid(part: "question"), "\(question)") {
                try facts(question)
            }
        }
    }

    @Test func `another spelling of a question is refused`() throws {
        let good = try facts(question()).text
        for (line, other) in [
            ("opaque yes", "opaque no"), ("viewed ", "viewed  "), ("answer ", "answer  "),
            (" audience,secrecy.ground", " audience,"), (" audience,secrecy.ground", ""),
            ("admission \(noon.rfc3339) ", "admission "), ("system sending-node ", "system "),
            ("key originator-signing ", "key "), ("under ", "under 0"),
            ("viewed \(noon.adding(seconds: -1).rfc3339)", "viewed \(noon.rfc3339)"),
            ("label actual", "label\tactual"), ("kind notice\n", ""),
        ] {
            let changed = good.replacing(line, with: other)
            #expect(changed != good, "\(line)")
            #expect(throws: LedgerError.self, "\(changed)") {
                try LedgerFacts(parsing: Array(changed.utf8))
            }
        }
    }
}
