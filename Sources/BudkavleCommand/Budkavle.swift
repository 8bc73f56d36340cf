import ArgumentParser
import Files
import Foundation
import Primitives

/// `budkavle`: the actor's side of it all.
///
/// A new command is a file under `Commands/` and a line in the list of its group; a new group is a
/// line here.
struct Budkavle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budkavle",
        abstract:
            "Delar lägesbilder och underrättelser mellan aktörer: förseglade, prövade, spårbara.",
        discussion: """
            Slutkoder: 0 klart · 64 fel användning · 65 felaktiga data · 69 inget svarar · \
            75 köat · 77 nekat av policyn · 78 fel inställning.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Regionen",
                subcommands: [
                    RegionGroup.self, RegistryGroup.self, KeysGroup.self, PolicyGroup.self,
                    ExerciseGroup.self, ActivationGroup.self,
                ]),
            CommandGroup(
                name: "Noden och dess meddelanden",
                subcommands: [
                    NodeGroup.self, Send.self, Release.self, Inbox.self, Outbox.self, Track.self,
                ]),
            CommandGroup(
                name: "Filer och rör, utan nod och relä",
                subcommands: [
                    Seal.self, Open.self, Verify.self, Inspect.self, LabelGroup.self,
                ]),
            CommandGroup(
                name: "Granskning och visning", subcommands: [AuditGroup.self, Demo.self]),
        ])
}

@main
enum Entry {
    static func main() async {
        ignoreBrokenPipes()
        do { try ProcessHardening.disableCoreDumps() } catch {
            // A kernel that refuses is no reason to refuse service; `doctor` tells.
        }
        do {
            var command = try Budkavle.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Farewell(error).exit()
        }
    }
}
