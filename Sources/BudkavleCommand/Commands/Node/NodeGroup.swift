import ArgumentParser

/// `budkavle node …`
struct NodeGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node",
        abstract: "Aktörens nod: skapa, förse med nycklar, köra, synka, se läget, radera.",
        subcommands: [
            NodeInit.self, NodeKeysCommand.self, NodeRun.self, NodeSync.self, NodeStatus.self,
            NodeErase.self,
        ])
}
