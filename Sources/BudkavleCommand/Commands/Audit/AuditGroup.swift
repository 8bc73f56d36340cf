import ArgumentParser
import Speaking

struct AuditGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: spoken(
            sv: "Granskning: bevis, och att de håller.", en: "Audit: proofs, and that they hold."),
        subcommands: [
            AuditVerify.self, AuditProve.self, AuditPack.self, AuditReplay.self,
            AuditExposure.self,
        ])
}
