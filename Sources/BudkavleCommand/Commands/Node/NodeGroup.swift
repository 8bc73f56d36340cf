import ArgumentParser
import Speaking

/// `budkavle node …`
struct NodeGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node",
        abstract: spoken(
            sv: "Aktörens nod: skapa, ge nycklar, köra, synka, se läget, lämna över, öva, radera.",
            en:
                "The actor's node: make, give keys, run, synchronise, look at, hand over, drill, erase."
        ),
        subcommands: [
            NodeInit.self, NodeKeysCommand.self, NodeWitness.self, NodeRun.self, NodeSync.self,
            NodeStatus.self, NodeHandover.self, NodeDrill.self, NodeErase.self,
        ])
}
