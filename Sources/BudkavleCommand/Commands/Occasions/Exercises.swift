import Registry
import ArgumentParser
import Handover
import Identity
import Labels
import Policies
import Regions
import Speaking
import Wording

struct ExerciseOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: spoken(sv: "Undertecknar en övning.", en: "Signs an exercise."))

    @Argument(help: ArgumentHelp(sv: "Övningens namn.", en: "The exercise's name.", value: .id))
    var id: ExerciseID

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "all, en grupp, ett forum eller aktörer, åtskilda av |. Annars alla.",
            en: "all, a group, a forum or actors, parted by |. Else all.", value: .audience),
        completion: .audiences)
    var participants = "all"

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Början. Annars nu.", en: "The beginning. Else now.", value: .time))
    var from: Timestamp?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Slut. Annars ett dygn senare.", en: "The end. Else a day later.", value: .time))
    var until: Timestamp?

    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let editor = try signing.editor(region, output)
        let policy = try region.readView(at: .now, trusting: nil, output).policy.policy
        let members = try policy.terms(participants).reduce(into: Set<ActorID>()) {
            $0.formUnion(policy.members(of: $1))
        }
        let start = from ?? editor.now
        let exercise = try editor.sign(
            ExerciseNote(
                region: editor.registry.region, exercise: id, state: .open, issued: editor.now,
                window: Validity(from: start, until: until ?? start.adding(seconds: 86_400)),
                participants: Array(members)))
        try output.show(exercise)
    }
}

struct ExerciseClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: spoken(
            sv: "Avslutar en övning i förtid.", en: "Ends an exercise before its time."))

    @Argument(help: ArgumentHelp(sv: "Övningens namn.", en: "The exercise's name.", value: .id))
    var id: ExerciseID

    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let editor = try signing.editor(region, global.output)
        let open = try editor.exerciseNote(id)
        let exercise = try editor.sign(
            ExerciseNote(
                region: open.region, exercise: id, state: .closed, issued: editor.now,
                window: open.window, participants: open.participants))
        try global.output.show(exercise)
    }
}

struct ExerciseShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: spoken(sv: "Visar övningarna.", en: "Shows the exercises."))

    @Argument(
        help: ArgumentHelp(sv: "Övningen. Annars alla.", en: "The exercise. Else all.", value: .id))
    var id: ExerciseID?

    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let all = try region.readView(at: .now, trusting: nil, global).policy.exercises
        if let id {
            guard let exercise = all[id] else { throw RegionError.exerciseUnknown(id) }
            return try output.show(exercise)
        }
        let exercises = all.values.sorted { $0.id < $1.id }
        try output.show(exercises.map(ExerciseReport.init)) { output in
            var table = Table([
                Phrase(sv: "övning", en: "exercise"), Phrase(sv: "från", en: "from"),
                Phrase(sv: "till", en: "until"), Phrase(sv: "avslutad", en: "closed"),
                Phrase(sv: "deltagare", en: "participants"),
            ])
            for exercise in exercises {
                table.add([
                    exercise.id.text, exercise.window.from.rfc3339,
                    exercise.window.until.rfc3339, exercise.closedAt?.rfc3339 ?? "",
                    String(exercise.participants.count),
                ])
            }
            output.show(table)
        }
    }
}

struct ExerciseReport: Encodable {
    let id: String
    let from: String
    let until: String
    let closedAt: String?
    let participants: [String]

    init(_ exercise: Exercise) {
        id = exercise.id.text
        from = exercise.window.from.rfc3339
        until = exercise.window.until.rfc3339
        closedAt = exercise.closedAt?.rfc3339
        participants = exercise.participants.sorted().map(\.text)
    }
}

extension Output {
    func show(_ exercise: Exercise) throws {
        try show(ExerciseReport(exercise)) { output in
            output.say(
                sv:
                    """
                    Övningen \(exercise.id): \(exercise.window.from) till \
                    \(exercise.window.until), \(exercise.participants.count) deltagare.
                    """,
                en:
                    """
                    Exercise \(exercise.id): \(exercise.window.from) until \
                    \(exercise.window.until), \(exercise.participants.count) participants.
                    """
            )
            if let closed = exercise.closedAt {
                output.say(sv: "Avslutad \(closed).", en: "Closed \(closed).")
            }
        }
    }
}
