import Handover
import Identity
import Policies
import Regions
import Speaking
import Wording

/// What `seal` says it did.
extension Seal {
    func tell(
        _ id: MessageID, _ addressing: Addressing, _ sealed: SealedFiles?, _ output: Output
    ) throws {
        // Standard output carries the envelope.
        if targetPath == "-" { return }
        let report = Report(
            id: id.hex, file: targetPath, recipients: addressing.permitted.map(\.recipient.text),
            denied: DecisionReport(
                addressing.denied, view: "", permitted: false, in: output.language
            ).recipients,
            attachments: sealed.map { sealed in
                sealed.references.map { sealed.folder.file(of: $0) }
            } ?? [])
        try output.show(report) {
            $0.say(Phrase(verbatim: id.hex))
            let names = addressing.permitted.map(\.recipient.text).joined(separator: ", ")
            $0.remark(
                Phrase(sv: "\(targetPath) till \(names)", en: "\(targetPath) to \(names)"))
            if let sealed {
                let (count, path) = (sealed.references.count, sealed.folder.path)
                $0.remark(
                    Phrase(
                        sv: "Bilagor: \(count), i \(path), som ska följa kuvertet",
                        en: "Attachments: \(count), in \(path), to go with the envelope"))
            }
        }
    }

    private struct Report: Encodable {
        let id: String
        let file: String
        let recipients: [String]
        let denied: [DecisionReport.Recipient]
        /// The sealed files.
        let attachments: [String]
    }

    /// Receivers will not open what too few persons have released.
    func remindOfRelease(_ view: RegionView, _ output: Output) {
        let required = view.policy.policy.rules(for: label.level)?.releasePersons ?? 0
        guard releaseRings.count < required else { return }
        output.remark(
            Phrase(
                sv:
                    """
                    Inte frisläppt: \(releaseRings.count) av \(required) personer. Mottagarna \
                    nekas tills --release-ring har angetts för var och en.
                    """,
                en:
                    """
                    Not released: \(releaseRings.count) of \(required) persons. Recipients \
                    are denied until --release-ring was given for each.
                    """
            ))
    }
}
