import ArgumentParser

struct ExerciseGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exercise", abstract: "Övningar: undertecknade, med deltagare och tid.",
        subcommands: [ExerciseOpen.self, ExerciseClose.self, ExerciseShow.self])
}

struct ActivationGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activation", abstract: "Aktiveringar: vilka forum som är sammankallade.",
        subcommands: [ActivationOpen.self, ActivationClose.self, ActivationShow.self])
}
