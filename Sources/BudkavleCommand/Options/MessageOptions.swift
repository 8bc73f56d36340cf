import ArgumentParser
import Envelopes
import Handover
import Identity
import Labels
import Policies
import Regions
import Speaking
import Wording

/// What a message says of itself beside its level and status, and whom it is for.
struct MessageOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Mottagare, åtskilda av komma; alla måste få det.",
            en: "Recipients, parted by commas; all must get it.", value: .actor),
        completion: .actorList)
    var to: [NameList<ActorConcept>] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Läsekrets: all, ett forum, en grupp; | betyder eller, upprepning betyder och.",
            en: "Audience: all, a forum, a group; | means or, repeating means and.",
            value: .audience), completion: .audiences)
    var audience: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "notice, picture, request, direction, activation eller file.",
            en: "notice, picture, request, direction, activation or file."))
    var kind: MessageKind?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "flash, immediate, priority eller routine.",
            en: "flash, immediate, priority or routine."))
    var precedence: Precedence = .routine

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Grund för att lämna ut sekretessbelagt (OSL).",
            en: "Legal ground for disclosing secret matter (OSL).", value: .code),
        completion: .grounds)
    var ground: GroundCode?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Öppen aktivering av forumet.", en: "An open activation of the forum.", value: .id))
    var activation: ActivationID?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Övningen. Annars den enda som pågår.",
            en: "The exercise. Else the only one under way.", value: .id))
    var exercise: ExerciseID?

    @Option(
        name: .customLong("opaque"),
        help: ArgumentHelp(
            sv: "Innehållet är redan förseglat av en godkänd produkt; godkännandet.",
            en: "The content is sealed by an approved product already; the approval.",
            value: .approval))
    var opaqueApproval: ApprovalID?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Sekretessbestämmelse. Annars OSL 18:13, från BH OSL 15:2; vid send OSL.",
            en: "Provision of secrecy. Else OSL 18:13, from BH OSL 15:2; with send OSL.",
            value: .provision))
    var provision: String?

    @Option(
        name: .customLong("compartment"),
        help: ArgumentHelp(
            sv: "Avskilt område; upprepas.", en: "Compartment; may be repeated.",
            value: .compartment))
    var compartments: [Compartment] = []

    @Option(
        name: .customLong("caveat"),
        help: ArgumentHelp(
            sv: "Hanteringsvillkor; upprepas.", en: "Handling caveat; may be repeated.",
            value: .condition))
    var caveats: [Caveat] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "När meddelandet upphör. Annars om sju dygn, vid send tre; högst vad nivån "
                + "tillåter.",
            en: "When the message expires. Else in seven days, with send three; at most what the "
                + "level allows.", value: .time))
    var expires: Timestamp?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Funktion som talar, som tib.", en: "The function that speaks, such as tib.",
            value: .function))
    var function: FunctionID?

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Ursprungsland.", en: "Country of origin.", value: .country))
    var origin: CountryCode = .sweden

    @Option(
        name: .customLong("owner"),
        help: ArgumentHelp(
            sv: "Informationsägare; upprepas. Annars avsändaren.",
            en: "Owner of the information; may be repeated. Else the sender.", value: .actor),
        completion: .actors)
    var owners: [ActorID] = []

    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Hela läsekretsen måste få det, annars ingen.",
            en: "The whole audience must get it, else nobody does."))
    var requireAll = false

    func validate() throws {
        if !to.isEmpty, !audience.isEmpty {
            throw CommandError.optionsExclude("--to", "--audience").ofUsage
        }
    }
}

extension MessageOptions {
    /// Whether one denied recipient denies all.
    var needsAll: Bool { requireAll || !to.isEmpty }

    /// Whether nobody is named, in either way.
    var isUnaddressed: Bool { to.isEmpty && audience.isEmpty }

    func label(
        from originator: ActorID, at level: Level, _ status: StatusKind, in view: RegionView,
        now: Timestamp
    ) throws -> Label {
        let policy = view.policy.policy
        for actor in [originator] + owners { try policy.requireKnown(actor) }
        guard let rules = view.policy.rules(for: level, status, at: now) else {
            throw RegionError.levelUnused(level)
        }
        let secrecy =
            level == .open
            ? []
            : [
                try Secrecy(
                    provision: provision ?? (level.isClassified ? "OSL 15:2" : "OSL 18:13"),
                    authority: originator,
                    date: Timestamp(clampingMilliseconds: now.seconds * 1_000))
            ]
        // A receiver whose clock is behind must not find it beyond what the level allows.
        let lifetime = min(
            defaultLifetimeSeconds,
            max(rules.expiresMaxSeconds - EnvelopeLimits.clockSkewMaxSeconds, 1))
        return try Label(
            status: self.status(status, in: view, at: now), secrecy: secrecy,
            securityClass: SecurityClass(of: level),
            audience: audience(from: originator, in: policy), compartments: compartments,
            caveats: caveats, origin: origin, owners: owners.isEmpty ? [originator] : owners,
            expires: expires ?? now.adding(seconds: lifetime))
    }

    func draft(
        from originator: ActorID, _ label: Label, carrier: CarrierKind, systems: [UsedSystem]
    ) -> MessageDraft {
        MessageDraft(
            kind: kind ?? .file, label: label, originator: originator, function: function,
            precedence: precedence, ground: ground, approval: opaqueApproval,
            activation: activation, isOpaque: opaqueApproval != nil, carrier: carrier,
            systems: systems)
    }

    private func status(
        _ status: StatusKind, in view: RegionView, at now: Timestamp
    ) throws -> Status {
        switch status {
        case .actual: return .actual
        case .test: return .test
        case .exercise:
            if let exercise { return .exercise(exercise) }
            let open = view.policy.exercises.values.filter { $0.isOpen(at: now) }
            guard open.count == 1, let only = open.first else {
                throw CommandError.optionMissing("--exercise")
            }
            return .exercise(only.id)
        }
    }

    private func audience(from originator: ActorID, in policy: Policy) throws -> Audience {
        to.isEmpty
            ? try policy.audience(audience)
            : try policy.audience(naming: to.flatMap(\.names), from: originator)
    }
}

/// Seven days.
private let defaultLifetimeSeconds: Int64 = 7 * 86_400
