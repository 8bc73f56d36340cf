import ArgumentParser
import Envelopes
import Regions
import Speaking
import Wording

/// Where the sealed attachments of an envelope lie.
struct AttachmentOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Katalogen med förseglade bilagor. Annars KUVERTET.attachments.",
            en: "The directory of sealed attachments. Else ENVELOPE.attachments.",
            value: .directory), completion: .directory)
    var blobs: String?

    /// - Throws: ``CommandError/optionMissing(_:)`` for an envelope that has no name.
    func folder(beside envelope: String) throws(CommandError) -> AttachmentFolder {
        if let blobs { return AttachmentFolder(blobs) }
        guard envelope != "-" else { throw .optionMissing("--blobs") }
        return AttachmentFolder(beside: envelope)
    }

    /// `nil` where nobody can say where they lie.
    func known(beside envelope: String) -> AttachmentFolder? {
        try? folder(beside: envelope)
    }

    /// Reads every blob that a header names.
    func verified(
        _ references: [AttachmentReference], beside envelope: String, _ output: Output
    ) throws -> [VerifiedBlob] {
        guard !references.isEmpty else { return [] }
        let folder = try folder(beside: envelope)
        let progress = ProgressLine(output)
        defer { progress.end() }
        return try references.enumerated().map { index, reference in
            progress.show(
                index, of: references.count,
                Phrase(sv: "Kontrollerar bilagor", en: "Verifying attachments"))
            return try folder.verified(reference)
        }
    }
}
