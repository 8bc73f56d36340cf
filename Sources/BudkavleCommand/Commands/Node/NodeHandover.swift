import ArgumentParser
import ContentWording
import Node
import Paper
import Regions
import Speaking
import Wording

/// `node handover`: what whoever takes over the node has to know, on paper or here.
struct NodeHandover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handover",
        abstract: spoken(
            sv: "Överlämningsblad till nästa skift: väg och rutin, vad som inte är framme.",
            en: "The sheet for the next shift: rung and routine, what has not arrived."),
        discussion: spoken(
            sv: """
                Bladet säger hur noden mår och inget av vad meddelandena innehåller. Det märks på \
                varje sida som det högsta det talar om, och har plats för anteckningar och namn.
                """,
            en: """
                The sheet says how the node fares and nothing of what messages contain. It is \
                marked on every side as the highest it speaks of, and has room for notes and names.
                """))

    @OptionGroup var global: GlobalOptions
    @OptionGroup var unlocking: NodeUnlocking
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            sv: "Filen: en PDF när den slutar på .pdf, annars HTML. Annars texten här.",
            en: "The file: a PDF when it ends in .pdf, else HTML. Else the text here.",
            value: .file), completion: .file())
    var output: String?

    func run() async throws {
        // Whether it can be made is known before the node is asked.
        let maker = output?.hasSuffix(".pdf") == true ? try PDFMaker() : nil
        let target = try output.map { try FileTarget($0, replacing: true) }
        let reply = try await NodeSession(global, unlocking).call(.shift)
        guard case .shift(let shift) = reply else { return }
        let sheet = ShiftSheet(shift)
        if let target {
            let html = sheet.html(in: global.language)
            try target.writePrivate(try maker?.pdf(of: html) ?? Array(html.utf8))
        }
        if output == "-" { return }
        try global.output.show(shift) { tell(sheet, $0) }
    }

    private func tell(_ sheet: ShiftSheet, _ output: Output) {
        if let file = self.output {
            return output.say(Phrase(verbatim: "\(file): \(sheet.marking)"))
        }
        let node = sheet.shift.node
        output.say(Phrase(verbatim: sheet.marking))
        output.say(node.headline.prefixed("\(node.actor)/\(node.node)"))
        for way in node.waysInForce { output.say(way) }
        for section in sheet.sections where !section.rows.isEmpty {
            output.say(Phrase(verbatim: ""))
            output.say(section.title)
            var table = Table(section.headings)
            for row in section.rows { table.add(row.map(output.word)) }
            output.show(table)
        }
        output.say(Phrase(verbatim: ""))
        output.say(sheet.nothing)
    }
}
