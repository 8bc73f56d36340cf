import ArgumentParser

struct AuditGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Granskning: att loggarna håller.",
        subcommands: [AuditVerify.self])
}
