import Foundation
import Relay
import Storage
import Wording

/// What `fsck` prints.
struct FsckReport {
    let path: String
    let report: StoreCheck.Report

    func print(asJSON: Bool, in language: Language) throws {
        Swift.print(asJSON ? try document(in: language) : text(in: language))
    }

    // MARK: For people

    private func text(in language: Language) -> String {
        var lines = [summary[language]]
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
            let facts: [String: String]
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
        let findings: [Finding]
        let furtherFindings: Int
    }

    private func document(in language: Language) throws -> String {
        let document = Document(
            store: path, messages: report.counts?.messages,
            supplements: report.counts?.supplements, receipts: report.counts?.receipts,
            records: report.counts?.records, checkpoints: report.counts?.checkpoints,
            blobs: report.blobs, silentRecords: report.silentCount,
            findings: report.findings.map { finding in
                Document.Finding(
                    code: finding.code, facts: finding.facts,
                    sentence: finding.sentence.text[language],
                    hint: finding.sentence.hint?[language])
            }, furtherFindings: report.furtherCount)
        return try JSONText.encode(document)
    }
}

/// The one way this program writes JSON.
enum JSONText {
    static func encode(_ document: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }
}
