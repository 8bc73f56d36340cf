import ArgumentParser

struct RegistryGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registry",
        abstract: "Nyckelregistret: vilka som finns, deras noder och nycklar.",
        subcommands: [
            RegistryAdd.self, RegistryRotate.self, RegistryRevoke.self, RegistryShow.self,
            RegistryVerify.self, RegistryHolders.self,
        ])
}
