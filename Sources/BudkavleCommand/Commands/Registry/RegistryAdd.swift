import ArgumentParser
import Speaking

struct RegistryAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: spoken(
            sv: "Registrerar en aktör, ett relä, en nod eller en person.",
            en: "Registers an actor, a relay, a node or a person."),
        subcommands: [AddActor.self, AddRelay.self, AddNode.self, AddPerson.self])
}
