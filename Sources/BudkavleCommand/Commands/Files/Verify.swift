import Registry
import ArgumentParser
import Envelopes
import Identity
import Labels
import Regions
import Speaking
import Wording

/// `verify`: signatures, slots and content, without any private key.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: spoken(
            sv: "Kontrollerar ett kuverts underskrifter och hela innehåll, utan privata nycklar.",
            en: "Checks an envelope's signatures and its whole content, without private keys."),
        discussion: spoken(
            sv: "Bilagorna kontrolleras med, om inte --content-only säger annat.",
            en: "Attachments are checked too, unless --content-only says otherwise."))

    @Argument(
        help: ArgumentHelp(
            sv: "Kuvertet, eller - för standard in.", en: "The envelope, or - for standard input.",
            value: .file), completion: .file())
    var file: String

    @Flag(
        help: ArgumentHelp(
            sv: "Bara kuvertet, när bilagorna ligger någon annanstans.",
            en: "The envelope alone, where its attachments lie elsewhere."))
    var contentOnly = false

    @OptionGroup var attachments: AttachmentOptions
    @OptionGroup var region: RegionOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let envelope = try EnvelopeFile(reading(file))
        let now = Timestamp.now
        let registry = try region.readRegistry(global)
        let verified = try envelope.envelope.verified(in: registry.view(at: now), at: now)
        let progress = ProgressLine(output)
        let all = Int(clamping: verified.header.contentBytes)
        _ = try envelope.verifiedContent(verified) { done in
            progress.show(Int(clamping: done), of: all, Phrase(sv: "Kontrollerar", en: "Verifying"))
        }
        progress.end()
        let references = verified.header.attachments
        if contentOnly, !references.isEmpty {
            output.remark(
                Phrase(
                    sv: "Bilagor som INTE kontrollerades: \(references.count).",
                    en: "Attachments that were NOT verified: \(references.count)."))
        } else {
            _ = try attachments.verified(references, beside: file, output)
        }
        let blobs = attachments.known(beside: file)
        try output.show(EnvelopeReport(verified.received, verified: true, blobs: blobs)) {
            $0.say(
                sv:
                    """
                    Äkta och oförändrat: undertecknat av \(verified.core.originator), \
                    \(verified.core.created).
                    """,
                en:
                    """
                    Authentic and unaltered: signed by \(verified.core.originator), \
                    \(verified.core.created).
                    """
            )
            $0.show(verified.received, blobs: blobs)
        }
    }
}
