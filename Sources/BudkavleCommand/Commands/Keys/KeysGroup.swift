import ArgumentParser

struct KeysGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "En aktörs egna nycklar, per nivå och status.",
        subcommands: [KeysNew.self, KeysShow.self, KeysRotate.self, KeysDestroy.self])
}
