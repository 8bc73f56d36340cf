import ArgumentParser
import Auditing
import Files
import Foundation
import Ledger
import Speaking
import Wording

/// `audit verify`: a relay's log, a proof file or an auditor pack, checked by somebody who trusts
/// nothing but the registry.
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: spoken(
            sv: "Granskar ett reläs logg, en bevisfil eller ett granskningspaket.",
            en: "Audits a relay's log, a proof file or an auditor pack."),
        discussion: spoken(
            sv: """
                Med en fil eller katalog: utan nät, mot nyckelregistret allena. Utan: hämtar reläets \
                kontrollpunkt och alla brickor, räknar om roten ur bladen, och jämför med \
                kvittenserna som noden har fått av reläet.
                """,
            en: """
                With a file or directory: without network, against the registry alone. Without: \
                fetches the relay's checkpoint and every tile, computes the root anew from the \
                leaves, and compares with the receipts this node has got from the relay.
                """))

    @Argument(
        help: ArgumentHelp(
            sv: "En .tlog-proof-fil, eller ett granskningspakets katalog.",
            en: "A .tlog-proof file, or the directory of an auditor pack.", value: .directoryOrFile),
        completion: .file())
    var evidence: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Reläets adress. Annars nodens första.",
            en: "The relay's address. Else the node's first.", value: .url))
    var relay: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Tidigare kontrollpunkt som trädet ska fortsätta.",
            en: "An earlier checkpoint that the tree must continue.", value: .file),
        completion: .file())
    var since: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Spara kontrollpunkten här, till nästa gång.",
            en: "Save the checkpoint here, for next time.", value: .file), completion: .file())
    var save: String?

    @Flag(
        name: .long,
        help: ArgumentHelp(
            sv: "Jämför inte med nodens kvittenser: valvet rörs inte.",
            en: "Do not compare with the node's receipts: the vault is left alone."))
    var noReceipts = false

    @OptionGroup var region: RegionOptions
    @OptionGroup var unlocking: NodeUnlocking
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard evidence != nil else { return }
        for (option, isGiven) in [
            ("--relay", relay != nil), ("--since", since != nil), ("--save", save != nil),
        ] where isGiven {
            throw CommandError.optionsExclude(option, "FILE").ofUsage
        }
    }

    func run() async throws {
        if let evidence {
            let audit = EvidenceAudit(path: evidence, region: region, global: global)
            return try audit.run()
        }
        let session = NodeSession(global, unlocking)
        let audit = RelayAudit(
            session: session, relay: relay, since: since, save: save,
            comparesReceipts: !noReceipts)
        do { try await audit.run() } catch let error as LedgerError {
            throw AuditError.invalid(reason: "\(error)")
        }
    }
}
