import Identity
import Labels
import Notes
import Registry
import RegionSupport
import Testing

@testable import Policies

/// A region whose authorities sign and whose actors are those of the example policy.
enum SigningRegion {
    static let shared: TestRegion = {
        do {
            return try TestRegion(
                "samverkan-stockholmsregionen",
                actors: ["lansstyrelsen-stockholm", "polisen-region-stockholm", "kommun-solna"])
        } catch { fatalError("signing region: \(error)") }
    }()

    /// Signed by so many policy authorities, of whom two are needed.
    static func policyNote(_ text: String, signers: Int = 2) throws -> SignedNote {
        try SignedNote(
            text: text, signers: shared.policyAuthorities.prefix(signers).flatMap(\.signers))
    }

    static func freshnessNote(_ text: String) throws -> SignedNote {
        try SignedNote(text: text, signers: shared.freshnessAuthorities[0].signers)
    }
}

struct StatementTests {
    let region = SigningRegion.shared
    let view = SigningRegion.shared.view()
    let now = SigningRegion.shared.now
    let exercise: ExerciseNote
    let activation: ActivationNote
    let freshness: FreshnessNote
    let lease: LeaseNote

    init() throws {
        let window = Validity(from: now, until: now.adding(seconds: 3_600))
        exercise = try ExerciseNote(
            region: region.region, exercise: ExerciseID("ovning-2026"), state: .open, issued: now,
            window: window, participants: region.actors.map(\.id).reversed())
        activation = try ActivationNote(
            region: region.region, activation: ActivationID("storm-2026"),
            convener: ActorID("lansstyrelsen-stockholm"), function: FunctionID("tib"),
            state: .open, issued: now, window: window,
            forums: [ForumID("samverkansstab"), ForumID("regionalt-samordnande-forum")])
        freshness = try FreshnessNote(
            region: region.region, issued: now, validUntil: now.adding(seconds: 3_600),
            policyVersion: 7, policyDigest: view.head, registryHead: view.head)
        lease = try LeaseNote(
            region: region.region, issued: now, window: window, level: .restricted,
            extensionSeconds: 600)
    }

