import ArgumentParser
import Speaking

struct ExerciseGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exercise",
        abstract: spoken(
            sv: "Övningar: undertecknade, med deltagare och tid.",
            en: "Exercises: signed, with participants and time."),
        subcommands: [ExerciseOpen.self, ExerciseClose.self, ExerciseShow.self])
}

struct ActivationGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activation",
        abstract: spoken(
            sv: "Aktiveringar: vilka forum som är sammankallade.",
            en: "Activations: which forums are convened."),
        subcommands: [ActivationOpen.self, ActivationClose.self, ActivationShow.self])
}
