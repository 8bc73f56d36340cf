import Relay
import Speaking
import Storage
import Wording

/// What `fsck` prints.
struct FsckReport {
    let path: String
    let report: StoreCheck.Report
    /// Read as it lies, from a disk that nobody can write to.
    let isImmutable: Bool

    var isClean: Bool { report.findings.isEmpty }

    /// Nothing is wrong but with attachments.
    var isStoreClean: Bool {
        report.furtherCount == 0 && report.findings.allSatisfy(\.isOfBlobs)
    }

    func show(by output: Output) throws {
        try output.show(document(in: output.language)) { $0.say(Phrase(verbatim: text($0))) }
    }

    // MARK: For people

    private func text(_ output: Output) -> String {
        let language = output.language
        var lines = [summary[language]]
        if isImmutable {
            lines.append(
                Phrase(
                    sv: "Disken går bara att läsa; lagret prövas som det ligger.",
                    en: "The disk is read-only; the store is checked as it lies.")[language])
        }
        for finding in report.findings {
            lines.append("\(finding.code): \(finding.sentence.text[language])")
            if let hint = finding.sentence.hint { lines.append("  \(hint[language])") }
        }
        if report.furtherCount > 0 {
            lines.append(
                Phrase(
                    sv: "… och \(report.furtherCount) till.",
                    en: "… and \(report.furtherCount) more.")[language])
        }
        lines.append(verdict[language])
        return lines.joined(separator: "\n")
    }

    private var summary: Phrase {
        guard let counts = report.counts else { return Phrase(verbatim: path) }
        var phrase = Phrase(
            sv: "\(path): \(counts.messages) meddelanden, \(counts.supplements) tillägg, "
                + "\(counts.receipts) kvittenser; \(counts.records) poster i liggaren, "
                + "\(counts.checkpoints) kontrollpunkter.",
            en: "\(path): \(counts.messages) messages, \(counts.supplements) supplements, "
                + "\(counts.receipts) receipts; \(counts.records) records of the ledger, "
                + "\(counts.checkpoints) checkpoints.")
        if let blobs = report.blobs {
            phrase = Phrase(
                sv: phrase.swedish + " Bilagor: \(blobs).",
                en: phrase.english + " Attachments: \(blobs).")
        }
        if report.silentCount > 0 {
            phrase = Phrase(
                sv: phrase.swedish
                    + " \(report.silentCount) poster säger inte längre något att jämföra med.",
                en: phrase.english
                    + " \(report.silentCount) records say nothing to compare with any more.")
        }
        return phrase
    }

    private var verdict: Phrase {
        let count = report.findings.count + report.furtherCount
        if count == 0 { return Phrase(sv: "Inget fel.", en: "Nothing is wrong.") }
        return Phrase(sv: "Fel: \(count).", en: "Wrong: \(count).")
    }

    // MARK: For programs

    private struct Document: Encodable {
        struct Finding: Encodable {
            let code: String
            let facts: [String: StoreFact]
            let sentence: String
            let hint: String?
        }

        let store: String
        let messages: UInt64?
        let supplements: UInt64?
        let receipts: UInt64?
        let records: UInt64?
        let checkpoints: UInt64?
        let blobs: Int?
        let silentRecords: UInt64
        let readOnlyDisk: Bool
        let findings: [Finding]
        let furtherFindings: Int
    }

    private func document(in language: Language) -> Document {
        Document(
            store: path, messages: report.counts?.messages,
            supplements: report.counts?.supplements, receipts: report.counts?.receipts,
            records: report.counts?.records, checkpoints: report.counts?.checkpoints,
            blobs: report.blobs, silentRecords: report.silentCount, readOnlyDisk: isImmutable,
            findings: report.findings.map { finding in
                Document.Finding(
                    code: finding.code, facts: finding.facts,
                    sentence: finding.sentence.text[language],
                    hint: finding.sentence.hint?[language])
            }, furtherFindings: report.furtherCount)
    }
}
