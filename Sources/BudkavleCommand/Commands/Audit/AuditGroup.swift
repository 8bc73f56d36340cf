import ArgumentParser
import Speaking

struct AuditGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: spoken(sv: "Granskning: att loggarna håller.", en: "Audit: that the logs hold."),
        subcommands: [AuditVerify.self])
}
