import Identity
import Labels

/// The choices of a case beside who, whom, level and status; everything is in order unless a case
/// says otherwise.
struct CaseOptions {
    private let fields: YAMLFields
    private let tables: PolicyTables
    private let now: Timestamp

    static let keys = [
        "at", "stage", "kind", "audience", "owners", "marked-by", "origin", "compartments",
        "caveats", "expires", "ground", "opaque", "approval", "activation", "activations",
        "exercise", "carrier", "suite", "references", "releases", "systems", "vault", "witnessed",
        "keys", "unregistered", "freshness", "lease", "edition", "agreements", "approvals",
        "person",
    ]

    init(_ fields: YAMLFields, tables: PolicyTables, at time: Timestamp) {
        self.fields = fields
        self.tables = tables
        now = fields.optional("at") { $0.time() } ?? time
    }

    /// The label; `nil` after a defect.
    func label(
        from: ActorID, to: ActorID, level: Level, status: StatusKind, _ value: YAMLValue
    ) -> Label? {
        let owners = fields.optional("owners") { $0.list { $0.name(ActorID.self) } } ?? [from]
        let authority = fields.optional("marked-by") { $0.name(ActorID.self) } ?? from
        let compartments = fields.optional("compartments") {
            $0.list { $0.name(Compartment.self) }
        }
        let caveats = fields.optional("caveats") { $0.list { $0.word(Caveat.self) } }
        let expires = fields.optional("expires") { $0.time() } ?? now.adding(seconds: 3_600)
        let audience = fields.optional("audience", audience) ?? Audience(.actor(to))
        do throws(LabelError) {
            let marking = try Secrecy(provision: "OSL 18:13", authority: authority, date: now)
            return try Label(
                status: self.status(status), secrecy: level == .open ? [] : [marking],
                securityClass: SecurityClass(of: level), audience: audience,
                compartments: compartments ?? [], caveats: caveats ?? [],
                origin: fields.optional("origin") { $0.country() } ?? .sweden, owners: owners,
                expires: expires)
        } catch {
            value.note(.valueInvalid(expected: "a label", found: "none"))
            return nil
        }
    }

    /// The request and everything around it.
    func rehearsal(
        _ label: Label, from: ActorID, to: ActorID, under policy: Policy
    ) -> Rehearsal {
        let request = AccessRequest(
            label: label, kind: fields.optional("kind") { $0.word(MessageKind.self) } ?? .picture,
            originator: from, recipient: to,
            stage: fields.optional("stage") { $0.word(DecisionStage.self) } ?? .sender,
            suite: .signed, isOpaque: fields.optional("opaque") { $0.truth() } ?? false,
            ground: fields.optional("ground") { $0.name(GroundCode.self) },
            approval: fields.optional("approval") { $0.name(ApprovalID.self) },
            activation: fields.optional("activation") { $0.name(ActivationID.self) },
            carrier: fields.optional("carrier") { $0.word(CarrierKind.self) } ?? .relay,
            references: fields.optional("references") { $0.list(reference) } ?? [],
            witnessed: fields.optional("witnessed") { $0.time() }, now: now)
        var rehearsal = Rehearsal(request, under: policy)
        rehearsal.exercises = exercises
        rehearsal.activations = activations
        CaseDisorder(fields, terms: tables.terms).apply(to: &rehearsal)
        if let value = fields.optional("person", { $0 }) {
            CasePerson(value).apply(to: &rehearsal.request)
        }
        return rehearsal
    }

    private func status(_ kind: StatusKind) -> Status {
        switch kind {
        case .actual: .actual
        case .test: .test
        case .exercise: usualExercise.map { .exercise($0.id) } ?? .actual
        }
    }

    /// `[[term, term], [term]]`, or one clause as `[term, term]`.
    private func audience(_ value: YAMLValue) -> Audience? {
        let items = value.list()
        let isNested = items.first.map { $0.kind == "list" } ?? false
        let clauses = isNested ? items : [value]
        do throws(LabelError) {
            var read: [AudienceClause] = []
            for clause in clauses {
                var terms: [AudienceTerm] = []
                for item in clause.list() {
                    guard let text = item.text() else { return nil }
                    terms.append(try AudienceTerm(text))
                }
                read.append(try AudienceClause(terms))
            }
            return try Audience(read)
        } catch {
            value.note(.valueInvalid(expected: "audience", found: "none"))
            return nil
        }
    }

    /// `{relation, originator, owners}`, or `{relation}` for a message that is not held.
    private func reference(_ value: YAMLValue) -> Reference? {
        guard
            let fields = YAMLFields(value, known: ["relation", "originator", "owners"]),
            let relation = fields.required("relation", { $0.word(Reference.Relation.self) }),
            let message = try? MessageID(bytes: [UInt8](repeating: 9, count: Digest.byteCount))
        else { return nil }
        let source = fields.optional("originator") { $0.name(ActorID.self) }.map { originator in
            Reference.Source(
                originator: originator,
                owners: fields.optional("owners") { $0.list { $0.name(ActorID.self) } }
                    ?? [originator])
        }
        return Reference(relation, message, source: source)
    }

    /// The exercise on hand: everybody's, for a day either way, unless the case describes another
    /// or says `none`.
    private var exercises: [ExerciseID: Exercise] {
        guard let usual = usualExercise else { return [:] }
        guard let value = fields.optional("exercise", { $0 }) else { return [usual.id: usual] }
        if value.isWord("none") { return [:] }
        guard let entry = YAMLFields(value, known: ["participants", "from", "until", "closed"])
        else { return [:] }
        let exercise = Exercise(
            id: usual.id,
            window: Validity(
                from: entry.optional("from") { $0.time() } ?? usual.window.from,
                until: entry.optional("until") { $0.time() } ?? usual.window.until),
            participants: entry.optional("participants", tables.terms.members)
                ?? usual.participants,
            closedAt: entry.optional("closed") { $0.time() }, issued: now)
        return [exercise.id: exercise]
    }

    private var usualExercise: Exercise? {
        (try? ExerciseID("ovning-2026")).map {
            Exercise.rehearsed($0, under: Policy(tables), at: now)
        }
    }

    /// `{id, status, forums, from, until, closed}`; in earnest and around now unless told.
    private var activations: [ActivationID: Activation] {
        let known = ["id", "status", "forums", "from", "until", "closed"]
        let read = fields.optional("activations") { value in
            value.list { item -> Activation? in
                guard let entry = YAMLFields(item, known: known),
                    let id = entry.required("id", { $0.name(ActivationID.self) }),
                    let convener = tables.region.conveners.first
                else { return nil }
                return Activation(
                    id: id, convener: convener,
                    status: status(
                        entry.optional("status") { $0.word(StatusKind.self) } ?? .actual),
                    window: Validity(
                        from: entry.optional("from") { $0.time() } ?? now.adding(seconds: -3_600),
                        until: entry.optional("until") { $0.time() }
                            ?? now.adding(seconds: 3_600)),
                    forums: Set(
                        entry.items("forums").compactMap {
                            $0.name(ForumID.self, in: tables.forums.forums.keys)
                        }),
                    closedAt: entry.optional("closed") { $0.time() }, issued: now)
            }
        }
        return Activation.folding(read ?? [])
    }
}
