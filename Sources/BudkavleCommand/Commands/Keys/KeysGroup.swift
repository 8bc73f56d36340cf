import ArgumentParser
import Speaking

struct KeysGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: spoken(
            sv: "En aktörs egna nycklar, per nivå och status.",
            en: "An actor's own keys, by level and status."),
        subcommands: [
            KeysNew.self, KeysShow.self, KeysRotate.self, KeysDestroy.self, KeysBackup.self,
            KeysRestore.self, KeysHolder.self,
        ])
}
