import ArgumentParser
import Files
import Foundation
import Primitives
import Speaking

/// `budkavle`: the actor's side of it all.
///
/// A new command is a file under `Commands/` and a line in the list of its group; a new group is a
/// line here.
struct Budkavle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budkavle",
        abstract: spoken(
            sv:
                "Delar lägesbilder och underrättelser mellan aktörer: förseglade, prövade, spårbara.",
            en:
                "Shares situation pictures and notices between actors: sealed, decided on, traceable."
        ),
        discussion: spoken(
            sv: """
                Slutkoder: 0 klart · 64 fel användning · 65 felaktiga data · 69 inget svarar · 75 \
                köat · 77 nekat av policyn · 78 fel inställning.
                """,
            en: """
                Exit codes: 0 done · 64 usage · 65 bad data · 69 nothing answers · 75 queued · 77 \
                denied by policy · 78 configuration.
                """),
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: spoken(sv: "Regionen", en: "The region"),
                subcommands: [
                    RegionGroup.self, RegistryGroup.self, KeysGroup.self, PolicyGroup.self,
                    ExerciseGroup.self, ActivationGroup.self,
                ]),
            CommandGroup(
                name: spoken(sv: "Noden och dess meddelanden", en: "The node and its messages"),
                subcommands: [
                    NodeGroup.self, RosterGroup.self, Send.self, Release.self, Inbox.self,
                    Outbox.self, Track.self, AlertsGroup.self, BundleGroup.self,
                    BreakGlassGroup.self,
                ]),
            CommandGroup(
                name: spoken(
                    sv: "Filer och rör, utan nod och relä",
                    en: "Files and pipes, without node and relay"),
                subcommands: [
                    Seal.self, Open.self, Verify.self, Inspect.self, LabelGroup.self,
                    QRGroup.self,
                ]),
            CommandGroup(
                name: spoken(sv: "Granskning och visning", en: "Audit and demonstration"),
                subcommands: [AuditGroup.self, Doctor.self, Demo.self, Manual<Budkavle>.self]),
        ])
}

@main
enum Entry {
    static func main() async {
        ignoreBrokenPipes()
        do { try ProcessHardening.disableCoreDumps() } catch {
            // A kernel that refuses is no reason to refuse service; `doctor` tells.
        }
        await Program(Budkavle.self).run()
    }
}
