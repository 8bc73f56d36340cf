import ArgumentParser
import Node
import Speaking

struct BundleAnswer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: spoken(
            sv: "Skriver kvittenser för en importerad bunt till en bunt hem.",
            en: "Writes receipts for an imported bundle to a bundle home."),
        discussion: spoken(
            sv: """
                Vilka av buntens meddelanden som finns här, har öppnats, bekräftats eller \
                avvisats. Det kan göras om när fler har öppnats.
                """,
            en: """
                Which of the bundle's messages are here, opened, acknowledged or refused. It may \
                be made again when more have been opened.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking

    @Argument(
        help: ArgumentHelp(
            sv: "Bunten som kom.", en: "The bundle that came.", value: .file),
        completion: .file(extensions: ["kavle"]))
    var file: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "Bunten som skrivs. Annars bredvid den som kom: FIL.answer.kavle.",
            en: "The bundle to write. Else beside the one that came: FILE.answer.kavle.",
            value: .file), completion: .file(extensions: ["kavle"]))
    var output: String?

    func run() async throws {
        let target = absolutePath(output ?? besideFile)
        guard
            case .exported(let bundle) = try await NodeSession(global, unlocking).call(
                .answerBundle(absolutePath(file), output: target))
        else { return }
        try global.output.show(bundle) { $0.show(bundle) }
    }

    private var besideFile: String {
        let ending = ".kavle"
        return (file.hasSuffix(ending) ? String(file.dropLast(ending.count)) : file) + ".answer"
            + ending
    }
}
