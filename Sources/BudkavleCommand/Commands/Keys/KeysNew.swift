import ArgumentParser
import Handover
import Identity
import Keystore
import Labels
import Policies
import Primitives
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
            en: "Makes and registers keys for a level and status."),
        discussion: spoken(
            sv: """
                Med --token görs signaturnyckeln i kortet och lämnar det aldrig. ML-DSA-65 och X-Wing \
                kan inga kort: de nycklarna ligger i ringen.
                """,
            en: """
                With --token the signing key is made in the token and never leaves it. No token knows \
                ML-DSA-65 or X-Wing: those keys are in the ring.
                """))

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

    @OptionGroup var token: TokenOptions
    @OptionGroup var ring: RingOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try renewKeys(of: actor, in: token, ring, signing, region, global.output) { _ in
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
            sv: """
                Utan --level och --status byts alla som ringen har. Med --due bara de vars sista \
                fjärdedel har börjat; kör det dagligen, så byts nycklarna av sig själva.
                """,
            en: """
                Without --level and --status all that the ring has are renewed. With --due only those \
                whose last quarter has begun; run it daily and keys renew themselves.
                """))

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

    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Bara de vars sista fjärdedel har börjat.",
            en: "Only those whose last quarter has begun."))
    var due = false

    @OptionGroup var token: TokenOptions
    @OptionGroup var ring: RingOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try renewKeys(of: actor, in: token, ring, signing, region, global.output) { state in
            var slots: [KeySlot] = []
            for slot in state.record.keys.map(\.slot) where isWanted(slot) && !slots.contains(slot)
            {
                if try state.ring.holds(slot) { slots.append(slot) }
            }
            guard !slots.isEmpty else {
                throw CommandError.unknown(concept: "key", name: level?.name ?? actor.text)
            }
            return due ? slots.filter(state.isDue) : slots
        }
    }

    private func isWanted(_ slot: KeySlot) -> Bool {
        (level.map { slot.level == $0 } ?? true) && (status.map { slot.status == $0 } ?? true)
    }
}

/// Makes keys, puts them into the ring, and registers them; in that order, see ``KeyRenewal``. What
/// can fail for another reason than the disk does so before either.
private func renewKeys(
    of actor: ActorID, in token: TokenOptions, _ ring: RingOptions, _ signing: SignerOptions,
    _ region: RegionOptions, _ output: Output, slots: (RenewalState) throws -> [KeySlot]
) throws {
    var editor = try signing.editor(region, output)
    let policy = try region.readView(at: .now, trusting: nil, output).policy.policy
    guard let record = editor.registry.view(at: editor.now).actor(actor) else {
        throw RegionError.actorUnknown(actor)
    }
    var target = try ring.open(of: actor, region, output)
    let identity = try ring.identity(of: actor, besides: target, region, output)
    let wanted = try slots(
        RenewalState(record: record, ring: target.keys, policy: policy, now: editor.now))
    guard !wanted.isEmpty else {
        return try output.show(
            MadeKeys(note: nil, registryHead: editor.registry.head.hex, keys: [])
        ) {
            $0.say(sv: "Ingen nyckel behöver bytas nu.", en: "No key has to be renewed now.")
        }
    }
    let renewal = try KeyRenewal(
        of: wanted, in: target.keys, token: token.opened(output), known: record,
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

/// What a renewal is decided by.
private struct RenewalState {
    let record: ActorRecord
    let ring: KeyRing
    let policy: Policy
    let now: Timestamp

    /// Whether the last usable key of a slot has come to its last quarter, or there is none.
    func isDue(_ slot: KeySlot) -> Bool {
        guard let rules = policy.rules(for: slot.level) else { return false }
        let keys = record.keys.filter {
            $0.slot == slot && [.usable, .notYetValid].contains($0.usability(at: now))
        }
        guard let last = keys.max(by: { $0.validUntil < $1.validUntil }) else { return true }
        let schedule = KeySchedule(
            from: last.validFrom, until: last.validUntil, opens: slot.purpose == .wrapping,
            under: rules)
        return schedule.due <= now
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
    /// `nil` where no key had to be renewed.
    let note: String?
    let registryHead: String
    let keys: [MadeKey]
}
