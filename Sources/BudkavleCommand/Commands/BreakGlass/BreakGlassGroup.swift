import ArgumentParser
import Speaking

/// `budkavle break-glass …`
struct BreakGlassGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "break-glass",
        abstract: spoken(
            sv: "För i nöd ett mottaget meddelande vidare till någon det inte var avsett för.",
            en: "Passes a received message on, in an emergency, to whom it was not meant for."),
        subcommands: [BreakGlassOpen.self, BreakGlassClose.self, BreakGlassShow.self])
}
