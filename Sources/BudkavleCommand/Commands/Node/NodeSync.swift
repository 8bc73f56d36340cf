import ArgumentParser
import ContentWording
import Node
import Speaking
import Wording

struct NodeSync: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: spoken(
            sv: "En runda: skickar, hämtar, kvitterar, och slutar.",
            en: "One round: sends, fetches, hands receipts in, and ends."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    func run() async throws {
        guard case .synced(let reply) = try await NodeSession(global, unlocking).call(.sync) else {
            return
        }
        try global.output.show(reply) {
            $0.say(
                sv: "Hämtat \(reply.received), skickat \(reply.posted), kvar i kö \(reply.queued).",
                en: "Received \(reply.received), posted \(reply.posted), queued \(reply.queued).")
            if let problem = reply.problem {
                $0.remark(problem.sentence)
            }
        }
        if !reply.reached {
            let isClock = reply.problem?.code == .clockDiffers
            throw CommandError.told(isClock ? .configuration : .unavailable)
        }
        if reply.queued > 0 { throw CommandError.told(.queued) }
    }
}
