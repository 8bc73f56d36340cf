package import ArgumentParser
import Files

/// `manual`: the manual pages of a program, as `make install` lays them down. Not shown among its
/// commands.
package struct Manual<Root: ParsableCommand>: AsyncParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "manual",
            abstract: spoken(
                sv: "Skriver handbokssidorna, en för varje kommando, på språket som talas.",
                en: "Writes the manual pages, one for each command, in the language spoken."),
            shouldDisplay: false)
    }

    package init() {}

    @Argument(
        help: ArgumentHelp(
            sv: "Katalogen, som share/man/man1.", en: "The directory, such as share/man/man1.",
            value: .directory), completion: .directory)
    var directory: String

    @OptionGroup var options: OutputOptions

    package func run() async throws {
        try Folder.create(directory)
        let pages = try CommandTree(of: Root.self).command.all.map(ManPage.init)
        for page in pages {
            try File.write(
                Array(page.text.utf8), to: directory + "/" + page.fileName, replacing: true,
                flushing: false)
        }
        try options.output.show(["pages": pages.count]) {
            $0.say(
                sv: "\(pages.count) sidor i \(directory).",
                en: "\(pages.count) pages in \(directory).")
        }
    }
}
