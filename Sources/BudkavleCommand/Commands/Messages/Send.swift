import ArgumentParser
import ContentWording
import Files
import Foundation
import Node
import Wording

struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Skickar en underrättelse, lägesbild eller fil.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    @Argument(help: "Filen, eller - för standard in. CAP, JSON, text eller vad som helst.")
    var file: String
    @Option(help: "oppen, sekretess, bh, k, h eller kh.")
    var level: String
    @Option(help: "actual, exercise eller test.")
    var status: String
    @Option(help: "all, forum:…, group:… eller actor:…; flera gånger snävar in.")
    var audience: [String] = []
    @Option(help: "Aktörer med komma emellan; alla måste få det.")
    var to: String?
    @Option(help: "notice, picture, request, direction, activation eller file.")
    var kind: String?
    @Option(help: "flash, immediate, priority eller routine.")
    var precedence = "routine"
    @Option(help: "Koden för sekretessbrytande grund.")
    var ground: String?
    @Option(help: "Bestämmelsen i sekretessmarkeringen.")
    var provision: String?
    @Option(help: "Aktiveringen som forumet gäller under.")
    var activation: String?
    @Option(help: "Övningen.")
    var exercise: String?
    @Option(help: "Innehållet är redan förseglat av godkänd produkt, enligt detta beslut.")
    var opaque: String?
    @Option(help: "Område som mottagaren måste ha; flera gånger.")
    var compartment: [String] = []
    @Option(help: "Hanteringsvillkor; flera gånger.")
    var caveat: [String] = []
    @Option(help: "När meddelandet slutar gälla, RFC 3339.")
    var expires: String?
    @Option(help: "Funktionen som talar, till exempel tib.")
    var function: String?
    @Option(help: "Meddelandet som detta ersätter.")
    var supersedes: String?
    @Flag(help: "Skicka bara om alla i målgruppen får det.")
    var requireAll = false
    @Flag(help: "Pröva, men skicka inte.")
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
        order.kind = kind
        order.exercise = exercise
        order.audience = audience
        order.to = to.map { $0.split(separator: ",").map(String.init) } ?? []
        order.precedence = precedence
        order.ground = ground
        order.provision = provision
        order.activation = activation
        order.opaqueApproval = opaque
        order.compartments = compartment
        order.caveats = caveat
        order.expires = expires
        order.function = function
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
