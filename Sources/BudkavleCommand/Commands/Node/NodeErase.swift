import ArgumentParser
import Foundation
import Node
import Speaking
import Wording

struct NodeErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: spoken(
            sv: "Förstör nodens nycklar. Går inte att ångra.",
            en: "Destroys the node's keys. Cannot be undone."))

    @OptionGroup var global: GlobalOptions

    @Flag(
        help: ArgumentHelp(
            sv: "Krävs: ja, förstör nycklarna.", en: "Required: yes, destroy the keys."))
    var yes = false

    func run() async throws {
        guard yes else { throw CommandError.optionMissing("--yes") }
        let directory = NodeDirectory(
            URL(filePath: global.nodeDirectory, directoryHint: .isDirectory))
        try NodeOpening.erase(directory)
        try global.output.show(["erased": directory.root.path(percentEncoded: false)]) {
            $0.say(
                sv: "Nycklarna är förstörda; det som låg i valvet går inte att läsa mer.",
                en: "The keys are destroyed; what was in the vault can be read no more.")
        }
    }
}
