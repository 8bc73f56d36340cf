import Primitives
import ArgumentParser
import Handover
import Identity
import Keystore
import Labels
import Policies
import Regions
import Registry
import Wording

/// `keys new`: keys for one level and status.
struct KeysNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Gör och registrerar nycklar för en nivå och status.")

    @Option(name: .long, help: ArgumentHelp("Aktören.", valueName: "aktör"))
    var actor: ActorID

    @Option(name: .long, help: ArgumentHelp("Nivån.", valueName: "nivå"))
    var level: Level

    @Option(name: .long, help: ArgumentHelp("actual, exercise eller test.", valueName: "status"))
    var status: StatusKind

    @OptionGroup var ring: RingOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let slots = MessageKey.purposes(at: level).map {
            KeySlot(actor: actor, purpose: $0, level: level, status: status)
        }
        try makeKeys(slots, of: actor, ring, signing, region, global.output)
    }
}

/// `keys rotate`: new keys beside the ones in use, which stay until they expire.
struct KeysRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Byter nycklar: nya registreras, gamla finns kvar tills de går ut.",
        discussion: "Utan --level och --status byts alla som aktören har.")

    @Option(name: .long, help: ArgumentHelp("Aktören.", valueName: "aktör"))
    var actor: ActorID

    @Option(name: .long, help: ArgumentHelp("Nivån. Annars alla.", valueName: "nivå"))
    var level: Level?

    @Option(name: .long, help: ArgumentHelp("Status. Annars alla.", valueName: "status"))
    var status: StatusKind?

    @OptionGroup var ring: RingOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let registry = try region.source().readRegistry(trusting: region.genesis)
        guard let record = registry.view(at: .now).actor(actor) else {
            throw RegionError.actorUnknown(actor)
        }
        let held = record.keys.map {
            KeySlot(actor: actor, purpose: $0.purpose, level: $0.level, status: $0.status)
        }
        var slots: [KeySlot] = []
        for slot in held
        where (level.map { slot.level == $0 } ?? true)
            && (status.map { slot.status == $0 } ?? true) && !slots.contains(slot)
        {
            slots.append(slot)
        }
        guard !slots.isEmpty else {
            throw CommandError.unknown(concept: "key", name: level?.name ?? actor.text)
        }
        try makeKeys(slots, of: actor, ring, signing, region, global.output)
    }
}

/// Makes keys, puts them into the ring, and registers them; in that order, so that no key is ever
/// registered that nobody has.
private func makeKeys(
    _ slots: [KeySlot], of actor: ActorID, _ ring: RingOptions, _ signing: SignerOptions,
    _ region: RegionOptions, _ output: Output
) throws {
    var editor = try signing.editor(region, output)
    let policy = try region.readView(at: .now, trusting: nil, output).policy.policy
    let folder = try ring.folder(of: actor, region)
    var keyring = try folder.open(ring.unlocking(output))
    var statements: [ActorStatement] = []
    var made: [MadeKey] = []
    for slot in slots {
        guard let rules = policy.rules(for: slot.level) else {
            throw RegionError.levelUnused(slot.level)
        }
        let key = MessageKey.generate(slot)
        let until = editor.now.adding(seconds: rules.keyLifetimeSeconds)
        try key.add(to: &keyring, from: editor.now, until: until, random: .system)
        statements.append(
            .addKey(key.publicKey, slot.level, slot.status, from: editor.now, until: until))
        made.append(
            MadeKey(
                id: key.publicKey.id.hex, purpose: slot.purpose.rawValue, level: slot.level.name,
                status: slot.status.rawValue, validUntil: until.rfc3339))
    }
    try folder.replace(with: keyring)
    let note = try editor.appendActor(actor, statements, ring: folder)
    try signing.freshenAfter(editor, output)
    let report = MadeKeys(note: note, registryHead: editor.registry.head.hex, keys: made)
    try output.show(report) { output in
        for key in made {
            output.say(
                Phrase(
                    verbatim: "\(key.id)  \(key.purpose)  \(key.level)  \(key.status)"))
        }
    }
}

private struct MadeKey: Encodable {
    let id: String
    let purpose: String
    let level: String
    let status: String
    let validUntil: String
}

private struct MadeKeys: Encodable {
    let note: String
    let registryHead: String
    let keys: [MadeKey]
}
