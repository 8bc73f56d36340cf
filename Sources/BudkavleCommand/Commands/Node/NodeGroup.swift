import ArgumentParser
import Speaking

/// `budkavle node …`
struct NodeGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node",
        abstract: spoken(
            sv: "Aktörens nod: skapa, förse med nycklar, köra, synka, se läget, radera.",
            en: "The actor's node: make, supply with keys, run, synchronise, look at, erase."),
        subcommands: [
            NodeInit.self, NodeKeysCommand.self, NodeWitness.self, NodeRun.self, NodeSync.self,
            NodeStatus.self, NodeErase.self,
        ])
}
