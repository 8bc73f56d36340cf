import ArgumentParser
import Speaking

struct AuditGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: spoken(
            sv: "Granskning: bevis, register, inventering, rapporter.",
            en: "Audit: proofs, register, inventory, reports."),
        subcommands: [
            AuditVerify.self, AuditProve.self, AuditPack.self, AuditReplay.self,
            AuditExposure.self, AuditRegister.self, AuditInventory.self, AuditIncident.self,
            AuditReport.self, AuditAccess.self, AuditReview.self, AuditDisposal.self,
        ])
}
