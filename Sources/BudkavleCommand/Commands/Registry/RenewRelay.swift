import ArgumentParser
import Identity
import Regions
import Registry
import Speaking
import Wording

/// `registry renew relay`: a root note with the relay's next certificate, and until when the one it
/// has is its own too.
struct RenewRelay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay",
        abstract: spoken(
            sv: "Registrerar ett certifikat som budkavle-relay renew-certificate har gjort.",
            en: "Registers a certificate that budkavle-relay renew-certificate has made."),
        discussion: spoken(
            sv: """
                Noderna får veta det av reläet, som därför visar sitt gamla certifikat nästan till \
                slutet. En nod som är borta hela tiden når inte reläet efteråt förrän den har fått \
                registret på annat sätt. Är den gamla nyckeln röjd: sätt --previous-until till nu.
                """,
            en: """
                Nodes hear of it from the relay, which therefore shows its old certificate until \
                shortly before the end. A node that is away all the time does not reach the relay \
                afterwards until it has the registry in another way. If the old key is compromised: \
                set --previous-until to now.
                """))

    @Option(
        name: .long, help: ArgumentHelp(sv: "Reläets namn.", en: "The relay's name.", value: .name))
    var id: RelayID

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Certifikatet, DER eller PEM.", en: "The certificate, DER or PEM.", value: .file),
        completion: .file())
    var certificate: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Så länge är det förra reläets också. Annars 30 dygn.",
            en: "So long the previous one is the relay's too. Else 30 days.", value: .time))
    var previousUntil: Timestamp?

    @OptionGroup var drafting: DraftOptions
    @OptionGroup var signing: SignerOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        var change = try RegistryChange(signing, drafting, region, global.output)
        let now = change.editor.now
        // Notes are dated in whole seconds; what is over already is over from now on.
        let until = max(previousUntil ?? now.adding(seconds: Self.overlapSeconds), now)
        try change.make(
            [.renewRelay(id, certificate: CertificateFile.read(certificate), previousUntil: until)],
            saying: Phrase(
                sv: "Reläet \(id) har ett nytt certifikat; det förra är dess till \(until).",
                en: "Relay \(id) has a new certificate; the previous one is its own until \(until)."
            ))
    }

    private static let overlapSeconds: Int64 = 30 * 86_400
}
