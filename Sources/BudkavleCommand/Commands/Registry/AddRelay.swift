import ArgumentParser
import Files
import Identity
import Notes
import Regions
import Registry
import Speaking
import Wording

/// `registry add relay`: a root note with the relay's address, certificate and receipt key.
struct AddRelay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay",
        abstract: spoken(
            sv: "Registrerar ett relä som budkavle-relay init har gjort.",
            en: "Registers a relay that budkavle-relay init has made."))

    @Option(
        name: .long, help: ArgumentHelp(sv: "Reläets namn.", en: "The relay's name.", value: .name))
    var id: RelayID

    @Option(
        name: .long, help: ArgumentHelp(sv: "https-adress.", en: "The https address.", value: .url))
    var url: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Certifikatet, DER eller PEM.", en: "The certificate, DER or PEM.", value: .file),
        completion: .file())
    var certificate: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Nyckeln som undertecknar kvittenser (vkey).",
            en: "The key that signs receipts (vkey).", value: .vkey))
    var receiptKey: String

    @OptionGroup var drafting: DraftOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        var change = try RegistryChange(signing, drafting, region, global.output)
        try change.make(
            [
                .addRelay(
                    id, url: url, certificate: CertificateFile.read(certificate),
                    receipt: NoteKey(vkey: receiptKey))
            ],
            saying: Phrase(sv: "Reläet \(id) är registrerat.", en: "Relay \(id) is registered."))
    }
}
