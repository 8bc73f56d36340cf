import ArgumentParser

/// `budkavle node …`
struct NodeGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node", abstract: "Aktörens nod: skapa, köra, synka, se läget, radera.",
        subcommands: [
            NodeInit.self, NodeRun.self, NodeSync.self, NodeStatus.self, NodeErase.self,
        ])
}
