import Primitives
import ArgumentParser
import Handover
import Identity
import Keystore
import Labels
import Policies
import Regions
import Registry
import Speaking
import Wording

/// `keys new`: keys for one level and status.
struct KeysNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: spoken(
            sv: "Gör och registrerar nycklar för en nivå och status.",
            en: "Makes and registers keys for a level and status."))

    @Option(
        name: .long, help: ArgumentHelp(sv: "Aktören.", en: "The actor.", value: .actor),
        completion: .actors)
    var actor: ActorID

    @Option(
        name: .long, help: ArgumentHelp(sv: "Nivån.", en: "The level.", value: .level),
        completion: .levels)
    var level: Level

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "actual, exercise eller test.", en: "actual, exercise or test.", value: .status))
    var status: StatusKind

    @OptionGroup var ring: RingOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try renewKeys(of: actor, ring, signing, region, global.output) { _, _ in
            MessageKey.purposes(at: level).map {
                KeySlot(actor: actor, purpose: $0, level: level, status: status)
            }
        }
    }
}

/// `keys rotate`: new keys beside the ones in use, which stay until they expire.
struct KeysRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: spoken(
            sv: "Byter nycklar: nya registreras, gamla finns kvar tills de går ut.",
            en: "Renews keys: new ones are registered, old ones stay until they expire."),
        discussion: spoken(
            sv: "Utan --level och --status byts alla som ringen har.",
            en: "Without --level and --status all that the ring has are renewed."))

    @Option(
        name: .long, help: ArgumentHelp(sv: "Aktören.", en: "The actor.", value: .actor),
        completion: .actors)
    var actor: ActorID

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Nivån. Annars alla.", en: "The level. Else all.", value: .level),
        completion: .levels)
    var level: Level?

    @Option(
        name: .long,
        help: ArgumentHelp(sv: "Status. Annars alla.", en: "The status. Else all.", value: .status))
    var status: StatusKind?

    @OptionGroup var ring: RingOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try renewKeys(of: actor, ring, signing, region, global.output) { record, keyring in
            var slots: [KeySlot] = []
            for slot in record.keys.map(\.slot) where isWanted(slot) && !slots.contains(slot) {
                if try keyring.holds(slot) { slots.append(slot) }
            }
            guard !slots.isEmpty else {
                throw CommandError.unknown(concept: "key", name: level?.name ?? actor.text)
            }
            return slots
        }
    }

    private func isWanted(_ slot: KeySlot) -> Bool {
        (level.map { slot.level == $0 } ?? true) && (status.map { slot.status == $0 } ?? true)
    }
}

/// Makes keys, puts them into the ring, and registers them; in that order, see ``KeyRenewal``. What
/// can fail for another reason than the disk does so before either.
private func renewKeys(
    of actor: ActorID, _ ring: RingOptions, _ signing: SignerOptions, _ region: RegionOptions,
    _ output: Output, slots: (ActorRecord, KeyRing) throws -> [KeySlot]
) throws {
    var editor = try signing.editor(region, output)
    let policy = try region.readView(at: .now, trusting: nil, output).policy.policy
    guard let record = editor.registry.view(at: editor.now).actor(actor) else {
        throw RegionError.actorUnknown(actor)
    }
    var target = try ring.open(of: actor, region, output)
    let identity = try ring.identity(of: actor, besides: target, region, output)
    let renewal = try KeyRenewal(
        of: slots(record, target.keys), in: target.keys, known: record,
        lifetimeSeconds: { policy.rules(for: $0)?.keyLifetimeSeconds }, at: editor.now,
        random: .system)
    let prepared = try editor.prepareActor(actor, renewal.statements, ring: identity)
    target.keys = renewal.ring
    try target.keep()
    let note = try editor.append(prepared)
    try signing.freshenAfter(editor, output)
    let report = MadeKeys(
        note: note, registryHead: editor.registry.head.hex, keys: renewal.keys.map(MadeKey.init))
    try output.show(report) { output in
        for key in report.keys {
            output.say(
                Phrase(
                    verbatim: "\(key.id)  \(key.purpose)  \(key.level)  \(key.status)"))
        }
    }
}

extension KeyRecord {
    fileprivate var slot: KeySlot {
        KeySlot(actor: actor, purpose: purpose, level: level, status: status)
    }
}

private struct MadeKey: Encodable {
    let id: String
    let purpose: String
    let level: String
    let status: String
    let validUntil: String

    init(_ key: RenewedKey) {
        id = key.publicKey.id.hex
        purpose = key.slot.purpose.rawValue
        level = key.slot.level.name
        status = key.slot.status.rawValue
        validUntil = key.until.rfc3339
    }
}

private struct MadeKeys: Encodable {
    let note: String
    let registryHead: String
    let keys: [MadeKey]
}
