import ArgumentParser
import Speaking

struct RegistryAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: spoken(
            sv: "Registrerar en aktör, ett relä, ett vittne, en nod eller en person.",
            en: "Registers an actor, a relay, a witness, a node or a person."),
        subcommands: [
            AddActor.self, AddRelay.self, AddWitness.self, AddNode.self, AddPerson.self,
        ])
}
