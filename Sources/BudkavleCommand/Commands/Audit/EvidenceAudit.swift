import Auditing
import Files
import Foundation
import Handover
import Identity
import Labels
import Ledger
import Policies
import Regions
import Registry
import Speaking
import Wording

/// A proof file or an auditor pack, without network.
struct EvidenceAudit {
    let path: String
    let region: RegionOptions
    let global: GlobalOptions

    /// - Throws: ``Auditing/PackError/notAPack(path:)``, `FileError`, `RegistryError`; and an end
    ///   with status 65 when a statement does not hold.
    func run() throws {
        let report: Report
        if Folder.isThere(path) {
            guard File.isThere("\(path)/\(PackManifest.path)") else {
                throw PackError.notAPack(path: path)
            }
            report = Report(
                evidence: path, kind: .pack,
                statements: PackVerification.of(
                    PackFiles(folder: path), trusting: region.genesis, at: .now))
        } else {
            report = try proofReport()
        }
        try global.output.show(report) { output in
            if let facts = report.facts {
                output.say(Phrase(verbatim: facts.trimmingCharacters(in: .newlines)))
            }
            output.show(report.table(output))
            output.say(report.verdict)
        }
        if !report.holds { throw CommandError.told(.badData) }
    }

    private func proofReport() throws -> Report {
        let bytes = try File.read(path, limitBytes: TlogProof.maxBytes)
        let proof: EntryProof
        do { proof = try EntryProof(parsing: bytes) } catch {
            throw AuditError.invalid(reason: "\(error)")
        }
        let registry = try region.readRegistry(global)
        let policy = try? region.readView(at: .now, trusting: nil, global).policy.policy
        let found = ProofVerification.of(proof, in: registry, at: .now) { level in
            (try? Level(level)).flatMap { policy?.rules(for: $0)?.witnesses } ?? 0
        }
        return Report(
            evidence: path, kind: .proof, statements: found.statements,
            facts: found.entry?.facts.text)
    }

    struct Report: Encodable {
        enum Kind: String, Encodable { case pack, proof }

        let evidence: String
        let kind: Kind
        /// Whether no statement fails; what is unproven is told beside.
        let holds: Bool
        let statements: [AuditStatement]
        /// The entry as it was written, where its proof holds.
        let facts: String?

        init(
            evidence: String, kind: Kind, statements: [AuditStatement], facts: String? = nil
        ) {
            self.evidence = evidence
            self.kind = kind
            self.statements = statements
            self.facts = facts
            holds = statements.allSatisfy { $0.verdict != .fails }
        }

        func table(_ output: Output) -> Table {
            var table = Table([
                Phrase(sv: "Utsaga", en: "Statement"), Phrase(sv: "Om", en: "Of"),
                Phrase(sv: "Utfall", en: "Result"), Phrase(sv: "Anmärkning", en: "Remark"),
            ])
            for statement in statements { table.add(statement.row(output)) }
            return table
        }

        var verdict: Phrase {
            let unproven = statements.count { $0.verdict == .unproven }
            let failed = statements.count { $0.verdict == .fails }
            if failed > 0 {
                return Phrase(
                    sv: "HÅLLER INTE: \(failed) av \(statements.count) utsagor.",
                    en: "DOES NOT HOLD: \(failed) of \(statements.count) statements.")
            }
            return Phrase(
                sv: "Håller. Obevisade utsagor: \(unproven).",
                en: "Holds. Unproven statements: \(unproven).")
        }
    }
}

extension PackFiles {
    /// The files of a directory.
    init(folder: String) {
        let paths = (try? Folder.files(below: folder)) ?? []
        self.init(paths: Set(paths)) { path in
            try File.read("\(folder)/\(path)", limitBytes: packedFileMaxBytes)
        }
    }
}

private let packedFileMaxBytes = 32 << 20
