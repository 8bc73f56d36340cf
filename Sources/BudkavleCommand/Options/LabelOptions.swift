import ArgumentParser
import Handover
import Identity
import Labels
import Policies
import Regions
import Speaking

/// Label and addressing of a message, as `send`, `seal` and `policy decide` take them.
struct LabelOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "oppen, sekretess, bh, k, h eller kh.", en: "oppen, sekretess, bh, k, h or kh.",
            value: .level), completion: .levels)
    var level: Level

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "actual, exercise eller test.", en: "actual, exercise or test.", value: .status))
    var status: StatusKind

    @OptionGroup var message: MessageOptions

    func validate() throws {
        if message.isUnaddressed { throw CommandError.optionMissing("--to").ofUsage }
    }
}

extension LabelOptions {
    /// Whether one denied recipient denies all.
    var needsAll: Bool { message.needsAll }

    func label(from originator: ActorID, in view: RegionView, at now: Timestamp) throws -> Label {
        try message.label(from: originator, at: level, status, in: view, now: now)
    }

    func draft(
        from originator: ActorID, _ label: Label, carrier: CarrierKind, systems: [UsedSystem]
    ) -> MessageDraft {
        message.draft(from: originator, label, carrier: carrier, systems: systems)
    }
}
