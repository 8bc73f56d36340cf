import ArgumentParser
import Foundation
import Speaking

/// `budkavle bundle …`
struct BundleGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: spoken(
            sv: "Buntar på USB-minne eller i en katalog: när inget nät finns.",
            en: "Bundles on a USB stick or in a directory: when there is no network."),
        discussion: spoken(
            sv: """
                En bunt är förseglad till den aktör den ska till: den som hittar den ser storlek \
                och adress. Den bär meddelanden, kvittenser och regionens register, policy och \
                färskhetsbevis.
                """,
            en: """
                A bundle is sealed to the actor it goes to: who finds it sees size and \
                destination. It carries messages, receipts and the region's registry, policy and \
                freshness note.
                """),
        subcommands: [
            BundleExport.self, BundleImport.self, BundleInspect.self, BundleAnswer.self,
        ])
}

/// As the running node, which may stand in another directory, is told it.
func absolutePath(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
}
