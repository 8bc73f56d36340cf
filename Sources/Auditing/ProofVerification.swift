package import Identity
package import Ledger
import Notes
package import Registry

/// Says of a single proof file what holds: the entry in its log, the receipt it speaks of, who has
/// seen the tree.
package enum ProofVerification {
    /// - Parameters:
    ///   - registry: verified from its first note on.
    ///   - required: how many witnesses the level of an entry asks for, by its name.
    /// - Returns: the entry, where its proof holds, beside what was found.
    package static func of(
        _ proof: EntryProof, in registry: Registry, at now: Timestamp,
        required: (_ level: String) -> Int
    ) -> (entry: VerifiedEntry?, statements: [AuditStatement]) {
        let keys = KeyBook(registry)
        let subject = String(proof.proof.checkpoint.text.prefix { $0 != "\n" })
        guard let machine = keys.machine(ofLog: proof.proof.checkpoint) else {
            return (nil, [AuditStatement(.logSigned, of: subject, .fails, .keyUnknown)])
        }
        let entry: VerifiedEntry
        do throws(LedgerError) {
            entry = try proof.verified(by: machine.key) { keys.receiptKey(of: $0) }
        } catch {
            return (
                nil,
                [AuditStatement(.entryProven, of: subject, .fails, AuditStatement.Reason(error))]
            )
        }
        let checkpoint = entry.inclusion.checkpoint
        var statements = [
            AuditStatement(
                .logSigned, of: subject, .holds, at: String(checkpoint.checkpoint.size)),
            AuditStatement(
                .entryProven, of: subject, .holds, at: String(entry.inclusion.index)),
        ]
        if let receipt = entry.receipt?.receipt {
            statements.append(
                AuditStatement(.receiptSigned, of: receipt.issuer.text, .holds))
        }
        let asked = entry.facts.level.map(required) ?? 0
        statements += keys.statements(on: checkpoint, of: machine, required: asked, at: now)
        return (entry, statements)
    }
}
