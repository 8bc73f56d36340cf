import ArgumentParser
import Foundation
import Primitives
import Wording

/// `budkavle-relay`: the server. It holds no key that opens anything, and no code that could.
struct RelayProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budkavle-relay",
        abstract: "Reläet: tar emot, prövar, behåller och lämnar ut kuvert det inte kan öppna.",
        discussion: """
            Slutkoder: 0 klart · 64 fel användning · 65 felaktiga data · 69 adressen upptagen · \
            75 lagret upptaget · 78 fel inställning.
            """,
        version: "0.1.0",
        subcommands: [RelayInit.self, RelayServe.self, RelayFsck.self, RelayStats.self])
}

@main
enum Entry {
    static func main() async {
        signal(SIGPIPE, SIG_IGN)
        // A write past a limit on file size shall fail like one to a full disk.
        signal(SIGXFSZ, SIG_IGN)
        let language = Language(
            arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment)
        do { try ProcessHardening.disableCoreDumps() } catch {
            let remark = Phrase(
                sv: "minnesdumpar går inte att stänga av", en: "core dumps cannot be turned off")
            FileHandle.standardError.write(Data("budkavle-relay: \(remark[language])\n".utf8))
        }
        do {
            var command = try RelayProgram.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as any Worded {
            let sentence = error.sentence
            var text = "budkavle-relay: \(sentence.text[language])\n"
            if let hint = sentence.hint { text += "  \(hint[language])\n" }
            FileHandle.standardError.write(Data(text.utf8))
            exit(exitCode(of: error))
        } catch {
            RelayProgram.exit(withError: error)
        }
    }
}
