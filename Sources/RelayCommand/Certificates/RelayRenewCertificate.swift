import ArgumentParser
import Carriers
import Handover
import Identity
import Registry
import Relay
import Speaking
import Wording

struct RelayRenewCertificate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew-certificate",
        abstract: spoken(
            sv: "Gör reläets nästa certifikat med nyckel, bredvid det som gäller.",
            en: "Makes the relay's next certificate with its key, beside the one in force."),
        discussion: spoken(
            sv: """
                Skriver kommandot med vilket två rotnycklar registrerar det. Ett relä som kör \
                behöver inte startas om: det visar certifikatet när registret säger det, och inga \
                anslutningar bryts. Det som registret är färdigt med tas bort.
                """,
            en: """
                Prints the command by which two root keys register it. A running relay needs no \
                restart: it shows the certificate when the registry says so, and no connection is \
                dropped. What the registry is done with is removed.
                """))

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            sv: "Nyckelfilen. Utan den: filen key bredvid nyckelringen.",
            en: "The key file. Without it: the file key beside the key ring.", value: .file),
        completion: .file())
    var keyFile: String?

    @OptionGroup var speech: OutputOptions

    func run() async throws {
        let configuration = try options.settings(flags: [("key-file", keyFile)]).configuration()
        let registry = try configuration.regionDirectory.registry(
            trusting: configuration.genesis
        ).view(at: systemTime())
        let renewal = try CertificateRenewal(RelayKeys(configuration), in: registry)
        try tell(renewal, configuration)
    }

    private func tell(_ renewal: CertificateRenewal, _ configuration: RelayConfiguration) throws {
        let (id, path) = (configuration.relay, renewal.certificate.path)
        let fingerprint = renewal.certificate.identity.fingerprint.hex
        let command = """
              budkavle registry renew relay --region '\(configuration.regionPath)' --id \(id) \
            --certificate '\(path)'
            """
        let found =
            renewal.isWaiting
            ? Phrase(
                sv: "Ett nytt certifikat väntar redan i \(path).",
                en: "A new certificate is waiting already in \(path).")
            : Phrase(sv: "Nytt certifikat i \(path).", en: "New certificate in \(path).")
        let told = Phrase(
            sv: """
                Avtryck (SHA-256): \(fingerprint)
                Två av rotnycklarna registrerar det:
                \(command)
                """,
            en: """
                Fingerprint (SHA-256): \(fingerprint)
                Two of the root keys register it:
                \(command)
                """)
        let report = Report(
            relay: id.text, certificate: path, fingerprint: fingerprint,
            wasWaiting: renewal.isWaiting, removed: renewal.removed)
        try speech.output.show(report) { output in
            output.say(found)
            output.say(told)
            for path in renewal.removed {
                output.say(
                    sv: "\(path) är borttaget, med sin nyckel.",
                    en: "\(path) is removed, with its key.")
            }
        }
    }

    private struct Report: Encodable {
        let relay: String
        let certificate: String
        let fingerprint: String
        /// Made earlier, and not registered yet.
        let wasWaiting: Bool
        /// Certificates that are the relay's no longer.
        let removed: [String]
    }
}
