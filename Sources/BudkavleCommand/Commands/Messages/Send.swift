import ArgumentParser
import ContentWording
import Files
import Foundation
import Identity
import Labels
import Node
import Speaking
import Wording

struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: spoken(
            sv: "Skickar en underrättelse, lägesbild eller fil.",
            en: "Sends a notice, picture or file."))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    @Argument(
        help: ArgumentHelp(
            sv: "Filen, eller - för standard in; högst \(SendOrder.bodyMaxMiB) MiB. CAP, GeoJSON, "
                + "JSON, text eller vad som helst.",
            en: "The file, or - for standard input; at most \(SendOrder.bodyMaxMiB) MiB. CAP, "
                + "GeoJSON, JSON, text or anything else."), completion: .file())
    var file: String

    @OptionGroup var label: LabelOptions
    @OptionGroup var person: PersonOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Filens mediatyp. Annars efter namnet.",
            en: "Media type of a file. Else by its name.", value: .type))
    var mediaType: String?
    @Option(
        help: ArgumentHelp(
            sv: "Meddelandet som detta ersätter.", en: "The message that this one supersedes."),
        completion: .sent)
    var supersedes: String?
    @Option(
        help: ArgumentHelp(
            sv: "Fil att bifoga, hur stor som helst; flera gånger.",
            en: "A file to attach, of any size; may be repeated.", value: .file),
        completion: .file())
    var attach: [String] = []
    @Flag(help: ArgumentHelp(sv: "Pröva, men skicka inte.", en: "Decide, but do not send."))
    var dryRun = false

    func run() async throws {
        let session = NodeSession(global, unlocking)
        var order = label.order(
            of: try File.read(reading(file), limitBytes: SendOrder.bodyMaxBytes))
        order.fileName = file == "-" ? nil : URL(filePath: file).lastPathComponent
        order.mediaType = mediaType
        // The node reads them itself: they may be larger than any memory.
        order.attachments = attach.map {
            AttachmentOrder(
                path: URL(filePath: $0).resolvingSymlinksInPath().path(percentEncoded: false))
        }
        order.dryRun = dryRun
        if let supersedes {
            guard case .id(let id) = try await session.call(.resolve(id: supersedes)) else {
                return
            }
            order.supersedes = [id]
        }
        order.person = try await person.claim(session)
        guard case .sent(let reply) = try await session.call(.send(order)) else { return }
        try tell(reply, global.output)
    }
}

extension LabelOptions {
    /// As the node takes it, which reads each name against its own policy.
    fileprivate func order(of body: [UInt8]) -> SendOrder {
        var order = SendOrder(body: body, level: level.name, status: status.rawValue)
        order.kind = message.kind?.rawValue
        order.exercise = message.exercise?.text
        order.audience = message.audience
        order.to = message.to.flatMap(\.names).map(\.text)
        order.precedence = message.precedence.rawValue
        order.ground = message.ground?.text
        order.provision = message.provision
        order.activation = message.activation?.text
        order.opaqueApproval = message.opaqueApproval?.text
        order.compartments = message.compartments.map(\.text)
        order.caveats = message.caveats.map(\.rawValue)
        order.origin = message.origin.text
        order.owners = message.owners.map(\.text)
        order.expires = message.expires?.rfc3339
        order.function = message.function?.text
        order.requireAll = message.requireAll
        return order
    }
}

/// Says what became of a message and ends the command accordingly.
func tell(_ reply: SendReply, _ output: Output) throws {
    try output.show(reply) { output in
        if let id = reply.id { output.say(Phrase(verbatim: id)) }
        output.remark(reply.statePhrase)
    }
    if !output.isJSON { tell(reply.denied, output) }
    switch reply.state {
    case "denied", "rejected": throw CommandError.told(.denied)
    case "queued", "waiting": throw CommandError.told(.queued)
    default: break
    }
}

/// Every denied actor with every failed gate and its basis.
func tell(_ denied: [DeniedRecipient], _ output: Output) {
    guard !denied.isEmpty else { return }
    var table = Table([
        Phrase(sv: "Får inte", en: "Denied"), Phrase(sv: "Grind", en: "Gate"),
        Phrase(sv: "Grund", en: "Basis"), Phrase(sv: "Skäl", en: "Reason"),
    ])
    for recipient in denied {
        for gate in recipient.gates {
            let reason = output.language == .swedish ? gate.sv : gate.en
            table.add([recipient.actor, gate.id, gate.basis, reason])
        }
    }
    output.remark(table)
}

extension SendReply {
    fileprivate var statePhrase: Phrase {
        let all = Phrase(
            counting: recipients.count, sv: ("aktör", "aktörer"), en: ("actor", "actors"))
        return switch state {
        case "accepted":
            Phrase(
                sv: "Reläet har tagit emot det, för \(all.swedish).",
                en: "The relay has it, for \(all.english).")
        case "queued", "waiting":
            Phrase(
                sv: "I utkorgen för \(all.swedish); skickas när ett relä svarar." + why.swedish,
                en: "In the outbox for \(all.english); posted when a relay answers."
                    + why.english)
        case "awaiting-release":
            Phrase(
                sv: "Väntar på frisläppning: budkavle release.",
                en: "Awaits release: budkavle release.")
        case "denied":
            Phrase(
                sv: "Nekat av policyn; inget är skickat." + why.swedish,
                en: "Denied by policy; nothing was sent." + why.english)
        case "dry-run":
            Phrase(sv: "Skulle gå till \(all.swedish).", en: "Would go to \(all.english).")
        default:
            Phrase(
                sv: settled.swedish + "." + why.swedish, en: settled.english + "." + why.english)
        }
    }

    /// A state nothing follows.
    private var settled: Phrase {
        SentDelivery.State(rawValue: state)?.phrase.capitalised ?? Phrase(verbatim: state)
    }

    /// What stood in the way, as a sentence of its own.
    private var why: Phrase {
        guard let sentence = problem?.sentence else { return Phrase(verbatim: "") }
        let hint = sentence.hint
        return Phrase(
            sv: " " + sentence.text.swedish + (hint.map { " " + $0.swedish } ?? ""),
            en: " " + sentence.text.english + (hint.map { " " + $0.english } ?? ""))
    }
}
