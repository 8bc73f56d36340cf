import ArgumentParser
import Speaking

struct RegistryRenew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: spoken(
            sv: "Ger ett relä ett nytt certifikat under dess namn.",
            en: "Gives a relay a new certificate under its name."),
        subcommands: [RenewRelay.self])
}
