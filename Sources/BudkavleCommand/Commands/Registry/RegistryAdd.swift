import ArgumentParser

struct RegistryAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Registrerar en aktör, ett relä, en nod eller en person.",
        subcommands: [AddActor.self, AddRelay.self, AddNode.self, AddPerson.self])
}

/// What a registry command says it wrote.
struct AppendedReport: Encodable {
    let note: String
    let registryHead: String
}
