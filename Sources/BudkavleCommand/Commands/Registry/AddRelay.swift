import ArgumentParser
import Files
import Identity
import Notes
import Regions
import Registry
import Wording

/// `registry add relay`: a root note with the relay's address, certificate and receipt key.
struct AddRelay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay", abstract: "Registrerar ett relä som budkavle-relay init har gjort.")

    @Option(name: .long, help: ArgumentHelp("Reläets namn.", valueName: "namn"))
    var id: RelayID

    @Option(name: .long, help: ArgumentHelp("https-adress.", valueName: "url"))
    var url: String

    @Option(
        name: .long, help: ArgumentHelp("Certifikatet, DER eller PEM.", valueName: "fil"))
    var certificate: String

    @Option(
        name: .long,
        help: ArgumentHelp("Nyckeln som undertecknar kvittenser (vkey).", valueName: "vkey"))
    var receiptKey: String

    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        var editor = try signing.editor(region, output)
        let note = try editor.appendRoot([
            .addRelay(
                id, url: url, certificate: CertificateFile.read(certificate),
                receipt: NoteKey(vkey: receiptKey))
        ])
        try signing.freshenAfter(editor, output)
        try output.show(AppendedReport(note: note, registryHead: editor.registry.head.hex)) {
            $0.say(sv: "Reläet \(id) är registrerat.", en: "Relay \(id) is registered.")
        }
    }
}
