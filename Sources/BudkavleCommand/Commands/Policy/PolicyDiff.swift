import ArgumentParser
import Identity
import Labels
import Policies
import Regions
import Speaking
import Wording

/// `policy diff`: who gains and who loses access to what between two policies.
struct PolicyDiff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: spoken(
            sv: "Visar vem som får och vem som förlorar tillgång mellan två policyer.",
            en: "Shows who gains and who loses access between two policies."))

    @Argument(
        help: ArgumentHelp(
            sv: "Den gamla: katalog eller policypaket.", en: "The old one: directory or bundle.",
            value: .directoryOrFile), completion: .file())
    var old: String

    @Argument(
        help: ArgumentHelp(
            sv: "Den nya.", en: "The new one.", value: .directoryOrFile), completion: .file())
    var new: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Bara detta: actual, exercise eller test; upprepas.",
            en: "This alone: actual, exercise or test; may be repeated.", value: .status))
    var status: [StatusKind] = []

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Tidpunkten. Annars nu.", en: "The moment. Else now.", value: .time))
    var at: Timestamp?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let difference = AccessDifference(
            from: try Policy.compile(files: PolicySources(at: old).policyFiles),
            to: try Policy.compile(files: PolicySources(at: new).policyFiles),
            statuses: status.isEmpty ? StatusKind.allCases : status, at: at ?? .now)
        try output.show(Report(difference)) { show(difference, $0) }
    }

    private func show(_ difference: AccessDifference, _ output: Output) {
        guard !difference.isEmpty else {
            return output.say(
                sv: "Ingen får eller förlorar tillgång till något.",
                en: "Nobody gains or loses access to anything.")
        }
        for change in difference.changes {
            let mode = change.mode.map { Phrase(sv: " i läget \($0)", en: " in mode \($0)") }
            let what =
                "\(change.reader): \(change.level.name), \(change.status.rawValue)"
                + (mode.map { output.word($0) } ?? "")
            if !change.gained.isEmpty {
                let from = change.gained.map(\.text).joined(separator: ", ")
                output.say(sv: "+ \(what) från \(from)", en: "+ \(what) from \(from)")
            }
            if !change.lost.isEmpty {
                let from = change.lost.map(loss).joined(separator: ", ")
                output.say(sv: "- \(what) från \(from)", en: "- \(what) from \(from)")
            }
        }
        for forum in difference.forums {
            let moves =
                forum.joined.map { "+\($0)" } + forum.left.map { "-\($0)" }
            output.say(Phrase(verbatim: "forum:\(forum.forum) \(moves.joined(separator: " "))"))
        }
    }

    /// `kommun-solna (actor.ceiling)`
    private func loss(_ loss: AccessDifference.Loss) -> String {
        let gates = loss.gates.map(\.rawValue).joined(separator: " ")
        return gates.isEmpty ? loss.originator.text : "\(loss.originator) (\(gates))"
    }

    private struct Report: Encodable {
        let changes: [Change]
        let forums: [Forum]

        struct Change: Encodable {
            let reader: String
            let level: String
            let status: String
            let mode: String?
            let gained: [String]
            let lost: [Loss]
        }

        struct Loss: Encodable {
            let originator: String
            let gates: [String]
        }

        struct Forum: Encodable {
            let forum: String
            let joined: [String]
            let left: [String]
        }

        init(_ difference: AccessDifference) {
            changes = difference.changes.map { change in
                Change(
                    reader: change.reader.text, level: change.level.name,
                    status: change.status.rawValue, mode: change.mode?.text,
                    gained: change.gained.map(\.text),
                    lost: change.lost.map {
                        Loss(originator: $0.originator.text, gates: $0.gates.map(\.rawValue))
                    })
            }
            forums = difference.forums.map {
                Forum(
                    forum: $0.forum.text, joined: $0.joined.map(\.text), left: $0.left.map(\.text))
            }
        }
    }
}
