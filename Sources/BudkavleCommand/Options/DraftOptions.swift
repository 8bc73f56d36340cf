import ArgumentParser
import Speaking

/// Whether a note is signed here and now, or written for its holders to sign apart.
struct DraftOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            sv: "Skriv noten som ett utkast, som innehavarna undertecknar var för sig.",
            en: "Write the note as a draft, which its holders sign apart.", value: .file),
        completion: .file())
    var draft: String?
}
