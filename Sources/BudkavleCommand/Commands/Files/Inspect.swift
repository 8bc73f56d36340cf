import Registry
import ArgumentParser
import Envelopes
import ForeignLabels
import Identity
import Labels
import Regions
import Speaking
import Wording

/// `inspect`: what an envelope says of itself, believed or not.
struct Inspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: spoken(
            sv: "Visar vad ett kuvert säger om sig självt.",
            en: "Shows what an envelope says of itself."),
        discussion: spoken(
            sv: "Utan --registry eller --region är ingenting kontrollerat.",
            en: "Without --registry or --region nothing is checked."))

    @Argument(
        help: ArgumentHelp(
            sv: "Kuvertet, eller - för standard in.", en: "The envelope, or - for standard input.",
            value: .file), completion: .file())
    var file: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Skriv bara etiketten, som text eller stanag-4774.",
            en: "Write the label alone, as text or stanag-4774."))
    var labelFormat: LabelForm?

    @OptionGroup var attachments: AttachmentOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let envelope = try EnvelopeFile(reading(file)).envelope
        let isVerified = try verify(envelope)
        if let labelFormat {
            output.remark(standing(isVerified))
            let core = envelope.core
            return try output.show(core.label, as: labelFormat, created: core.created)
        }
        let blobs = attachments.known(beside: file)
        try output.show(EnvelopeReport(envelope, verified: isVerified, blobs: blobs)) {
            $0.say(standing(isVerified))
            $0.show(envelope, blobs: blobs)
        }
    }

    private func standing(_ isVerified: Bool) -> Phrase {
        isVerified
            ? Phrase(
                sv: """
                    Underskrifterna stämmer. Innehållet är inte kontrollerat (budkavle verify).
                    """,
                en: "The signatures hold. The content was not checked (budkavle verify).")
            : Phrase(
                sv: "INGENTING ÄR KONTROLLERAT: ange --registry eller --region.",
                en: "NOTHING WAS VERIFIED: give --registry or --region.")
    }

    private func verify(_ envelope: ReceivedEnvelope) throws -> Bool {
        guard region.registry != nil || region.region != nil else { return false }
        let registry = try region.source().readRegistry(trusting: region.genesis)
        let now = Timestamp.now
        _ = try envelope.verified(in: registry.view(at: now), at: now)
        return true
    }
}
