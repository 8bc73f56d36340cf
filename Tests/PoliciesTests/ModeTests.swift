import Identity
import Labels
import Testing

@testable import Policies

/// What modes tighten while they are called: over every set of modes, and never looser.
struct ModeTests {
    private static let activated = """
            tightens:
              carriers: [{kind: bundle, ceiling: sekretess}]
              levels:
                - {level: oppen, expires-max: 12h, receipts: {delivered: 2h}}
                - {level: sekretess, policy-freshness: 30m}
        """

    private static let heightened = """
            tightens:
              carriers: [{kind: relay, ceiling: hemlig}, {kind: bundle, ceiling: oppen}]
              levels:
                - {level: oppen, expires-max: 6h, receipts: {delivered: 3h, opened: 4h}}
                - {level: sekretess, policy-freshness: 20m, expires-max: 1d}
                - {level: hemlig, policy-freshness: 10m, expires-max: 1h}
        """

    private static func sources(
        activated: String = activated, heightened: String = heightened
    ) throws -> [String: [UInt8]] {
        var files = try SmallRegion.policy().sources
        let text = String(decoding: files["region.yaml"] ?? [], as: UTF8.self)
        func mode(_ id: String, _ name: String, _ limits: String) -> String {
            "  - id: \(id)\n    name: \(name)\n    needs-activation: true\n\(limits)\n"
        }
        let head = text.prefix(
            upTo: try #require(text.firstRange(of: "  - {id: aktiverat")).lowerBound)
        files["region.yaml"] = Array(
            (head + mode("aktiverat", "Aktiverat", activated)
                + mode("hojd-beredskap", "Höjd beredskap", heightened)).utf8)
        return files
    }

    private static let tight = Result { try Policy.compile(files: try sources()) }

    /// Every set of called modes, by their forums.
    private static let calls: [Set<String>] = [[], ["kallat"], ["ledning"], ["kallat", "ledning"]]

    /// With so many forums called from a minute ago until in a minute.
    private func surround(
        _ rehearsal: inout Rehearsal, _ forums: Set<String>, for status: Status? = nil,
        closedAt: Timestamp? = nil
    ) throws {
        rehearsal.policy = try Self.tight.get()
        let now = rehearsal.request.now
        let window = Validity(from: now.adding(seconds: -60), until: now.adding(seconds: 60))
        for forum in forums {
            let id = try ActivationID("kallelse-\(forum)")
            rehearsal.activations[id] = Activation(
                id: id, convener: rehearsal.request.originator,
                status: status ?? rehearsal.request.label.status, window: window,
                forums: [try ForumID(forum)], closedAt: closedAt, issued: window.from)
        }
    }

    // MARK: The space

    /// Hours that a label has left, and minutes that the freshness note is old.
    private static let lives = [1, 6, 7, 12, 13, 24, 25]
    private static let ages = [10, 11, 20, 21, 30, 31, 60, 61]

    /// By the limits above, written out anew.
    private static func expected(
        _ level: Int, _ carrier: CarrierKind, _ hours: Int, _ minutes: Int, _ forums: Set<String>
    ) -> Set<GateID> {
        let (isActivated, isHeightened) = (forums.contains("kallat"), forums.contains("ledning"))
        var life = 24
        var age = 60
        var ceiling = SmallRegion.carrierCeilings[carrier] ?? -1
        if isActivated {
            if level == 0 { life = 12 }
            if level == 1 { age = 30 }
            if carrier == .bundle { ceiling = 1 }
        }
        if isHeightened {
            if level == 0 { life = 6 }
            if level == 1 { age = 20 }
            if level == 4 { (life, age) = (1, 10) }
            if carrier == .bundle { ceiling = 0 }
            if carrier == .relay { ceiling = 4 }
        }
        return Set(
            [
                (GateID.labelComplete, hours > life), (.policyFresh, minutes > age),
                (.carrierCeiling, level > ceiling),
            ].filter(\.1).map(\.0))
    }

    @Test(arguments: Level.allCases.indices)
    func `every point is decided as the limits say, and no mode lets through more`(
        _ level: Int
    ) throws {
        let ground = try TrialGround()
        var asked = 0
        for carrier in [CarrierKind.relay, .bundle, .thin] {
            for hours in Self.lives {
                for minutes in Self.ages {
                    var usual: Set<GateID> = []
                    for forums in Self.calls {
                        var message = TrialGround.Message(level: level)
                        message.carrier = carrier
                        message.lifetimeSeconds = Int64(hours) * 3_600
                        var rehearsal = try ground.rehearsal(message)
                        rehearsal.freshness = Self.freshness(minutes, at: ground.now)
                        try surround(&rehearsal, forums)
                        let found = Set(
                            decide(rehearsal.request, in: rehearsal.view).failed.map(\.id))
                        asked += 1
                        if forums.isEmpty { usual = found }
                        guard found == Self.expected(level, carrier, hours, minutes, forums),
                            found.isSuperset(of: usual)
                        else {
                            Issue.record("\(carrier) \(hours) h \(minutes) m \(forums): \(found)")
                            return
                        }
                    }
                }
            }
        }
        #expect(asked == 3 * 7 * 8 * 4)
    }

    private static func freshness(_ minutes: Int, at now: Timestamp) -> FreshnessState {
        FreshnessState(
            latest: Freshness(
                issued: now.adding(seconds: Int64(-60 * minutes)),
                validUntil: now.adding(seconds: 86_400), policyVersion: Rehearsal.policyVersion,
                policyDigest: Rehearsal.policyDigest, registryHead: Rehearsal.registryHead))
    }

    @Test func `of several modes the strictest limit counts, in whatever order they are called`()
        throws
    {
        var rehearsal = try TrialGround().rehearsal(TrialGround.Message(level: 0))
        try surround(&rehearsal, ["kallat", "ledning"])
        let now = rehearsal.request.now
        let status = rehearsal.request.label.status
        let rules = try #require(rehearsal.view.rules(for: .open, status, at: now))
        #expect(rules.expiresMaxSeconds == 6 * 3_600)
        #expect(rules.receiptsDueSeconds == [.delivered: 2 * 3_600, .opened: 4 * 3_600])
        let limits = rehearsal.view.modesInForce(for: status, at: now).flatMap(\.limits)
        let usual = try #require(rehearsal.policy.rules(for: .open))
        #expect(usual.tightened(by: limits.reversed() + limits) == rules)
    }

    // MARK: When, and where

    @Test func `a mode is in force from its call until its end or its closing`() throws {
        var rehearsal = try TrialGround().rehearsal(TrialGround.Message())
        let now = rehearsal.request.now
        func modes(_ seconds: Int64) -> [String] {
            rehearsal.view.modesInForce(
                for: rehearsal.request.label.status, at: now.adding(seconds: seconds)
            ).map(\.id.text)
        }
        try surround(&rehearsal, ["ledning"])
        #expect(modes(-61) == ["ordinarie"])
        #expect(modes(-60) == ["ordinarie", "hojd-beredskap"])
        #expect(modes(59) == ["ordinarie", "hojd-beredskap"])
        #expect(modes(60) == ["ordinarie"])
        try surround(&rehearsal, ["ledning"], closedAt: now)
        #expect(modes(-1) == ["ordinarie", "hojd-beredskap"])
        #expect(modes(0) == ["ordinarie"])
    }

    @Test(arguments: [
        (DecisionStage.sender, true), (.relayAccept, true), (.relayDeliver, false),
        (.receiver, false),
    ])
    func `a shorter time binds who makes and who takes in, not what is on its way`(
        _ stage: DecisionStage, _ binds: Bool
    ) throws {
        var message = TrialGround.Message(level: 0)
        message.lifetimeSeconds = 20 * 3_600
        message.stage = stage
        var rehearsal = try TrialGround().rehearsal(message)
        try surround(&rehearsal, ["ledning"])
        let failed = decide(rehearsal.request, in: rehearsal.view).failed.map(\.id)
        #expect(failed == (binds ? [.labelComplete] : []))
    }

    @Test(arguments: [DecisionStage.sender, .relayAccept, .relayDeliver, .receiver])
    func `a lower ceiling binds wherever the carrier is used`(_ stage: DecisionStage) throws {
        var message = TrialGround.Message(level: 5)
        message.stage = stage
        var rehearsal = try TrialGround().rehearsal(message)
        try surround(&rehearsal, ["ledning"])
        let failed = decide(rehearsal.request, in: rehearsal.view).failed.map(\.id)
        #expect(failed == [.carrierCeiling])
    }

    @Test func `what is called for another status tightens nothing`() throws {
        let own = try ExerciseID("ovning")
        let statuses: [Status] = [.actual, .test, .exercise(own)]
        for called in statuses + [.exercise(try ExerciseID("annan-ovning"))] {
            var rehearsal = try TrialGround().rehearsal(TrialGround.Message())
            try surround(&rehearsal, ["ledning"], for: called)
            let now = rehearsal.request.now
            for status in statuses {
                let modes = rehearsal.view.modesInForce(for: status, at: now).map(\.id.text)
                #expect(modes.contains("hojd-beredskap") == (called == status))
            }
            let kinds = StatusKind.allCases.filter {
                rehearsal.view.modesInForce(for: $0, at: now).count > 1
            }
            #expect(kinds == [called.kind])
        }
    }

    // MARK: Why

    @Test func `a denial names the mode when without it the gate would hold, and only then`() throws
    {
        let mode = GateFailure.modeInForce(try ModeID("hojd-beredskap"))
        for (hours, isNamed) in [(Int64(7), true), (25, false)] {
            var message = TrialGround.Message(level: 0)
            message.lifetimeSeconds = hours * 3_600
            var rehearsal = try TrialGround().rehearsal(message)
            try surround(&rehearsal, ["ledning"])
            let failures = decide(rehearsal.request, in: rehearsal.view).failed
                .flatMap(\.result.failures)
            #expect(failures.contains(mode) == isNamed)
            #expect(failures.count == (isNamed ? 2 : 1))
        }
    }

    @Test func `the lines of an answer have that of the mode that tightens it`() throws {
        let policy = try Self.tight.get()
        var rehearsal = try TrialGround().rehearsal(TrialGround.Message(level: 0))
        try surround(&rehearsal, ["ledning"])
        let modes = rehearsal.view.modesInForce(
            for: rehearsal.request.label.status, at: rehearsal.request.now)
        let lines = String(decoding: policy.sources["region.yaml"] ?? [], as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        func found(_ gate: GateID) -> [PolicyPlace] {
            policy.places.deciding(gate, rehearsal.request, under: policy, in: modes)
                .filter { $0.file == "region.yaml" }
        }
        for gate in [GateID.labelComplete, .carrierCeiling] {
            #expect(found(gate).map { lines[$0.line - 1].contains("tightens:") } == [true])
            #expect(
                found(gate).allSatisfy {
                    lines[..<($0.line - 1)].contains("  - id: hojd-beredskap")
                })
        }
        #expect(found(.policyFresh).isEmpty, "nothing is said of öppen")
        #expect(found(.audience).isEmpty)
    }

    @Test func `the matrix of a mode is what may go while it is called`() throws {
        let policy = try Self.tight.get()
        let from = try ActorID(SmallRegion.sender("stat", isLow: false))
        let to = try ActorID(SmallRegion.recipient("stat", ceiling: 5))
        func verdict(_ mode: String?, _ level: Level) throws -> AccessMatrix.Verdict? {
            AccessMatrix(
                of: policy, status: .test, in: try mode.map { try ModeID($0) },
                at: MatrixTests.now
            ).verdict(from: from, to: to, at: level)
        }
        #expect(try verdict(nil, .topSecret) == .permitted)
        #expect(try verdict("aktiverat", .topSecret) == .permitted)
        #expect(try verdict("hojd-beredskap", .topSecret) == .denied([.carrierCeiling]))
        #expect(try verdict("hojd-beredskap", .secret) == .permitted)
    }

    // MARK: What cannot be

    /// A limit, what it may be at most, and the nearest that loosens.
    static let edges: [(String, String, String)] = [
        ("carriers: [{kind: bundle, ceiling: ", "begransat-hemlig}]", "konfidentiell}]"),
        ("levels: [{level: oppen, expires-max: ", "24h}]", "86401s}]"),
        ("levels: [{level: oppen, policy-freshness: ", "60m}]", "3601s}]"),
    ]

    @Test(arguments: edges)
    func `a limit may be as wide as what holds else, and no wider`(
        _ limit: String, _ widest: String, _ wider: String
    ) throws {
        func issues(_ value: String) throws -> [PolicyIssue] {
            let line = "    tightens: {\(limit)\(value)}"
            let files = try Self.sources(activated: "", heightened: line)
            do throws(PolicyError) {
                _ = try Policy.compile(files: files)
                return []
            } catch {
                guard case .sourcesInvalid(let issues) = error else { return [] }
                return issues
            }
        }
        #expect(try issues(widest).isEmpty)
        let found = try issues(wider)
        #expect(found.map(\.defect) == [.ruleBroken(.modeLoosens)])
        #expect(found.first?.file == "region.yaml")
        #expect(found.first?.column == "    tightens: {\(limit)".count + 1)
    }

    @Test(arguments: [
        (
            "    tightens: {levels: [{level: hemlig, limited-extent: {messages-max: 1, period: 1d}}]}",
            PolicyDefect.ruleBroken(.modeLoosens)
        ),
        (
            "    tightens: {carriers: [{kind: qr, ceiling: oppen}]}",
            .referenceUnknown(concept: "carrier", name: "qr")
        ),
        (
            "    tightens: {levels: [{level: oppen, retention: 1d}]}",
            .unknownKey(
                "retention",
                known: [
                    "level", "expires-max", "policy-freshness", "receipts", "limited-extent",
                ])
        ),
    ])
    func `a mode tightens what there is, and in the words there are`(
        _ line: String, _ defect: PolicyDefect
    ) throws {
        let files = try Self.sources(activated: "", heightened: line)
        let error = #expect(throws: PolicyError.self) { try Policy.compile(files: files) }
        guard case .sourcesInvalid(let issues) = error else { return }
        #expect(issues.map(\.defect) == [defect])
    }

    @Test func `a mode that is not called cannot tighten anything`() throws {
        var files = try Self.sources(activated: "", heightened: "")
        files["region.yaml"] = Array(
            String(decoding: files["region.yaml"] ?? [], as: UTF8.self).replacing(
                "needs-activation: false}",
                with: "needs-activation: false, tightens: {levels: []}}"
            ).utf8)
        let error = #expect(throws: PolicyError.self) { try Policy.compile(files: files) }
        guard case .sourcesInvalid(let issues) = error else { return }
        #expect(issues.map(\.defect) == [.ruleBroken(.modeAlwaysInForce)])
    }
}

/// What modes do to persons.
struct PersonModeTests {
    @Test(
        arguments: [(1, "hojd-beredskap", true), (2, "hojd-beredskap", false), (2, nil, true)]
            as [(Int, String?, Bool)])
    func `limited extent is less while a mode says so`(
        _ used: Int, _ mode: String?, _ holds: Bool
    ) throws {
        var files = try ExampleRegion.policyFiles()
        let text = String(decoding: try #require(files["region.yaml"]), as: UTF8.self)
        let head = "  - id: hojd-beredskap\n    name: Höjd beredskap\n    needs-activation: true\n"
        let start = try #require(text.firstRange(of: head))
        let end = try #require(text.firstRange(of: "\n# Vems identitet"))
        files["region.yaml"] = Array(
            (text[..<start.lowerBound] + head + """
                    tightens:
                      levels:
                        - {level: hemlig, limited-extent: {messages-max: 2, period: 365d}}

                """ + text[end.lowerBound...]).utf8)
        let policy = try Policy.compile(files: files)
        let now = try Timestamp(rfc3339: "2026-11-26T08:00:00Z")
        let own = try ActorID("polisen-region-stockholm")
        let validity = Validity(from: now, until: now.adding(seconds: 1))
        let label = try Label(
            status: .actual,
            secrecy: [Secrecy(provision: "OSL 15:2", authority: own, date: now)],
            securityClass: .secret, audience: .all, owners: [own],
            expires: now.adding(seconds: 60))
        var rehearsal = Rehearsal(
            AccessRequest(
                person: nil, at: own, label: label, of: own, isOpaque: false, now: now),
            under: policy)
        rehearsal.request.person?.standing.clearance = ClearanceGrant(.third, validity)
        rehearsal.request.person?.limited = LimitedUse(usedCount: used, isJustified: true)
        if let mode {
            rehearsal.activations = .rehearsed(
                of: try ModeID(mode), for: .actual, under: policy, at: now)
        }
        let decision = decide(rehearsal.request, in: rehearsal.view)
        #expect(decision.isPermitted == holds)
        #expect(
            decision.failed.flatMap(\.result.failures).contains { failure in
                if case .modeInForce = failure { true } else { false }
            } == !holds)
    }
}
