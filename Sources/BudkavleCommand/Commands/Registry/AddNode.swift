import Primitives
import ArgumentParser
import Identity
import Labels
import Notes
import Regions
import Registry
import Wording

/// `registry add node`: a machine of an actor, with a certificate of its own making or a new one.
struct AddNode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node", abstract: "Registrerar en nod hos en aktör.",
        discussion: """
            Utan --certificate görs nya nycklar, som läggs i aktörens ring. Med --certificate och \
            --receipt-key registreras en maskin som har gjort sina egna.
            """)

    @Option(name: .long, help: ArgumentHelp("Aktören.", valueName: "aktör"))
    var actor: ActorID

    @Option(name: .long, help: ArgumentHelp("Nodens namn, unikt i regionen.", valueName: "namn"))
    var id: NodeID

    @Option(name: .long, help: ArgumentHelp("Högsta nivå som noden hanterar.", valueName: "nivå"))
    var ceiling: Level

    @Option(name: .long, help: ArgumentHelp("Certifikatet, DER eller PEM.", valueName: "fil"))
    var certificate: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Nyckeln som undertecknar kvittenser (vkey).", valueName: "vkey"))
    var receiptKey: String?

    @OptionGroup var ring: RingOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        var editor = try signing.editor(region, output)
        var target = try ring.open(of: actor, region, output)
        let identity = try ring.identity(of: actor, besides: target, region, output)
        let made = try newKeys(editor)
        let prepared = try editor.prepareActor(
            actor, [made?.statement ?? ownStatement()], ring: identity)
        if let made {
            // Before anybody hears of the machine.
            try made.add(to: &target.keys, random: .system)
            try target.keep()
        }
        let note = try editor.append(prepared)
        try signing.freshenAfter(editor, output)
        try output.show(AppendedReport(note: note, registryHead: editor.registry.head.hex)) {
            $0.say(
                sv: "Noden \(id) hos \(actor) är registrerad.",
                en: "Node \(id) at \(actor) is registered.")
        }
    }

    /// Keys for a machine that has none of its own.
    private func newKeys(_ editor: RegionEditor) throws -> NodeKeys? {
        guard certificate == nil, receiptKey == nil else { return nil }
        return try NodeKeys.generate(
            id, of: actor, in: editor.registry.region, ceiling: ceiling, from: editor.now)
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
