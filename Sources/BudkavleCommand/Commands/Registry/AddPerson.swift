import ArgumentParser
import Identity
import Keystore
import Primitives
import Regions
import Registry
import Speaking
import Wording

/// `registry add person`: a key by which a person of an actor releases messages.
struct AddPerson: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: spoken(
            sv: "Registrerar en persons nyckel för att frisläppa meddelanden.",
            en: "Registers a person's key for releasing messages."),
        discussion: spoken(
            sv: """
                Med --token görs nyckeln i personens kort och lämnar det aldrig; då kan hon också \
                logga in med kortet, när det är antecknat med roster token enrol.
                """,
            en: """
                With --token the key is made in the person's token and never leaves it; she may then \
                sign in by it too, once it is recorded by roster token enrol.
                """))

    @Option(
        name: .long, help: ArgumentHelp(sv: "Aktören.", en: "The actor.", value: .actor),
        completion: .actors)
    var actor: ActorID

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Pseudonym, aldrig ett namn.", en: "A pseudonym, never a name.", value: .id))
    var id: PersonID

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Hur länge den gäller, som 365d.", en: "How long it is valid, such as 365d.",
            value: .time))
    var valid: DurationSeconds?

    @OptionGroup var token: TokenOptions
    @OptionGroup var ring: RingOptions
    @OptionGroup var drafting: DraftOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        var change = try RegistryChange(signing, drafting, region, output)
        let kept = try token.opened(output)?.makeKey(label: "\(actor) \(id)", random: .system)
        let key = kept.map { SigningPrivateKey($0) } ?? SigningPrivateKey.generate()
        let now = change.editor.now
        let until = now.adding(seconds: valid?.seconds ?? 2 * 365 * 86_400)
        let folder = try region.layout().ring(of: id, at: actor)
        try change.make(
            [.addPerson(id, key.publicKey, from: now, until: until)], of: actor,
            ring: { try ring.identity(of: actor, region, output) },
            before: {
                try folder.create(.keyFile, random: .system) { ring in
                    let owner = KeyOwner.person(actor, id)
                    if let kept {
                        try ring.add(
                            kept, .release, owner, validFrom: now, validUntil: until)
                    } else {
                        try ring.add(
                            key, .release, owner, validFrom: now, validUntil: until,
                            random: .system)
                    }
                }
            },
            saying: Phrase(
                sv: "\(id) hos \(actor) är registrerad; ringen ligger i \(folder.path).",
                en: "\(id) at \(actor) is registered; the ring is in \(folder.path)."))
    }
}
