import ArgumentParser
import ContentWording
import Files
import Foundation
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
            sv: "Filen, eller - för standard in. CAP, GeoJSON, JSON, text eller vad som helst.",
            en: "The file, or - for standard input. CAP, GeoJSON, JSON, text or anything else."),
        completion: .file())
    var file: String
    @Option(
        help: ArgumentHelp(
            sv: "oppen, sekretess, bh, k, h eller kh.", en: "oppen, sekretess, bh, k, h or kh."),
        completion: .levels)
    var level: String
    @Option(
        help: ArgumentHelp(sv: "actual, exercise eller test.", en: "actual, exercise or test."),
        completion: .list(StatusKind.allCases.map(\.rawValue)))
    var status: String
    @Option(
        help: ArgumentHelp(
            sv: "all, forum:…, group:… eller actor:…; flera gånger snävar in.",
            en: "all, forum:…, group:… or actor:…; repeating narrows it."), completion: .audiences)
    var audience: [String] = []
    @Option(
        help: ArgumentHelp(
            sv: "Aktörer med komma emellan; alla måste få det.",
            en: "Actors, parted by commas; all must get it."), completion: .actorList)
    var to: String?
    @Option(
        help: ArgumentHelp(
            sv: "notice, picture, request, direction, activation eller file.",
            en: "notice, picture, request, direction, activation or file."),
        completion: .list(MessageKind.allCases.map(\.rawValue)))
    var kind: MessageKind?
    @Option(
        help: ArgumentHelp(
            sv: "flash, immediate, priority eller routine.",
            en: "flash, immediate, priority or routine."),
        completion: .list(Precedence.allCases.map(\.rawValue)))
    var precedence: Precedence = .routine
    @Option(
        help: ArgumentHelp(
            sv: "Koden för sekretessbrytande grund.",
            en: "The code of the legal ground for disclosure."), completion: .grounds)
    var ground: String?
    @Option(
        help: ArgumentHelp(
            sv: "Bestämmelsen i sekretessmarkeringen.", en: "The provision in the secrecy marking.")
    )
    var provision: String?
    @Option(
        help: ArgumentHelp(
            sv: "Aktiveringen som forumet gäller under.",
            en: "The activation under which the forum counts."))
    var activation: String?
    @Option(
        help: ArgumentHelp(
            sv: "Övningen. Annars den enda som pågår.",
            en: "The exercise. Else the only one under way."))
    var exercise: String?
    @Option(
        help: ArgumentHelp(
            sv: "Innehållet är redan förseglat av godkänd produkt, enligt detta beslut.",
            en: "The content is sealed by an approved product already, under this approval."))
    var opaque: String?
    @Option(
        help: ArgumentHelp(
            sv: "Område som mottagaren måste ha; flera gånger.",
            en: "Compartment the recipient must have; may be repeated."))
    var compartment: [String] = []
    @Option(
        help: ArgumentHelp(
            sv: "Hanteringsvillkor; flera gånger.", en: "Handling caveat; may be repeated."),
        completion: .list(Caveat.allCases.map(\.rawValue)))
    var caveat: [String] = []
    @Option(
        help: ArgumentHelp(
            sv: "När meddelandet slutar gälla, RFC 3339.", en: "When the message expires, RFC 3339."
        ))
    var expires: String?
    @Option(
        help: ArgumentHelp(
            sv: "Funktionen som talar, till exempel tib.",
            en: "The function that speaks, for instance tib."))
    var function: String?
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
    @Flag(
        help: ArgumentHelp(
            sv: "Skicka bara om alla i målgruppen får det.",
            en: "Send only if everybody in the audience gets it."))
    var requireAll = false
    @Flag(help: ArgumentHelp(sv: "Pröva, men skicka inte.", en: "Decide, but do not send."))
    var dryRun = false

    func validate() throws {
        if audience.isEmpty, to == nil { throw CommandError.optionMissing("--to").ofUsage }
        if !audience.isEmpty, to != nil {
            throw CommandError.optionsExclude("--to", "--audience").ofUsage
        }
    }

    func run() async throws {
        let session = NodeSession(global, unlocking)
        var order = SendOrder(body: try readBody(), level: level, status: status)
        order.fileName = file == "-" ? nil : URL(filePath: file).lastPathComponent
        order.kind = kind?.rawValue
        order.exercise = exercise
        order.audience = audience
        order.to = to.map { $0.split(separator: ",").map(String.init) } ?? []
        order.precedence = precedence.rawValue
        order.ground = ground
        order.provision = provision
        order.activation = activation
        order.opaqueApproval = opaque
        order.compartments = compartment
        order.caveats = caveat
        order.expires = expires
        order.function = function
        // The node reads them itself: they may be larger than any memory.
        order.attachments = attach.map {
            AttachmentOrder(
                path: URL(filePath: $0).resolvingSymlinksInPath().path(percentEncoded: false))
        }
        order.requireAll = requireAll
        order.dryRun = dryRun
        if let supersedes {
            guard case .id(let id) = try await session.call(.resolve(id: supersedes)) else {
                return
            }
            order.supersedes = [id]
        }
        guard case .sent(let reply) = try await session.call(.send(order)) else { return }
        try tell(reply, global.output)
    }

    private func readBody() throws -> [UInt8] {
        if file == "-" {
            return Array(try FileHandle.standardInput.readToEnd() ?? Data())
        }
        return try File.read(file, limitBytes: NodeServer.callMaxBytes)
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
        let count = recipients.count
        return switch state {
        case "accepted":
            Phrase(
                sv: "Reläet har tagit emot det, för \(count) aktörer.",
                en: "The relay has it, for \(count) actors.")
        case "queued", "waiting":
            Phrase(
                sv: "I utkorgen för \(count) aktörer; skickas när ett relä svarar." + why.swedish,
                en: "In the outbox for \(count) actors; posted when a relay answers."
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
            Phrase(sv: "Skulle gå till \(count) aktörer.", en: "Would go to \(count) actors.")
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
