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
        let folder = try ring.folder(of: actor, region)
        let statement = try self.statement(editor, folder, output)
        let note = try editor.appendActor(actor, [statement], ring: folder)
        try signing.freshenAfter(editor, output)
        try output.show(AppendedReport(note: note, registryHead: editor.registry.head.hex)) {
            $0.say(
                sv: "Noden \(id) hos \(actor) är registrerad.",
                en: "Node \(id) at \(actor) is registered.")
        }
    }

    private func statement(
        _ editor: RegionEditor, _ folder: RingFolder, _ output: Output
    ) throws -> ActorStatement {
        switch (certificate, receiptKey) {
        case (let certificate?, let receiptKey?):
            return .addNode(
                id, ceiling: ceiling, certificate: try CertificateFile.read(certificate),
                receipt: try NoteKey(vkey: receiptKey))
        case (nil, nil):
            let keys = try NodeKeys.generate(
                id, of: actor, in: editor.registry.region, ceiling: ceiling, from: editor.now)
            var keyring = try folder.open(ring.unlocking(output))
            try keys.add(to: &keyring, random: .system)
            try folder.replace(with: keyring)
            return keys.statement
        case (nil, _): throw CommandError.optionMissing("--certificate")
        case (_, nil): throw CommandError.optionMissing("--receipt-key")
        }
    }
}
