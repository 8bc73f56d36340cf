import ArgumentParser
import Node
import Speaking
import Wording

struct BreakGlassClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: spoken(
            sv: "Stänger en granskning med vad någon utomstående har funnit.",
            en: "Closes a review with what somebody not involved has found."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(sv: "Fallet, som bg-1a2b3c4d.", en: "The case, such as bg-1a2b3c4d."))
    var id: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Vad granskningen kom fram till, på en rad.",
            en: "What the review has come to, in one line.", value: .reason))
    var finding: String
    @OptionGroup var person: PersonOptions

    func run() async throws {
        let output = global.output
        let session = NodeSession(global, unlocking)
        let claim = try await person.requiredClaim(session)
        let call = NodeCall.closeBreakGlass(id: id, finding: finding, by: claim)
        guard case .glasses(let lines) = try await session.call(call),
            let line = lines.first
        else { return }
        try output.show(line) { $0.show(line) }
    }
}
