import ArgumentParser
import Handover
import Identity
import Labels
import Policies
import Regions
import Speaking
import Wording

/// `policy explain`: what the gates are; or of a message why each holds or fails, down to the line of
/// the policy.
struct PolicyExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: spoken(
            sv: "Förklarar grindarna, eller varför ett tänkt meddelande får eller nekas.",
            en: "Explains the gates, or why an imagined message is permitted or denied."),
        discussion: spoken(
            sv: """
                Utan --from: vad en grind kräver och med vilket stöd. Med --from: varje grind för \
                varje mottagare, om den håller, paragrafen, och de rader i den undertecknade policyn \
                som avgjorde. --foreign-level: vad en nivå hos andra är här.
                """,
            en: """
                Without --from: what a gate asks, and on what basis. With --from: every gate for \
                every recipient, whether it holds, the paragraph, and the lines of the signed policy \
                that decided. --foreign-level: what a level of others is here.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "Grinden, som agreement.pair. Annars alla.",
            en: "The gate, such as agreement.pair. Else all.", value: .gate))
    var gate: GateID?

    @Option(
        name: .long, help: ArgumentHelp(sv: "Avsändaren.", en: "The sender.", value: .actor),
        completion: .actors)
    var from: ActorID?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "oppen, sekretess, bh, k, h eller kh.", en: "oppen, sekretess, bh, k, h or kh.",
            value: .level), completion: .levels)
    var level: Level?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "actual, exercise eller test.", en: "actual, exercise or test.", value: .status))
    var status: StatusKind?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "relay, peer, bundle, qr, thin eller wis.",
            en: "relay, peer, bundle, qr, thin or wis."))
    var carrier: CarrierKind = .relay

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Tidpunkten. Annars nu.", en: "The moment. Else now.", value: .time))
    var at: Timestamp?

    @OptionGroup var foreign: ForeignLevelOptions
    @OptionGroup var message: MessageOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard from != nil || level != nil || status != nil || !message.isUnaddressed else { return }
        if from == nil { throw CommandError.optionMissing("--from").ofUsage }
        if level == nil { throw CommandError.optionMissing("--level").ofUsage }
        if status == nil { throw CommandError.optionMissing("--status").ofUsage }
        if message.isUnaddressed { throw CommandError.optionMissing("--to").ofUsage }
    }

    func run() async throws {
        if let (level, scheme) = foreign.asked { return try explain(level, scheme, global.output) }
        let gates = gate.map { [$0] } ?? GateID.allCases
        guard let from, let level, let status else { return try describe(gates, global.output) }
        try explain(gates, from, level, status, global.output)
    }

    private func explain(
        _ level: String, _ scheme: ForeignScheme, _ output: Output
    ) throws {
        let now = at ?? .now
        let policy = try region.readView(at: now, trusting: nil, global).policy.policy
        let report = EquivalenceReport(of: level, in: scheme, under: policy, at: now)
        try output.show(report) { $0.say(report.phrase) }
        if report.level == nil { throw CommandError.denied }
    }

    private func describe(_ gates: [GateID], _ output: Output) throws {
        try output.show(gates.map { GateDescription($0, output) }) { output in
            for gate in gates {
                output.say(Phrase(verbatim: "\(gate) – \(output.word(gate.title))"))
                output.say(Phrase(verbatim: "  " + output.word(gate.explanation)))
                output.say(
                    sv: "  Grund: \(gate.basis.phrase.swedish)",
                    en: "  Basis: \(gate.basis.phrase.english)")
            }
        }
    }

    private func explain(
        _ gates: [GateID], _ from: ActorID, _ level: Level, _ status: StatusKind, _ output: Output
    ) throws {
        let now = at ?? .now
        let view = try region.readView(at: now, trusting: nil, global)
        let label = try message.label(from: from, at: level, status, in: view, now: now)
        let draft = message.draft(
            from: from, label, carrier: carrier,
            systems: view.systems(of: from, level, by: carrier))
        let recipients = try view.policy.policy.recipients(of: label.audience, from: from)
        let addressing = Addressing(draft, to: recipients, in: view, at: now)
        let isPermitted =
            message.needsAll ? addressing.denied.isEmpty : !addressing.permitted.isEmpty
        let explanation = DecisionExplanation(
            of: addressing, gates, under: view.policy, permitted: isPermitted,
            for: label.status, at: now)
        try output.show(explanation.report(output)) { explanation.tell($0) }
        if !isPermitted { throw CommandError.denied }
    }
}

/// A gate in words, for machines.
private struct GateDescription: Encodable {
    let id: String
    let title: String
    let explanation: String
    let basis: String

    init(_ gate: GateID, _ output: Output) {
        id = gate.rawValue
        title = output.word(gate.title)
        explanation = output.word(gate.explanation)
        basis = gate.basis.text
    }
}
