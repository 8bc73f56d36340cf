import ArgumentParser
import Foundation
import Node
import Paper
import Regions
import Registers
import Speaking
import Wording

/// A message as pages to print; each bears its marking, exemplar, time and holder.
struct InboxPrint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: spoken(
            sv: "Gör en utskrift av ett meddelande, märkt på varje sida.",
            en: "Makes pages of a message to print, marked on every page."),
        discussion: spoken(
            sv: """
                Där register förs blir utskriften ett numrerat exemplar hos den som loggat in, \
                antecknat innan den finns.
                """,
            en: """
                Where a register is kept the pages are a numbered exemplar with whoever has signed \
                in, recorded before they exist.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Argument(
        help: ArgumentHelp(
            sv: "Meddelandet, eller minst åtta tecken av det.",
            en: "The message, or at least eight characters of its id."), completion: .received)
    var id: String
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "Filen: en PDF när den slutar på .pdf, annars HTML; - är standard ut.",
            en: "The file: a PDF when it ends in .pdf, else HTML; - is standard output.",
            value: .file), completion: .file())
    var output: String
    @OptionGroup var person: PersonOptions

    func run() async throws {
        // Whether it can be made is known before an exemplar of it is counted.
        let maker = output.hasSuffix(".pdf") ? try PDFMaker() : nil
        let target = try FileTarget(output, replacing: false)
        let session = NodeSession(global, unlocking)
        let order = TakeOutOrder(id, .print, by: try await person.claim(session))
        let reply = try await session.call(register: .takeOut(order))
        guard case .takenOut(let taken) = reply else { return }
        let html = MessagePage(taken).html(in: global.language)
        try target.writePrivate(try maker?.pdf(of: html) ?? Array(html.utf8))
        if output == "-" { return }
        try global.output.show(Report(mark: taken.mark, file: output)) {
            let line = MarkText(taken.mark).line
            $0.say(
                sv: "\(output): \(line.swedish)", en: "\(output): \(line.english)")
        }
    }

    private struct Report: Encodable {
        let mark: ExemplarMark
        let file: String
    }
}
