import ArgumentParser
import ContentWording
import Files
import Foundation
import Identity
import Labels
import Node
import Pictures
import Speaking
import Wording

/// `inbox watch`: a line for each message, as it comes.
struct InboxWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: spoken(
            sv: "Skriver en rad för varje meddelande som kommer, det mest brådskande först.",
            en: "Writes a line for each message that comes, the most urgent first."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Option(
        help: ArgumentHelp(
            sv: "Sluta efter så många meddelanden.", en: "End after so many messages."))
    var count: Int?

    func run() async throws {
        let session = NodeSession(global, unlocking)
        guard NodeSocketClient(socket: session.directory.socket).isThere else {
            throw NodeError.notRunning(path: session.directory.root.path(percentEncoded: false))
        }
        guard case .inbox(let present) = try await session.call(.inbox) else { return }
        var shown = 0
        while count.map({ shown < $0 }) ?? true {
            let call = NodeCall.awaitInbox(known: present.count + shown, seconds: 50)
            guard case .inbox(let lines) = try await session.call(call) else { return }
            // Of what came together, the most urgent first.
            let inOrder = lines.sorted { ($0.lane, $0.received) < ($1.lane, $1.received) }
            for line in inOrder.prefix(count.map { $0 - shown } ?? lines.count) {
                shown += 1
                try global.output.stream(line) {
                    let subject = subjectPhrase(
                        line.subject, isOpaque: line.isOpaque, isWithheld: line.isSubjectWithheld)
                    $0.say(
                        Phrase(
                            verbatim: "\(line.id.prefix(idShownCharacters)) "
                                + "\(line.alarm(in: $0))\(line.marking) "
                                + "\(line.from): \($0.word(subject))"))
                }
            }
        }
    }
}
