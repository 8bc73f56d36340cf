import ArgumentParser
import Foundation
import Primitives
import Speaking

/// `budkavle-relay`: the server. It holds no key that opens anything, and no code that could.
struct RelayProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budkavle-relay",
        abstract: spoken(
            sv: "Reläet: tar emot, prövar, behåller och lämnar ut kuvert det inte kan öppna.",
            en: "The relay: takes in, checks, keeps and hands out envelopes it cannot open."),
        discussion: spoken(
            sv: """
                Slutkoder: 0 klart · 64 fel användning · 65 felaktiga data · 69 adressen upptagen \
                eller inget svarar · 75 lagret upptaget · 78 fel inställning.
                """,
            en: """
                Exit codes: 0 done · 64 usage · 65 bad data · 69 the address is taken or nothing \
                answers · 75 the store is in use · 78 configuration.
                """),
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: spoken(sv: "Driften", en: "Running it"),
                subcommands: [
                    RelayInit.self, RelayServe.self, RelayPeers.self, RelayReadmit.self,
                    RelayRenewCertificate.self,
                    Manual<RelayProgram>.self,
                ]),
            CommandGroup(
                name: spoken(sv: "Lagret", en: "Its store"),
                subcommands: [
                    RelayFsck.self, RelayReplay.self, RelayStats.self, RelayBackup.self,
                    RelayRestore.self,
                ]),
        ])
}

@main
enum Entry {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        // A write past a limit on file size shall fail like one to a full disk.
        signal(SIGXFSZ, SIG_IGN)
        do { try ProcessHardening.disableCoreDumps() } catch {
            let remark = spoken(
                sv: "minnesdumpar går inte att stänga av", en: "core dumps cannot be turned off")
            Terminal.write("budkavle-relay: \(remark)\n", to: STDERR_FILENO)
        }
        await Program(RelayProgram.self).run()
    }
}
