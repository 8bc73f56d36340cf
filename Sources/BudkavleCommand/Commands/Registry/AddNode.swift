import Primitives
import ArgumentParser
import Identity
import Labels
import Notes
import Regions
import Registry
import Speaking
import Wording

/// `registry add node`: a machine of an actor, with a certificate of its own making or a new one.
struct AddNode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node",
        abstract: spoken(
            sv: "Registrerar en nod hos en aktör.", en: "Registers a node of an actor."),
        discussion: spoken(
            sv: """
                Utan --certificate görs nya nycklar, som läggs i aktörens ring. Med --certificate \
                och --receipt-key registreras en maskin som har gjort sina egna. Med --token görs \
                certifikatets nyckel i ett kort eller en modul, som sedan sitter i maskinen.
                """,
            en: """
                Without --certificate new keys are made and put into the actor's ring. With \
                --certificate and --receipt-key a machine that has made its own is registered. With \
                --token the certificate's key is made in a token, which then stays in the machine.
                """))

    @Option(
        name: .long, help: ArgumentHelp(sv: "Aktören.", en: "The actor.", value: .actor),
        completion: .actors)
    var actor: ActorID

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Nodens namn, unikt i regionen.", en: "The node's name, unique in the region.",
            value: .name))
    var id: NodeID

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Högsta nivå som noden hanterar.", en: "The highest level the node handles.",
            value: .level), completion: .levels)
    var ceiling: Level

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Certifikatet, DER eller PEM.", en: "The certificate, DER or PEM.", value: .file),
        completion: .file())
    var certificate: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Nyckeln som undertecknar kvittenser (vkey).",
            en: "The key that signs receipts (vkey).", value: .vkey))
    var receiptKey: String?

    @OptionGroup var token: TokenOptions
    @OptionGroup var ring: RingOptions
    @OptionGroup var drafting: DraftOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if token.token != nil, certificate != nil {
            throw CommandError.optionsExclude("--token", "--certificate").ofUsage
        }
    }

    func run() async throws {
        let output = global.output
        var change = try RegistryChange(signing, drafting, region, output)
        let made = try newKeys(change.editor, output)
        let target = try ring.open(of: actor, region, output)
        try change.make(
            [made?.statement ?? ownStatement()], of: actor,
            ring: { try ring.identity(of: actor, besides: target, region, output) },
            before: {
                // Before anybody hears of the machine.
                guard let made else { return }
                var target = target
                try made.add(to: &target.keys, random: .system)
                try target.keep()
            },
            saying: Phrase(
                sv: "Noden \(id) hos \(actor) är registrerad.",
                en: "Node \(id) at \(actor) is registered."))
    }

    /// Keys for a machine that has none of its own.
    private func newKeys(_ editor: RegionEditor, _ output: Output) throws -> NodeKeys? {
        guard certificate == nil, receiptKey == nil else { return nil }
        return try NodeKeys.generate(
            id, of: actor, in: editor.registry.region, ceiling: ceiling, from: editor.now,
            token: token.opened(output))
    }

    /// What a machine with its own keys shows.
    private func ownStatement() throws -> ActorStatement {
        guard let certificate else { throw CommandError.optionMissing("--certificate") }
        guard let receiptKey else { throw CommandError.optionMissing("--receipt-key") }
        return .addNode(
            id, ceiling: ceiling, certificate: try CertificateFile.read(certificate),
            receipt: try NoteKey(vkey: receiptKey))
    }
}
