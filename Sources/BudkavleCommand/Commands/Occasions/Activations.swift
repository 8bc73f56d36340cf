import ArgumentParser
import Handover
import Identity
import Labels
import Policies
import Regions
import Registry
import Speaking
import Wording

struct ActivationOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: spoken(
            sv: "Sammankallar forum: undertecknar en aktivering.",
            en: "Convenes forums: signs an activation."))

    @Argument(
        help: ArgumentHelp(sv: "Aktiveringens namn.", en: "The activation's name.", value: .id))
    var id: ActivationID

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Forum, åtskilda av komma.", en: "Forums, parted by commas.", value: .forum),
        completion: .forumList)
    var forum: [NameList<ForumConcept>]

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Den som sammankallar. Annars policyns enda.",
            en: "Who convenes. Else the only one the policy has.", value: .actor),
        completion: .actors)
    var convener: ActorID?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Funktionen som sammankallar. Annars policyns enda.",
            en: "The function that convenes. Else the only one the policy has.", value: .function))
    var function: FunctionID?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Bara inom övningen. Annars på riktigt.",
            en: "Within the exercise alone. Else in earnest.", value: .id))
    var exercise: ExerciseID?

    @Flag(
        name: .long,
        help: ArgumentHelp(sv: "Bara för provmeddelanden.", en: "For test messages alone."))
    var test = false

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Början. Annars nu.", en: "The beginning. Else now.", value: .time))
    var from: Timestamp?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Slut. Annars tre dygn senare.", en: "The end. Else three days later.", value: .time
        ))
    var until: Timestamp?

    @OptionGroup var ring: RingOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if exercise != nil && test {
            throw CommandError.optionsExclude("--exercise", "--test").ofUsage
        }
    }

    func run() async throws {
        let output = global.output
        let editor = try RegionEditor(
            region.layout(), at: .now, unlocking: ring.unlocking(output))
        let view = try region.readView(at: .now, trusting: nil, output).policy
        let policy = view.policy
        if let exercise, view.exercises[exercise] == nil {
            throw RegionError.exerciseUnknown(exercise)
        }
        let convener = try self.convener ?? only(policy.conveners)
        let forums = forum.flatMap(\.names)
        for forum in forums { try policy.requireKnown(forum) }
        let start = from ?? editor.now
        let activation = try editor.sign(
            ActivationNote(
                region: editor.registry.region, activation: id, convener: convener,
                function: function ?? policy.onlyConveningFunction, status: status, state: .open,
                issued: editor.now,
                window: Validity(from: start, until: until ?? start.adding(seconds: 3 * 86_400)),
                forums: forums), ring: ring.identity(of: convener, region, output))
        try output.show(activation)
    }

    private var status: Status { exercise.map { .exercise($0) } ?? (test ? .test : .actual) }

    private func only(_ conveners: Set<ActorID>) throws -> ActorID {
        guard conveners.count == 1, let convener = conveners.first else {
            throw CommandError.optionMissing("--convener")
        }
        return convener
    }
}

extension Policy {
    /// What is meant where no function is named.
    fileprivate var onlyConveningFunction: FunctionID? {
        conveningFunctions.count == 1 ? conveningFunctions.first : nil
    }
}

struct ActivationClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: spoken(sv: "Avslutar en aktivering.", en: "Ends an activation."))

    @Argument(
        help: ArgumentHelp(sv: "Aktiveringens namn.", en: "The activation's name.", value: .id))
    var id: ActivationID

    @OptionGroup var ring: RingOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let editor = try RegionEditor(
            region.layout(), at: .now, unlocking: ring.unlocking(output))
        let open = try editor.activationNote(id)
        let activation = try editor.sign(
            ActivationNote(
                region: open.region, activation: id, convener: open.convener,
                function: open.function, status: open.status, state: .closed, issued: editor.now,
                window: open.window,
                forums: open.forums),
            ring: ring.identity(of: open.convener, region, output))
        try output.show(activation)
    }
}

struct ActivationShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: spoken(sv: "Visar aktiveringarna.", en: "Shows the activations."))

    @Argument(
        help: ArgumentHelp(
            sv: "Aktiveringen. Annars alla.", en: "The activation. Else all.", value: .id))
    var id: ActivationID?

    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let all = try region.readView(at: .now, trusting: nil, global).policy.activations
        if let id {
            guard let activation = all[id] else { throw RegionError.activationUnknown(id) }
            return try output.show(activation)
        }
        let activations = all.values.sorted { $0.id < $1.id }
        try output.show(activations.map(ActivationReport.init)) { output in
            var table = Table([
                Phrase(sv: "aktivering", en: "activation"), Phrase(verbatim: "status"),
                Phrase(sv: "från", en: "from"),
                Phrase(sv: "till", en: "until"), Phrase(sv: "avslutad", en: "closed"),
                Phrase(verbatim: "forum"),
            ])
            for activation in activations {
                table.add([
                    activation.id.text, activation.status.description,
                    activation.window.from.rfc3339,
                    activation.window.until.rfc3339, activation.closedAt?.rfc3339 ?? "",
                    activation.forums.sorted().map(\.text).joined(separator: " "),
                ])
            }
            output.show(table)
        }
    }
}

struct ActivationReport: Encodable {
    let id: String
    let convener: String
    let function: String?
    let status: String
    let from: String
    let until: String
    let closedAt: String?
    let forums: [String]

    init(_ activation: Activation) {
        id = activation.id.text
        convener = activation.convener.text
        function = activation.function?.text
        status = activation.status.description
        from = activation.window.from.rfc3339
        until = activation.window.until.rfc3339
        closedAt = activation.closedAt?.rfc3339
        forums = activation.forums.sorted().map(\.text)
    }
}

extension Output {
    func show(_ activation: Activation) throws {
        try show(ActivationReport(activation)) { output in
            let forums = activation.forums.sorted().map(\.text).joined(separator: ", ")
            output.say(
                sv:
                    """
                    Aktiveringen \(activation.id) av \(forums), \(activation.status): \
                    \(activation.window.from) till \(activation.window.until).
                    """,
                en:
                    """
                    Activation \(activation.id) of \(forums), \(activation.status): \
                    \(activation.window.from) until \(activation.window.until).
                    """
            )
            if let closed = activation.closedAt {
                output.say(sv: "Avslutad \(closed).", en: "Closed \(closed).")
            }
        }
    }
}
