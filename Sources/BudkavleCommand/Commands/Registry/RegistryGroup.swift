import ArgumentParser
import Speaking

struct RegistryGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registry",
        abstract: spoken(
            sv: "Nyckelregistret: vilka som finns, deras noder och nycklar.",
            en: "The registry: who exists, their nodes and keys."),
        subcommands: [
            RegistryAdd.self, RegistryRotate.self, RegistryRenew.self, RegistryRevoke.self,
            RegistryAuthorities.self, RegistrySign.self, RegistryCombine.self, RegistryShow.self,
            RegistryVerify.self, RegistryHolders.self, RegistryImportCommand.self,
            RegistryEvidenceCommand.self,
        ])
}
