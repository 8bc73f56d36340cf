import Envelopes
import Registry
import ArgumentParser
import Handover
import Identity
import Labels
import Policies
import Regions
import Speaking
import Wording

/// `policy decide`: what the sender's own decision would be, gate by gate.
struct PolicyDecide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: spoken(
            sv: "Prövar vad policyn säger om ett tänkt meddelande, grind för grind.",
            en: "Asks what the policy says of an imagined message, gate by gate."))

    @Option(
        name: .long, help: ArgumentHelp(sv: "Avsändaren.", en: "The sender.", value: .actor),
        completion: .actors)
    var from: ActorID

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

    @OptionGroup var label: LabelOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let now = at ?? .now
        let view = try region.readView(at: now, trusting: nil, global)
        let label = try self.label.label(from: from, in: view, at: now)
        let draft = self.label.draft(
            from: from, label, carrier: carrier,
            systems: view.systems(of: from, label.level, by: carrier))
        let recipients = try view.policy.policy.recipients(of: label.audience, from: from)
        let addressing = Addressing(draft, to: recipients, in: view, at: now)
        let isPermitted =
            self.label.needsAll ? addressing.denied.isEmpty : !addressing.permitted.isEmpty
        let report = DecisionReport(
            addressing.decisions, view: view.digest.description, permitted: isPermitted,
            in: output.language)
        try output.show(report) { output in
            for decision in addressing.decisions { output.show(decision) }
        }
        if !isPermitted { throw CommandError.denied }
    }
}

extension RegionView {
    /// The systems a sender would use: its first node that may handle the level, and where a relay
    /// carries, the first relay.
    func systems(of actor: ActorID, _ level: Level, by carrier: CarrierKind) -> [UsedSystem] {
        let nodes = registry.actor(actor)?.nodes.values.sorted { $0.id < $1.id } ?? []
        let node = nodes.first { $0.ceiling >= level && $0.revocation == nil } ?? nodes.first
        var systems: [UsedSystem] = []
        if let node { systems.append(UsedSystem(.sendingNode, .node(node.id, of: actor))) }
        if carrier == .relay, let relay = registry.relays.keys.min() {
            systems.append(UsedSystem(.relay, .relay(relay)))
        }
        return systems
    }
}
