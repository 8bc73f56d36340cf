import ArgumentParser
import Envelopes
import Identity
import Keystore
import Node
import Regions
import Rosters
import Speaking
import Wording

struct BreakGlassOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: spoken(
            sv: "Två personer för ett meddelande vidare; skäl, minuter och granskning antecknas.",
            en: "Two persons pass a message on; reason, minutes and review are recorded."),
        discussion: spoken(
            sv: """
                Bara läsekretsen ändras: meddelandet förseglas på nytt av den egna aktören till dem \
                som namnges, och alla grindar prövas. Det som inte får vidarebefordras stannar. \
                Bilagor följer inte med. Den första avsändaren underrättas. Granskningen är öppen \
                tills någon annan stänger den: break-glass close.
                """,
            en: """
                Only the audience changes: the message is sealed anew by one's own actor to those \
                named, and every gate is asked. What may not be forwarded stays. Attachments do not \
                go along. The first originator is told. The review is open until somebody else \
                closes it: break-glass close.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Meddelandet, eller minst åtta tecken av det.",
            en: "The message, or at least eight characters of its id."), completion: .received)
    var id: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Aktörer, åtskilda av komma.", en: "Actors, parted by commas.", value: .actor),
        completion: .actorList)
    var to: [NameList<ActorConcept>]
    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Varför, på en rad.", en: "Why, in one line.", value: .reason))
    var reason: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Hur länge det som förs vidare gäller.", en: "How long what is passed on is valid.",
            value: .count))
    var minutes: Int
    @Option(
        name: .customLong("ring"),
        help: ArgumentHelp(
            sv: "Katalogen med en persons nyckelring; en för var och en av de två.",
            en: "The directory of a person's key ring; one for each of the two.",
            value: .directory), completion: .directory)
    var rings: [String]
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Grund för att lämna ut sekretessbelagt (OSL).",
            en: "Legal ground for disclosing secret matter (OSL).", value: .code),
        completion: .grounds)
    var ground: GroundCode?

    func run() async throws {
        let output = global.output
        let session = NodeSession(global, unlocking)
        guard case .received(let message, let actor) = try await session.call(.received(id: id))
        else { return }
        let statement = try BreakGlassStatement(
            actor: actor, message: message, recipients: to.flatMap(\.names), time: .now,
            minutes: minutes, reason: reason)
        let people = try rings.map { path in
            (path: path, ring: try RingFolder(path).open(asking(output)))
        }
        let signatures = try people.map { person in
            let signed = try person.ring.personSignature(
                over: statement.signedBytes, at: person.path)
            return BreakGlassOrder.Signature(person: signed.person, bytes: signed.bytes)
        }
        let order = BreakGlassOrder(statement, signatures: signatures, ground: ground?.text)
        guard case .brokenGlass(var reply) = try await session.call(.breakGlass(order)) else {
            return
        }
        if let line = reply.line {
            for message in [line.glass.notice, line.glass.passedOn].compactMap({ $0 }) {
                try await release(message, by: people, session)
            }
            let call = NodeCall.showBreakGlass(line.glass.id.text)
            guard case .glasses(let lines) = try await session.call(call) else { return }
            reply.line = lines.first
        }
        try tell(reply, output)
    }

    /// The same two release what waits for them.
    private func release(
        _ message: MessageID, by people: [(path: String, ring: KeyRing)], _ session: NodeSession
    ) async throws {
        for person in people {
            guard case .track(let track) = try await session.call(.track(id: message.hex)),
                track.state == .awaitingRelease
            else { return }
            let release = try person.ring.release(of: message, at: person.path)
            _ = try await session.call(
                .release(
                    id: message.hex, person: release.person.text, signature: release.bytes,
                    justification: reason))
        }
    }

    private func tell(_ reply: BreakGlassReply, _ output: Output) throws {
        try output.show(reply) { output in
            guard let line = reply.line else {
                return output.remark(
                    Phrase(
                        sv: "Nekat av policyn; inget har hänt.",
                        en: "Denied by policy; nothing has been done."))
            }
            output.show(line)
            if reply.attachmentsLeft > 0 {
                output.remark(
                    Phrase(
                        sv: "\(reply.attachmentsLeft) bilagor följde inte med.",
                        en: "\(reply.attachmentsLeft) attachments did not go along."))
            }
        }
        if !output.isJSON { BudkavleCommand.tell(reply.denied, output) }
        if reply.line?.glass.passedOn == nil { throw CommandError.told(.denied) }
    }
}
