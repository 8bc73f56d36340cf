import Envelopes
import Identity
import Labels
import Paper
import Sheets
import Wording

/// A sheet as a page to print: six codes a side, each with its number, the marking on every side.
struct SheetPage {
    private let sheet: Sheet
    private let marking: String
    private let colour: String
    private let heading: Phrase
    private let footing: Phrase

    /// - Parameter colour: of the level, as the policy has it.
    init(_ sheet: Sheet, of envelope: VerifiedEnvelope, colour: String, printed: Timestamp) {
        let core = envelope.core
        self.sheet = sheet
        self.colour = colour
        marking = Marking(core.label).line
        let names = envelope.slotRecipients.map(\.text).joined(separator: ", ")
        let all = Phrase(sv: "alla i kretsen", en: "all of the audience")
        heading = Phrase(
            sv: "Från \(core.originator) till \(names.isEmpty ? all.swedish : names)",
            en: "From \(core.originator) to \(names.isEmpty ? all.english : names)")
        footing = Phrase(
            sv: """
                Meddelande \(envelope.id.hex.prefix(16)) · gjort \(core.created) · utskrivet \
                \(printed). Fotografera eller skanna varje kod; läs in med budkavle qr import. Alla \
                koder behövs inte: programmet säger vilka som saknas.
                """,
            en: """
                Message \(envelope.id.hex.prefix(16)) · made \(core.created) · printed \(printed). \
                Photograph or scan every code; read them with budkavle qr import. Not all codes are \
                needed: the program says which are missing.
                """)
    }

    /// Self-contained.
    ///
    /// - Throws: `PaperError`.
    func html(in language: Language) throws(PaperError) -> String {
        var sides: [String] = []
        for start in stride(from: 0, to: sheet.parts.count, by: Self.codesPerSide) {
            let parts = sheet.parts[start..<min(start + Self.codesPerSide, sheet.parts.count)]
            sides.append(try side(Array(parts), language))
        }
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <title>\(escaped(marking)) · \(sheet.id.text)</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            \(sides.joined(separator: "\n"))
            </body>
            </html>

            """
    }

    private func side(_ parts: [SheetPart], _ language: Language) throws(PaperError) -> String {
        var figures: [String] = []
        for part in parts {
            let code = try QRCode(part.text)
            figures.append(
                """
                <figure>\(code.svg)<figcaption><b>\(part.index + 1)</b> / \(part.count)</figcaption>\
                </figure>
                """)
        }
        return """
            <section>
            <header style="border-color: \(escaped(colour))">\(escaped(marking))</header>
            <p>\(escaped(heading[language])) · \(Self.sheetWord[language]) \(sheet.id.text)</p>
            <div>\(figures.joined())</div>
            <footer>\(escaped(footing[language]))<br>\(escaped(marking))</footer>
            </section>
            """
    }

    private static let sheetWord = Phrase(sv: "ark", en: "sheet")
    private static let codesPerSide = 6
    /// Two columns and three rows on A4: modules of 0.7 mm, which a telephone reads from paper.
    private static let style = """
        @page { size: A4; margin: 12mm; }
        body { font: 10pt/1.3 sans-serif; margin: 0; color: #000; background: #fff; }
        section { break-after: page; }
        section:last-child { break-after: auto; }
        header { border: 3px solid; font-weight: bold; padding: 2mm; text-align: center; }
        p { margin: 2mm 0; }
        figure { display: inline-block; margin: 0 2mm 1mm 2mm; text-align: center; width: 74mm; }
        figure svg { display: block; height: 74mm; width: 74mm; }
        footer { font-size: 8pt; }
        """
}