    @Test func `the texts are those of the specification`() {
        #expect(
            exercise.text == """
                budkavle-exercise v1
                region samverkan-stockholmsregionen
                exercise ovning-2026
                state open
                issued 2026-11-23T06:00:00Z
                from 2026-11-23T06:00:00Z
                until 2026-11-23T07:00:00Z
                participant kommun-solna
                participant lansstyrelsen-stockholm
                participant polisen-region-stockholm

                """)
        #expect(
            activation.text == """
                budkavle-activation v1
                region samverkan-stockholmsregionen
                activation storm-2026
                convener lansstyrelsen-stockholm
                function tib
                state open
                issued 2026-11-23T06:00:00Z
                from 2026-11-23T06:00:00Z
                until 2026-11-23T07:00:00Z
                forum regionalt-samordnande-forum
                forum samverkansstab

                """)
        #expect(
            freshness.text == """
                budkavle-freshness v1
                region samverkan-stockholmsregionen
                issued 2026-11-23T06:00:00Z
                valid-until 2026-11-23T07:00:00Z
                policy-version 7
                policy \(view.head)
                registry \(view.head)

                """)
        #expect(
            lease.text == """
                budkavle-lease v1
                region samverkan-stockholmsregionen
                issued 2026-11-23T06:00:00Z
                from 2026-11-23T06:00:00Z
                until 2026-11-23T07:00:00Z
                level begransat-hemlig
                extends-seconds 600

                """)
    }

    @Test func `what is written is read back`() throws {
        #expect(try ExerciseNote(text: exercise.text) == exercise)
        #expect(try ActivationNote(text: activation.text) == activation)
        #expect(try FreshnessNote(text: freshness.text) == freshness)
        #expect(try LeaseNote(text: lease.text) == lease)
    }

    @Test func `no byte of a statement can be lost, added or changed and still be the same`() {
        let readings: [(String, (String) throws -> String)] = [
            (exercise.text, { try ExerciseNote(text: $0).text }),
            (activation.text, { try ActivationNote(text: $0).text }),
            (freshness.text, { try FreshnessNote(text: $0).text }),
            (lease.text, { try LeaseNote(text: $0).text }),
        ]
        for (text, read) in readings {
            let bytes = Array(text.utf8)
            for index in bytes.indices {
                for change in ["\n", " ", "Z", "x", "0", ""] {
                    let changed = Array(bytes[..<index]) + change.utf8 + bytes[(index + 1)...]
                    let candidate = String(decoding: changed, as: UTF8.self)
                    // Another name or number is another statement, never another spelling of one.
                    if let written = try? read(candidate) { #expect(written == candidate) }
                }
            }
            #expect(throws: PolicyError.self) { try read(text + "\n") }
            #expect(throws: PolicyError.self) { try read(String(text.dropLast())) }
            #expect(throws: PolicyError.self) { try read("") }
        }
    }

    @Test func `a statement of another type is named as such`() {
        #expect(
            throws: PolicyError.typeDiffers(
                expected: "budkavle-lease v1", found: "budkavle-freshness v1")
        ) { try LeaseNote(text: freshness.text) }
        #expect(throws: PolicyError.textInvalid(line: 3, expected: "exercise")) {
            try ExerciseNote(
                text: exercise.text.replacing("exercise ovning", with: "activation ovning"))
        }
    }

    @Test(arguments: [
        ("participant kommun-solna\n", ""), ("until 2026-11-23T07", "until 2026-11-23T06"),
    ])
    func `order and windows are checked`(_ text: String, _ replacement: String) throws {
        // Without its first participant the rest still stands; doubled or out of order it does not.
        let doubled = exercise.text + "participant polisen-region-stockholm\n"
        #expect(throws: PolicyError.self) { try ExerciseNote(text: doubled) }
        let changed = exercise.text.replacing(text, with: replacement)
        if replacement.isEmpty {
            #expect(try ExerciseNote(text: changed).participants.count == 2)
        } else {
            #expect(throws: PolicyError.self) { try ExerciseNote(text: changed) }
        }
    }

    @Test func `an exercise needs enough policy authorities`() throws {
        let note = try SigningRegion.policyNote(exercise.text)
        let verified = try Exercise(verifying: note, in: view)
        #expect(verified.participants == Set(region.actors.map(\.id)) && verified.closedAt == nil)
        #expect(
            throws: PolicyError.signaturesInsufficient(.thresholdUnmet(required: 2, found: 1))
        ) {
            try Exercise(
                verifying: SigningRegion.policyNote(exercise.text, signers: 1), in: view)
        }
        let byFreshness = try SigningRegion.freshnessNote(exercise.text)
        #expect(throws: PolicyError.self) { try Exercise(verifying: byFreshness, in: view) }
        let edDSAOnly = try SignedNote(
            text: exercise.text, signers: region.policyAuthorities.map { $0.signers[0] })
        #expect(throws: PolicyError.self) { try Exercise(verifying: edDSAOnly, in: view) }
    }

    @Test func `a statement of another region is refused`() throws {
        let note = try SigningRegion.policyNote(
            exercise.text.replacing("stockholmsregionen", with: "malarregionen"))
        #expect(
            throws: PolicyError.regionDiffers(
                expected: region.region, found: try RegionID("samverkan-malarregionen"))
        ) { try Exercise(verifying: note, in: view) }
    }

    @Test func `an activation needs the identity of an actor who may convene`() throws {
        let policy = try ExampleRegion.policy()
        let convener = try region.actor("lansstyrelsen-stockholm")
        let note = try SignedNote(text: activation.text, signers: convener.identity.signers)
        let verified = try Activation(verifying: note, in: view, under: policy)
        #expect(verified.isOpen(at: now) && !verified.isOpen(at: now.adding(seconds: 3_600)))
        let police = try region.actor("polisen-region-stockholm")
        let forged = try SignedNote(text: activation.text, signers: police.identity.signers)
        #expect(throws: PolicyError.signaturesInsufficient(.thresholdUnmet(required: 1, found: 0)))
        {
            try Activation(verifying: forged, in: view, under: policy)
        }
        let claimed = try SignedNote(
            text: activation.text.replacing(
                "convener lansstyrelsen-stockholm", with: "convener \(police.id)"),
            signers: police.identity.signers)
        #expect(throws: PolicyError.convenerUnauthorised(police.id)) {
            try Activation(verifying: claimed, in: view, under: policy)
        }
    }

    @Test func `a convener says as which function, and it is one that may`() throws {
        let policy = try ExampleRegion.policy()
        let convener = try region.actor("lansstyrelsen-stockholm")
        func verify(_ function: String) throws -> Activation {
            let text = activation.text.replacing("function tib\n", with: function)
            return try Activation(
                verifying: SignedNote(text: text, signers: convener.identity.signers), in: view,
                under: policy)
        }
        #expect(try verify("function tib\n").function?.text == "tib")
        #expect(
            throws: PolicyError.functionUnentitled(convener.id, try FunctionID("rsib"))
        ) { try verify("function rsib\n") }
        #expect(throws: PolicyError.functionUnentitled(convener.id, nil)) { try verify("") }
        // Where a policy names none, whoever convenes need not say.
        var files = try ExampleRegion.policyFiles()
        let source = String(decoding: try #require(files["region.yaml"]), as: UTF8.self)
        files["region.yaml"] = Array(
            source.replacing("convening-functions: [tib]", with: "convening-functions: []").utf8)
        let freer = try Policy.compile(files: files)
        let text = activation.text.replacing("function tib\n", with: "")
        let note = try SignedNote(text: text, signers: convener.identity.signers)
        #expect(try Activation(verifying: note, in: view, under: freer).function == nil)
    }

    @Test(arguments: [(14 * 86_400, true), (14 * 86_400 + 1, false)] as [(Int64, Bool)])
    func `an activation ends, at the latest when its mode says`(
        _ seconds: Int64, _ holds: Bool
    ) throws {
        let convener = try region.actor("lansstyrelsen-stockholm")
        let text = try ActivationNote(
            region: region.region, activation: activation.activation, convener: convener.id,
            function: activation.function, state: .open, issued: now,
            window: Validity(from: now, until: now.adding(seconds: seconds)),
            forums: activation.forums
        ).text
        let note = try SignedNote(text: text, signers: convener.identity.signers)
        let policy = try ExampleRegion.policy()
        let verified = Result { try Activation(verifying: note, in: view, under: policy) }
        #expect(((try? verified.get()) != nil) == holds)
        if !holds {
            #expect(
                throws: PolicyError.activationTooLong(
                    activation.activation, limitSeconds: 14 * 86_400)
            ) { try verified.get() }
        }
    }

    @Test func `freshness and leases each have their own authorities`() throws {
        let note = try SigningRegion.freshnessNote(freshness.text)
        let verified = try Freshness(verifying: note, in: view)
        #expect(verified.policyVersion == 7 && verified.isNewer(than: nil))
        #expect(!verified.isNewer(than: verified))
        #expect(throws: PolicyError.self) {
            try Freshness(verifying: SigningRegion.policyNote(freshness.text), in: view)
        }
        let stretched = try Lease(verifying: SigningRegion.policyNote(lease.text), in: view)
        #expect(stretched.covers(.restricted, at: now) && !stretched.covers(.confidential, at: now))
        #expect(!stretched.covers(.open, at: now.adding(seconds: 3_600)))
        #expect(throws: PolicyError.self) {
            try Lease(verifying: SigningRegion.freshnessNote(lease.text), in: view)
        }
    }

    @Test func `a closed exercise stays closed, in whatever order the notes came`() throws {
        func note(_ state: StatementState, after seconds: Int64, _ count: Int) throws -> Exercise {
            let text = try ExerciseNote(
                region: region.region, exercise: exercise.exercise, state: state,
                issued: now.adding(seconds: seconds), window: exercise.window,
                participants: Array(exercise.participants.prefix(count))
            ).text
            return try Exercise(verifying: SigningRegion.policyNote(text), in: view)
        }
        let notes = try [
            note(.open, after: 0, 3), note(.closed, after: 20, 3), note(.closed, after: 10, 2),
            note(.open, after: 30, 1),
        ]
        let forwards = Exercise.folding(notes)
        #expect(forwards == Exercise.folding(notes.reversed()))
        let folded = try #require(forwards[exercise.exercise])
        #expect(folded.closedAt == now.adding(seconds: 10))
        #expect(folded.participants.count == 1)
    }

    @Test(arguments: [Status.test, .exercise(try! ExerciseID("ovning-2026"))])
    func `an activation for something else than earnest says so`(_ status: Status) throws {
        let note = try ActivationNote(
            region: activation.region, activation: activation.activation,
            convener: activation.convener, function: activation.function, status: status,
            state: .open, issued: now, window: activation.window, forums: activation.forums)
        #expect(
            note.text
                == activation.text.replacing(
                    "state open\n", with: "status \(status)\nstate open\n"))
        #expect(try ActivationNote(text: note.text) == note)
        let spelledOut = activation.text.replacing(
            "state open\n", with: "status actual\nstate open\n")
        #expect(throws: PolicyError.textInvalid(line: 6, expected: "canonical form")) {
            try ActivationNote(text: spelledOut)
        }
    }

    @Test func `what an exercise has called is never called in earnest afterwards`() throws {
        let called = Status.exercise(exercise.exercise)
        let notes = [call(called, after: 0), call(.actual, after: 5)]
        for order in [notes, notes.reversed()] {
            let folded = try #require(Activation.folding(order)[activation.activation])
            #expect(folded.status == called)
            #expect(folded.issued == now)
        }
    }

    @Test func `a closing closes, whatever status it names`() throws {
        let notes = [call(.actual, after: 0), call(.test, after: 5, isClosed: true)]
        for order in [notes, notes.reversed()] {
            let folded = try #require(Activation.folding(order)[activation.activation])
            #expect(folded.status == .actual)
            #expect(folded.closedAt == now.adding(seconds: 5))
        }
    }

    private func call(
        _ status: Status, after seconds: Int64, isClosed: Bool = false
    ) -> Activation {
        let issued = now.adding(seconds: seconds)
        return Activation(
            id: activation.activation, convener: activation.convener, status: status,
            window: activation.window, forums: Set(activation.forums),
            closedAt: isClosed ? issued : nil, issued: issued)
    }

    @Test func `an activation's name belongs to whoever used it first`() throws {
        func note(_ convener: String, _ state: StatementState, after seconds: Int64) throws
            -> Activation
        {
            let issued = now.adding(seconds: seconds)
            return Activation(
                id: activation.activation, convener: try ActorID(convener), status: .actual,
                window: activation.window, forums: Set(activation.forums),
                closedAt: state == .closed ? issued : nil, issued: issued)
        }
        let notes = try [
            note("lansstyrelsen-stockholm", .open, after: 0),
            note("polisen-region-stockholm", .closed, after: 5),
            note("lansstyrelsen-stockholm", .closed, after: 9),
        ]
        for order in [notes, notes.reversed()] {
            let folded = try #require(Activation.folding(order)[activation.activation])
            #expect(folded.convener.text == "lansstyrelsen-stockholm")
            #expect(folded.closedAt == now.adding(seconds: 9))
            #expect(folded.isOpen(at: now.adding(seconds: 8)))
            #expect(!folded.isOpen(at: now.adding(seconds: 9)))
        }
    }
}
