import Identity
import Labels
import Testing

@testable import Policies

/// Another policy over recorded decisions: what changes, and what a log cannot tell.
struct DryRunTests {
    let now: Timestamp
    let lansstyrelsen: ActorID
    let solna: ActorID

    init() throws {
        now = try Timestamp(rfc3339: "2026-11-23T08:00:00Z")
        lansstyrelsen = try ActorID("lansstyrelsen-stockholm")
        solna = try ActorID("kommun-solna")
    }

    @Test func `under the same policy nothing would be otherwise`() throws {
        let trial = try trial { _, text in text }
        for level in Level.allCases {
            for failed: Set<GateID> in [[], [.actorCeiling], [.policyFresh]] {
                let outcome = trial.outcome(of: try handover(level, failed: failed))
                #expect(outcome.failing.isEmpty && outcome.holding.isEmpty)
                #expect(outcome.isPermitted == failed.isEmpty && !outcome.isOtherwise)
            }
        }
    }

    @Test func `a lowered ceiling takes what passed, and says by which gate`() throws {
        let trial = try trial { file, text in
            file == "actors.yaml"
                ? text.replacing("receive: konfidentiell", with: "receive: oppen") : text
        }
        let outcome = trial.outcome(of: try handover(.secrecy))
        #expect(outcome.isOtherwise && !outcome.isPermitted)
        #expect(outcome.failing.map(\.id) == [.actorCeiling])
        // One level lower nothing changes.
        #expect(!trial.outcome(of: try handover(.open)).isOtherwise)
    }

    @Test func `a raised ceiling gives what was refused for it alone`() throws {
        let trial = try trial { file, text in
            file == "actors.yaml"
                ? text.replacing("receive: konfidentiell", with: "receive: hemlig") : text
        }
        let alone = trial.outcome(of: try handover(.secret, failed: [.actorCeiling]))
        #expect(alone.holding == [.actorCeiling] && alone.isPermitted && alone.isOtherwise)
        let besides = trial.outcome(
            of: try handover(.secret, failed: [.actorCeiling, .policyFresh]))
        #expect(besides.holding == [.actorCeiling] && !besides.isPermitted && !besides.isOtherwise)
    }

    @Test func `a gate is judged only where the log has its question`() throws {
        let trial = try trial { file, text in
            switch file {
            case "grounds.yaml": text.replacing("code: osl-10-27", with: "code: osl-10-99")
            case "labels.yaml": text.replacing("caveats: [no-forward, ", with: "caveats: [")
            case "levels.yaml": text.replacing("policy-freshness: 7d", with: "policy-freshness: 1s")
            // A mode's limit may not be wider than the level's own.
            case "region.yaml":
                text.replacing("policy-freshness: 72h", with: "policy-freshness: 1s")
            default: text
            }
        }
        let label = try label(.secrecy, caveats: [.noForward])
        let header = RecordedHandover.Header(
            kind: .notice, ground: try GroundCode("osl-10-27"), approval: nil, isOpaque: false)
        let facts = trial.outcome(of: try handover(.secrecy))
        #expect(facts.failing.isEmpty)
        let labelled = trial.outcome(of: try handover(.secrecy, label: label))
        #expect(labelled.failing.map(\.id) == [.labelComplete])
        let whole = trial.outcome(of: try handover(.secrecy, label: label, header: header))
        #expect(whole.failing.map(\.id) == [.labelComplete, .secrecyGround])
    }

    @Test func `another suite for the level is noticed, and so is an actor who is gone`() throws {
        let stronger = try trial { file, text in
            file == "levels.yaml"
                ? text.replacing(
                    "    colour: \"#f9a825\"\n    suite: sealed",
                    with: "    colour: \"#f9a825\"\n    suite: layered")
                : text
        }
        #expect(stronger.outcome(of: try handover(.secrecy)).failing.map(\.id) == [.suiteLevel])
        #expect(stronger.outcome(of: try handover(.restricted)).failing.isEmpty)
        let stranger = try ActorID("okand-aktor")
        let gone = RecordedHandover(
            message: MessageID(Rehearsal.policyDigest), originator: lansstyrelsen,
            recipient: stranger, stage: .sender, level: .open, status: .actual, time: now,
            failed: [])
        // Neither policy has it: what was decided about it stands.
        #expect(!stronger.outcome(of: gone).isOtherwise)
    }

    @Test func `an agreement counts as of the day of the decision`() throws {
        let trial = try trial { file, text in
            file == "agreements.yaml"
                ? text.replacing(
                    "until: 2036-01-01T00:00:00+01:00", with: "until: 2026-11-23T08:00:00Z")
                : text
        }
        let at = trial.outcome(of: try handover(.confidential, status: .test))
        #expect(at.failing.map(\.id) == [.agreementPair])
        let before = trial.outcome(
            of: try handover(.confidential, status: .test, at: now.adding(seconds: -1)))
        #expect(!before.isOtherwise)
    }

    @Test(arguments: [(-1, false), (0, true), (59, true), (60, false)] as [(Int64, Bool)])
    func `what a mode tightens counts while it was called`(
        after seconds: Int64, isOtherwise: Bool
    ) throws {
        let id = try ActivationID("beredskap-1")
        let call = Activation(
            id: id, convener: lansstyrelsen, status: .actual,
            window: Validity(from: now, until: now.adding(seconds: 3_600)),
            forums: [try ForumID("lansledning")], closedAt: now.adding(seconds: 60), issued: now)
        let trial = try trial(calls: [id: call]) { file, text in
            file == "region.yaml"
                ? text.replacing(
                    "{kind: qr, ceiling: oppen}",
                    with: "{kind: qr, ceiling: oppen}\n        - {kind: relay, ceiling: oppen}")
                : text
        }
        let outcome = trial.outcome(
            of: try handover(.secrecy, at: now.adding(seconds: seconds)))
        #expect(outcome.isOtherwise == isOtherwise)
        #expect(outcome.failing.map(\.id) == (isOtherwise ? [.carrierCeiling] : []))
        let exercise = trial.outcome(
            of: try handover(.secrecy, status: .test, at: now.adding(seconds: seconds)))
        #expect(!exercise.isOtherwise)
    }

    // MARK: Tools

    private func trial(
        calls: [ActivationID: Activation] = [:], _ change: (String, String) -> String
    ) throws -> PolicyDryRun {
        let files = try ExampleRegion.policyFiles()
        var changed = files
        for (name, bytes) in files {
            changed[name] = Array(change(name, String(decoding: bytes, as: UTF8.self)).utf8)
        }
        return PolicyDryRun(
            from: try Policy.compile(files: files), to: try Policy.compile(files: changed),
            calls: calls)
    }

    private func handover(
        _ level: Level, status: StatusKind = .actual, failed: Set<GateID> = [],
        label: Label? = nil, header: RecordedHandover.Header? = nil, at time: Timestamp? = nil
    ) throws -> RecordedHandover {
        RecordedHandover(
            message: MessageID(Rehearsal.policyDigest), originator: lansstyrelsen,
            recipient: solna, stage: .sender, level: level, status: status, time: time ?? now,
            failed: failed, label: label, header: header)
    }

    private func label(_ level: Level, caveats: [Caveat]) throws -> Label {
        try Label(
            status: .actual,
            secrecy: [Secrecy(provision: "OSL 18:13", authority: lansstyrelsen, date: now)],
            securityClass: SecurityClass(of: level), audience: Audience(.actor(solna)),
            caveats: caveats, owners: [lansstyrelsen], expires: now.adding(seconds: 60))
    }
}
