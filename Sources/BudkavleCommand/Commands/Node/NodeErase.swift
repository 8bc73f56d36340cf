import ArgumentParser
import Foundation
import Node
import Primitives
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
        let output = global.output
        let erasure = try NodeErasure(of: directory)
        try erasure.perform { step in
            guard step == .endProcess else { return }
            // At once: whoever must leave need not wait for the rest.
            output.remark(
                Phrase(
                    sv: "Nycklarna är förstörda; det som låg i valvet går inte att läsa mer.",
                    en: "The keys are destroyed; what was in the vault can be read no more."))
        }
        let report = Report(
            erased: directory.root.path(percentEncoded: false), left: erasure.left.map(\.text))
        try output.show(report) { output in
            output.say(sv: "Resten är borttaget.", en: "The rest is removed.")
            for key in report.left {
                output.say(
                    sv: "KVAR, i kort: \(key). Ta kortet med, eller lås det med fel PIN.",
                    en: "LEFT, in a token: \(key). Take it along, or lock it by wrong PINs.")
            }
        }
    }

    private struct Report: Encodable {
        let erased: String
        /// Keys in tokens, which erasing does not reach.
        let left: [String]
    }
}
